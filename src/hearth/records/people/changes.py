"""Changes to a person's own details: register, amend, needs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from hearth.core.people import NeedKind
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.people.models import (
    Account,
    Address,
    CommunicationNeed,
    ContactPoint,
    Identifier,
    NeedsAsked,
    Person,
)

DETAILS = (
    "title",
    "given_name",
    "family_name",
    "suffix",
    "preferred_name",
    "pronouns",
    "born",
    "gender",
    "sex",
    "ethnicity",
    "religion",
    "place_of_birth",
    "marital_status",
    "language",
    "needs_interpreter",
    "interpreter_language",
    "preferred_contact",
)


class CannotRegister(Refused):
    """The details do not make a person that can be told from others."""


class DetailsMovedOn(Refused):
    """Somebody else changed these details while this form was open."""


@transaction.atomic
def register(
    *,
    details: Mapping[str, Any],
    by: Account | None,
    at: datetime,
    number: str = "",
    address: Mapping[str, str] | None = None,
    contacts: Iterable[Mapping[str, Any]] = (),
    account: Account | None = None,
) -> Person:
    """Add a person. `number` is in the scheme of the jurisdiction, and may be left out."""
    if problems := detail_problems(details, number=number):
        raise CannotRegister(problems)
    person = Person(created_at=at, account=account)
    for name in DETAILS:
        if name in details:
            setattr(person, name, details[name])
    person.save()
    if number:
        identify(person=person, scheme=settings.JURISDICTION.identifier.code, value=number)
    if address:
        Address.objects.create(person=person, **address)
    ContactPoint.objects.bulk_create(ContactPoint(person=person, **each) for each in contacts)
    audit.note(did="registered a person", by=by, at=at, person_id=person.pk)
    return person


def detail_problems(
    details: Mapping[str, Any], *, number: str = "", but: Person | None = None
) -> list[Refusal]:
    """List what is wrong with somebody's details, each with its field."""
    found = []
    for name, words in (
        ("given_name", "first name"),
        ("family_name", "last name"),
        ("born", "date of birth"),
    ):
        if not details.get(name):
            found.append(Refusal(f"Give the {words}.", name))
    if number:
        found += [Refusal(words, "number") for words in _number_problems(number, but)]
    return found


def _number_problems(number: str, but: Person | None) -> list[str]:
    scheme = settings.JURISDICTION.identifier
    if problems := scheme.obstacles(number):
        return list(problems)
    held = Identifier.objects.filter(scheme=scheme.code, value=scheme.tidy(number))
    if but:
        held = held.exclude(person=but)
    return (
        [f"Someone else here already has this {scheme.name}. Check both records."]
        if held.exists()
        else []
    )


def identify(*, person: Person, scheme: str, value: str) -> Identifier:
    """Give a person a number in a scheme; the jurisdiction's own scheme is tidied first."""
    own = settings.JURISDICTION.identifier
    value = own.tidy(value) if scheme == own.code else value
    return Identifier.objects.get_or_create(person=person, scheme=scheme, value=value)[0]


@transaction.atomic
def amend_details(
    *,
    person: Person,
    details: Mapping[str, Any],
    seen_revision: int,
    by: Account,
    at: datetime,
    number: str | None = None,
    address: Mapping[str, str] | None = None,
    contacts: Iterable[Mapping[str, Any]] | None = None,
) -> Person:
    """Change a person's details, if they still stand as the editor saw them."""
    if problems := detail_problems(details, number=number or "", but=person):
        raise CannotRegister(problems)
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.revision != seen_revision:
        raise DetailsMovedOn("Someone else changed these details just now. Look at them again.")
    for name in DETAILS:
        if name in details:
            setattr(held, name, details[name])
    held.revision += 1
    held.save()
    _replace_number(held, number)
    _replace_contacts(held, address, contacts)
    audit.note(did="changed details", by=by, at=at, person_id=person.pk)
    return held


def _replace_number(person: Person, number: str | None) -> None:
    if number is None:
        return
    scheme = settings.JURISDICTION.identifier
    Identifier.objects.filter(person=person, scheme=scheme.code).exclude(
        value=scheme.tidy(number)
    ).delete()
    if number:
        identify(person=person, scheme=scheme.code, value=number)


def _replace_contacts(
    person: Person, address: Mapping[str, str] | None, contacts: Iterable[Mapping[str, Any]] | None
) -> None:
    if address is not None:
        Address.objects.filter(person=person, type="home").delete()
        if address.get("line_1"):
            Address.objects.create(person=person, type="home", **address)
    if contacts is not None:
        ContactPoint.objects.filter(person=person).delete()
        ContactPoint.objects.bulk_create(ContactPoint(person=person, **each) for each in contacts)


@transaction.atomic
def record_needs(
    *, person: Person, needs: Iterable[tuple[NeedKind, str, str]], by: Account | None, at: datetime
) -> None:
    """Record that the person was asked, and what they said: (kind, words, what if not met)."""
    NeedsAsked.objects.create(person=person, at=at, by=by)
    said = {(kind.value, words): if_not_met for kind, words, if_not_met in needs if words}
    held = CommunicationNeed.objects.filter(person=person, ended_at__isnull=True)
    for row in held:
        if said.get((row.kind, row.words)) == row.if_not_met:
            said.pop((row.kind, row.words))
        else:
            CommunicationNeed.objects.filter(pk=row.pk).update(ended_at=at)
    CommunicationNeed.objects.bulk_create(
        CommunicationNeed(
            person=person, kind=kind, words=words, if_not_met=rest, recorded_at=at, recorded_by=by
        )
        for (kind, words), rest in said.items()
    )
    audit.note(did="asked about communication needs", by=by, at=at, person_id=person.pk)
