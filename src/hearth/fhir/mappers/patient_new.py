"""A new Patient: the person is registered under the organisation of who sends it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.fhir.made import Incoming, Taken
from hearth.fhir.mappers import patient_read as read
from hearth.fhir.mappers.elements import named
from hearth.fhir.mappers.patient_laid import parts_of
from hearth.fhir.outcome import Issue, Wrong
from hearth.records.access.changes import involve
from hearth.records.access.door import NotAllowed
from hearth.records.access.queries import people_visible_to, posts_of
from hearth.records.people import changes, matching
from hearth.records.people.deaths import record_death

ADDING_ROLES = frozenset(role for role in STAFF_MAY if Action.EDIT_DETAILS in STAFF_MAY[role])
TAKEN = "This number cannot be given to a new person here. Check it, or ask us who has it."


def register(incoming: Incoming, told: read.Facts) -> Taken:
    """Register the person and tie them to where the sender works, or refuse with reasons."""
    body, by, at = incoming.body, incoming.caller.account, incoming.at
    place = _place(incoming)
    numbers = [(read.scheme_of(system), value) for system, value in read.other_numbers(body)]
    _must_be_nobodys(incoming, numbers)
    twins = _near_twins(incoming, told)
    with transaction.atomic():
        person = changes.register(
            details=told, number=read.number_of(body), address=read.address_of(body) or None,
            contacts=read.contacts_of(body), by=by, at=at,
        )  # fmt: skip
        for scheme, value in numbers:
            changes.identify(person=person, scheme=scheme, value=value)
        kind = "practice" if place.kind == "practice" else "care"
        starts = timezone.localdate(at)
        involve(person=person, organisation=place, kind=kind, starts=starts, by=by, at=at)
        if died := read.day(read.died_on(body)):
            told_by = incoming.caller.app[:200]
            record_death(person=person, died_on=died, told_by=told_by, by=by, at=at)
    id = str(person.pk)
    held = named("Patient", id, body)
    return Taken(id, held, is_ours=True, person_id=id, says=tuple(twins), parts=parts_of(body))


def _place(incoming: Incoming) -> Any:
    """The organisation under which the sender may register somebody."""
    posts = posts_of(incoming.caller.account, on=timezone.localdate(incoming.at))
    places = [post.organisation for post in posts if Role(post.role) in ADDING_ROLES]
    if not places:
        raise NotAllowed("You do not have permission to add a person.")
    named = incoming.body.get("managingOrganization", {}).get("reference", "")
    return next((p for p in places if named == f"Organization/organisation-{p.pk}"), places[0])


def _must_be_nobodys(incoming: Incoming, numbers: Iterable[tuple[str, str]]) -> None:
    """Raise Wrong (409) where somebody has one of these numbers. It tells nothing of a stranger."""
    own = settings.JURISDICTION.identifier
    number = read.number_of(incoming.body)
    held = matching.holders([*numbers, *([(own.code, number)] if number else [])])
    if not held:
        return
    visible = _visible(incoming, {known.person_id for known in held.values()})
    words = [f"Patient/{each} has this number. Change that one." for each in sorted(visible)]
    raise Wrong(409, [Issue("duplicate", w, "Patient.identifier") for w in words or [TAKEN]])


def _near_twins(incoming: Incoming, told: read.Facts) -> list[str]:
    """Name those who are so alike that they may be the same, of those whom the sender may see."""
    if not told["born"] or not told["family_name"]:
        return []
    alike = {
        known.person_id
        for given in {told["given_name"], told["preferred_name"]} - {""}
        for known in matching.namesakes(given=given, family=told["family_name"], born=told["born"])
    }
    return [
        f"Patient/{each} has the same name and birth date. Check that this is somebody else."
        for each in sorted(map(str, _visible(incoming, alike)))
    ]


def _visible(incoming: Incoming, people: set[UUID]) -> set[str]:
    if not people:
        return set()
    rows = people_visible_to(incoming.caller.account, on=timezone.localdate(incoming.at))
    found = rows.filter(pk__in=people).values_list("pk", flat=True)
    return {str(each) for each in found if _reaches(incoming, str(each))}


def _reaches(incoming: Incoming, person_id: str) -> bool:
    only = incoming.caller.only_patient
    return only in ("", person_id)
