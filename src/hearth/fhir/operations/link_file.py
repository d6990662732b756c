"""The file behind a health link: a document of the parts that it shows, with our PDF in it."""

import base64
from datetime import date, datetime

from django.utils import timezone

from hearth.fhir.made import Body, Made, Whole
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.operations.composing import Inside, composed
from hearth.fhir.operations.telling import frozen_entries, told_frozen
from hearth.fhir.parsing import bytes_of
from hearth.fhir.prints import plan_printed
from hearth.records.access.door import Record
from hearth.records.access.whole import whole
from hearth.records.plans.queries.as_shown import to_show
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.versions import VersionStanding, versions

TYPES = ("Goal", "Task", "ServiceRequest", "Condition", "Observation", "Flag")
OF_THE_BANNER = (
    "resourceType", "id", "identifier", "name", "birthDate", "gender", "communication",
    "deceasedBoolean", "deceasedDateTime",
)  # fmt: skip
"""What a link tells of who somebody is: what stands at the head of a page. No address."""


def link_file(record: Record, *, base: str, at: datetime) -> bytes:
    """Return the document, narrowed to the record as the link opened it."""
    today = timezone.localdate(at)
    held = to_show(versions(record))
    everything = Whole(whole(record.person.pk), at)
    inside = [Inside(_whole(made), made.section) for made in _shown(everything, record, held)]
    if held is not None:
        inside += _papers(everything, record, held, today)
    told = told_frozen(record, held, today=today)
    return bytes_of(composed(_patient(everything), told, inside, base=base, at=at))


def _shown(everything: Whole, record: Record, held: VersionStanding | None) -> list[Made]:
    """Draw what belongs to the chosen sections, and is no different from the version told."""
    settled = _settled(record, held)
    drawn = [made for type in TYPES for made in _drawn(type, everything)]
    return [
        made
        for made in drawn
        if made.section is not None
        and record.shows(made.section, made.thread)
        and record.may(made.needs)
        and not made.versions[-1].parts
        and (not made.thread or made.thread in settled)
    ]


def _settled(record: Record, held: VersionStanding | None) -> set[str]:
    """The entries that stand as the version has them. What is only being written stays out."""
    frozen = {(e.thread, e.number) for e in frozen_entries(record, held)} if held else set()
    return {e.thread for e in current_entries(record) if (e.thread, e.number) in frozen}


def _drawn(type: str, everything: Whole) -> list[Made]:
    draws = MAPPERS[type].draws
    return list(draws(everything)) if draws else []


def _whole(made: Made) -> Body:
    """A body with its type and id: not every mapper writes what its label says already."""
    return {"resourceType": made.type, "id": made.id, **made.body}


def _patient(everything: Whole) -> Body:
    person = everything.record.person
    own = [made for made in _drawn("Patient", everything) if made.id == str(person.pk)]
    name = {"family": person.name.family, "given": [person.name.given]}
    least = {"resourceType": "Patient", "id": str(person.pk), "name": [name]}
    body = _whole(own[0]) if own else least | {"birthDate": person.born.isoformat()}
    return {name: body[name] for name in OF_THE_BANNER if name in body}


def _papers(everything: Whole, record: Record, held: VersionStanding, today: date) -> list[Inside]:
    """The plan as PDF, narrowed as all the rest, and what says so."""
    id = f"plan-{held.version.pk}"
    drawn = [_whole(made) for made in _drawn("DocumentReference", everything) if made.id == id]
    media, content = plan_printed(record, held, "pdf", today=today)
    binary: Body = {
        "resourceType": "Binary",
        "id": f"{id}-pdf",
        "contentType": media,
        "data": base64.b64encode(content).decode(),
    }
    named = [body | {"content": body["content"][:1]} for body in drawn]
    return [*(Inside(body) for body in named), Inside(binary)]
