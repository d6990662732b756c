"""Patient: who the person is, and how to reach them. Other systems may register and change it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.words import Refusal, Refused
from hearth.fhir.made import Body, Incoming, Made, Mapper, Taken, Version, Whole
from hearth.fhir.mappers import patient_read as read
from hearth.fhir.mappers.elements import named
from hearth.fhir.mappers.entry_views import received_of
from hearth.fhir.mappers.patient_laid import laid, parts_of
from hearth.fhir.mappers.patient_new import register
from hearth.fhir.mappers.patient_shown import patient
from hearth.fhir.parsing import parsed
from hearth.records.access.door import NotAllowed, Record
from hearth.records.access.practices import practice_of
from hearth.records.audit.times import when_last
from hearth.records.people import changes
from hearth.records.people.deaths import record_death
from hearth.records.people.queries import details

DETAILS_CHANGED = (
    "registered a person", "changed details", "recorded a death", "took back a death",
)  # fmt: skip
"""No involvement: that somebody else takes part now would show in the date."""


def _draws(whole: Whole) -> Iterator[Made]:
    record = whole.record
    body = as_held(record, whole.at)
    text = received_of(whole).get(("Patient", str(record.person.pk)), "")
    if text:
        body = laid(parsed(text.encode()), body)
    at = when_last(record.person.pk, *DETAILS_CHANGED) or record.person.created_at
    version = Version(body, at, parts=parts_of(body))
    yield Made("Patient", str(record.person.pk), (version,), is_composite=True)


def as_held(record: Record, at: datetime) -> Body:
    """The person as Hearth holds them, whatever came from elsewhere."""
    person = record.person
    return patient(
        details(person),
        person.identifiers.order_by("pk"),
        practice_of(person, on=timezone.localdate(at)),
        record.death.died_on if record.death else None,
    )


def _takes(incoming: Incoming) -> Taken:
    told = read.details_of(incoming.body)
    if problems := read.problems_in(incoming.body, told):
        raise Refused(problems)
    try:
        if incoming.record is None:
            return register(incoming, told)
        return _amend(incoming, incoming.record, told)
    except changes.CannotRegister as refusal:
        raise Refused(placed(refusal.reasons)) from refusal


def placed(reasons: list[Refusal]) -> list[Refusal]:
    """Name the element of FHIR for each reason."""
    return [Refusal(each.words, read.WHERE.get(each.where, "Patient")) for each in reasons]


def _amend(incoming: Incoming, record: Record, told: read.Facts) -> Taken:
    """Change the details, as a form would: who somebody is, only staff change."""
    record.require(Action.EDIT_DETAILS)
    body = incoming.body
    if record.role is Role.PERSON:
        _must_stay_who_they_are(body, as_held(record, incoming.at))
    changes.amend_details(
        person=record.person,
        details=told,
        seen_revision=record.person.revision,
        by=incoming.caller.account,
        at=incoming.at,
        number=None if record.role is Role.PERSON else read.number_of(body) or None,
        address=read.address_of(body),
        contacts=read.contacts_of(body),
    )
    _death(incoming, record)
    id = str(record.person.pk)
    held = named("Patient", id, body)
    return Taken(id, held, is_ours=True, person_id=id, parts=parts_of(body))


def _must_stay_who_they_are(body: Body, now: Body) -> None:
    """Raise NotAllowed where the person would change their own birth date or number (G4)."""
    words = "Staff check this against a letter or card. Ask them to change it."
    found = []
    if body.get("birthDate") != now.get("birthDate"):
        found.append(Refusal(words, "Patient.birthDate"))
    if read.number_of(body) != read.number_of(now):
        found.append(Refusal(words, "Patient.identifier"))
    if found:
        raise NotAllowed(found)


def _death(incoming: Incoming, record: Record) -> None:
    said = read.died_on(incoming.body)
    stands = record.death.died_on.isoformat() if record.death else ""
    if said == stands:
        return
    if stands:
        words = "Two people together take back a death, in Hearth."
        raise Refused([Refusal(words, "Patient.deceased[x]")])
    record.require(Action.RECORD_DEATH)
    died_on = read.day(said)
    assert died_on is not None
    record_death(
        person=record.person, died_on=died_on, told_by=incoming.caller.app[:200],
        by=incoming.caller.account, at=incoming.at,
    )  # fmt: skip


MAPPER = Mapper(
    "Patient",
    why="their name and details",
    draws=_draws,
    takes=_takes,
    action=Action.EDIT_DETAILS,
)
