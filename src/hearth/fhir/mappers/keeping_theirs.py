"""What Hearth has no place for is kept as it came, in a part of the plan, and changes nothing."""

from uuid import uuid4

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused, Section
from hearth.fhir.made import Incoming, Taken

DRAWN = "Hearth says this from its own record. Change it there."


def kept(incoming: Incoming, section: Section, *says: str) -> Taken:
    """Keep it for those who see this part. Raises Refused for what Hearth itself drew."""
    record, type = incoming.record, incoming.body["resourceType"]
    assert record is not None
    record.require(Action.WRITE, section)
    if is_drawn(incoming):
        raise Refused([Refusal(DRAWN, f"{type}.id")])
    return Taken(
        incoming.id or str(uuid4()), incoming.body, section=section,
        person_id=str(record.person.pk), says=says,
    )  # fmt: skip


def is_drawn(incoming: Incoming) -> bool:
    """Say whether an update is about one that Hearth drew: those have ids with a first word."""
    first, dash, _ = incoming.id.partition("-")
    return bool(dash) and first.isalpha() and first in DRAWN_WORDS


DRAWN_WORDS = frozenset(
    {"share", "link", "supporter", "round", "letter", "team", "circle", "need", "contact", "alert"}
)
