"""Tell a person or somebody around them something, in the way in which they want to be reached."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from hearth.core.messages import Audience, MessageKind, MessageWay, Recipient
from hearth.core.people import ContactWay, Format, letter_obstacles
from hearth.records.outbox import changes as outbox
from hearth.records.outbox.models import Message
from hearth.records.people.models import Account, Address, ContactPoint, Person, Supporter
from hearth.records.people.queries import wanted_format
from hearth.records.periods import not_over

LETTERS_WE_MAKE = frozenset({Format.STANDARD, Format.LARGE_PRINT})
NOWHERE = "There is no email, mobile or address. Please call."
# Only the person may know who looked: a supporter could be the one who makes them afraid (G1).
FOR_THE_PERSON_ALONE = frozenset({MessageKind.GLASS_BROKEN, MessageKind.UNMET_ANSWERED})


def tell_person(
    *,
    person: Person,
    kind: MessageKind,
    by: Account | None,
    at: datetime,
    about: str = "",
    path: str = "/",
    fields: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
) -> Message:
    """Post a message to the person. Where they cannot be reached, it is kept for staff to see."""
    to, cannot = way_to_reach(person, kind, on=timezone.localdate(at))
    return outbox.post(
        kind=kind, to=to, by=by, at=at, person_id=person.pk, about=about, path=path,
        fields=fields, not_before=not_before, cannot=cannot,
    )  # fmt: skip


def tell_account(
    *,
    account: Account,
    kind: MessageKind,
    by: Account | None,
    at: datetime,
    person_id: UUID | None = None,
    audience: Audience = Audience.STAFF,
    about: str = "",
    path: str = "/",
    fields: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
) -> Message:
    """Post a message to the email of an account: staff, or a supporter with a sign-in."""
    to = Recipient(MessageWay.EMAIL, account.email, account.full_name, audience, account.pk)
    return outbox.post(
        kind=kind, to=to, by=by, at=at, person_id=person_id, about=about, path=path,
        fields=fields, not_before=not_before,
    )  # fmt: skip


def way_to_reach(person: Person, kind: MessageKind, *, on: date) -> tuple[Recipient, str]:
    """Choose how a message reaches the person; and, in words, why none does.

    What they prefer comes first, then email, text, letter. A letter goes out only in a format that
    the person can read and that we can make.
    """
    why = NOWHERE
    order = [person.preferred_contact, ContactWay.EMAIL, ContactWay.TEXT, ContactWay.LETTER]
    for way in dict.fromkeys(map(str, order)):
        to = FINDERS[way](person, on) if way in FINDERS else None
        if to is None or (to.audience is not Audience.PERSON and kind in FOR_THE_PERSON_ALONE):
            continue
        if problems := _format_obstacles(person, to):
            why = problems[0]
            continue
        return to, ""
    return _to_person(person, MessageWay.LETTER, ""), why


def _format_obstacles(person: Person, to: Recipient) -> list[str]:
    if to.way is not MessageWay.LETTER:
        return []
    return letter_obstacles(wanted_format(person), LETTERS_WE_MAKE)


def _to_person(person: Person, way: MessageWay, address: str) -> Recipient:
    name = person.name
    shown = f"{name.given} {name.family}" if way is MessageWay.LETTER else name.called
    return Recipient(way, address, shown, Audience.PERSON, person.account_id)


def _by_contact(person: Person, system: str, way: MessageWay) -> Recipient | None:
    points = ContactPoint.objects.filter(person=person, system=system).order_by("rank", "pk")
    value = points.values_list("value", flat=True).first()
    return _to_person(person, way, value) if value else None


def _by_email(person: Person, _on: date) -> Recipient | None:
    found = _by_contact(person, "email", MessageWay.EMAIL)
    if found is None and person.account is not None:
        return _to_person(person, MessageWay.EMAIL, person.account.email)
    return found


def _by_text(person: Person, _on: date) -> Recipient | None:
    return _by_contact(person, "mobile", MessageWay.TEXT)


def _by_letter(person: Person, _on: date) -> Recipient | None:
    home = Address.objects.filter(person=person, type="home").first()
    if home is None:
        return None
    parts = (home.line_1, home.line_2, home.town, home.postcode)
    return _to_person(person, MessageWay.LETTER, "\n".join(part for part in parts if part))


def _by_supporter(person: Person, on: date) -> Recipient | None:
    running = not_over(on, "until")
    helping = Supporter.objects.filter(
        running, person=person, accepted_at__isnull=False, ended_at__isnull=True
    )
    first = helping.select_related("account").order_by("accepted_at").first()
    if first is None or first.account is None:
        return None
    account: Any = first.account
    return Recipient(
        MessageWay.EMAIL, account.email, account.full_name, Audience.SUPPORTER, account.pk
    )


FINDERS: Mapping[str, Callable[[Person, date], Recipient | None]] = {
    ContactWay.EMAIL.value: _by_email,
    ContactWay.TEXT.value: _by_text,
    ContactWay.LETTER.value: _by_letter,
    ContactWay.SUPPORTER.value: _by_supporter,
}
