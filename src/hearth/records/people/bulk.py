"""Register many people at once, under the same rules as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hearth.core.people import NeedKind
from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.many import add_rows
from hearth.records.people.changes import CannotRegister, detail_problems
from hearth.records.people.models import (
    Account,
    Address,
    CommunicationNeed,
    ContactPoint,
    Identifier,
    NeedsAsked,
    Person,
)


@dataclass(frozen=True)
class NewPerson:
    """Somebody to register. `number` is in the scheme of the jurisdiction, without spaces.

    `needs`: None when nobody asked; otherwise (kind, words, what if it is not met).
    """

    id: UUID
    details: Mapping[str, Any]
    number: str
    address: Mapping[str, str]
    contacts: Sequence[Mapping[str, Any]]
    needs: Sequence[tuple[NeedKind, str, str]] | None
    since: datetime


def how_many() -> int:
    """Count the people held."""
    return Person.objects.count()


@transaction.atomic
def register_all(people: Sequence[NewPerson], *, by: Account | None) -> None:
    """Add people, each at their own `since`. Raises CannotRegister; all or nothing."""
    for each in people:
        if problems := _problems(each):
            raise CannotRegister(problems)
    add_rows(_person(each) for each in people)
    scheme = settings.JURISDICTION.identifier.code
    add_rows(Identifier(person_id=each.id, scheme=scheme, value=each.number) for each in people)
    add_rows(Address(person_id=each.id, **each.address) for each in people)
    add_rows(ContactPoint(person_id=each.id, **point) for each in people for point in each.contacts)
    _record_needs(people, by)
    who = by.full_name if by else "Hearth"
    note_all(
        Note("registered a person", each.since, each.id, by.pk if by else None, who)
        for each in people
    )


def _problems(each: NewPerson) -> list[Any]:
    scheme = settings.JURISDICTION.identifier
    return [*detail_problems(each.details), *scheme.obstacles(each.number)]


def _person(each: NewPerson) -> Person:
    row = Person(id=each.id, created_at=each.since, **each.details)
    row.set_keys()
    return row


def _record_needs(people: Sequence[NewPerson], by: Account | None) -> None:
    asked = [each for each in people if each.needs is not None]
    add_rows(NeedsAsked(person_id=each.id, at=each.since, by=by) for each in asked)
    add_rows(
        CommunicationNeed(
            person_id=each.id, kind=kind.value, words=words, if_not_met=rest,
            recorded_at=each.since, recorded_by=by,
        )
        for each in asked
        for kind, words, rest in each.needs or ()
    )  # fmt: skip
