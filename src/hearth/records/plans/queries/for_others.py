"""All signatures of one person's plans at once, for what shows them to other systems.

Whoever calls this labels what they draw from it, and never shows a hash of the whole: it would
tell who is shown a part that there is more.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hearth.records.access.door import Record
from hearth.records.plans.models import Entry, Signature


@dataclass(frozen=True)
class Signed:
    """One answer to one version."""

    pk: int
    version: int
    number: int
    party: str
    name: str
    role: str
    answer: str
    way: str
    reason: str
    would_sign: str
    signer: str
    at: datetime


def signatures(record: Record) -> list[Signed]:
    """All answers to all versions of this person, oldest first. One query."""
    rows = Signature.objects.filter(version__person=record.person).order_by("pk")
    names = (
        "pk", "version_id", "version__number", "party", "name", "role", "answer", "way", "reason",
        "would_sign", "signer", "at",
    )  # fmt: skip
    return [Signed(*row) for row in rows.values_list(*names)]


def person_of_entry(thread: str) -> UUID | None:
    """Whose entry this is; None for nobody's. The door decides what is told of it."""
    try:
        rows = Entry.objects.filter(thread=UUID(thread), number=1)
    except ValueError:
        return None
    return rows.values_list("person_id", flat=True).first()
