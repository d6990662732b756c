"""How many people can be reached, and who each message would be for: six queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hearth.core.messages import Audience, MessageWay, Recipient
from hearth.core.people import Format, NeedKind
from hearth.core.recall.reaching import Contact, Reach
from hearth.records.people.models import (
    Address,
    CommunicationNeed,
    ContactPoint,
    Person,
    Supporter,
)
from hearth.records.periods import not_over


@dataclass(frozen=True)
class Reachable:
    """A person with the ways to them, and the supporter through whom they can be reached."""

    person: Person
    contact: Contact
    supporter: Any = None

    def recipient(self, reach: Reach) -> Recipient:
        """Who a message by this way is for."""
        if reach.to_supporter:
            there = self.supporter
            return Recipient(
                MessageWay.EMAIL, there.email, there.full_name, Audience.SUPPORTER, there.pk
            )
        assert reach.way is not None
        name, held = self.person.name, self.contact
        if reach.way is MessageWay.LETTER:
            post = "\n".join(held.post)
            shown = f"{name.given} {name.family}"
            return Recipient(reach.way, post, shown, Audience.PERSON, self.person.account_id)
        address = held.email if reach.way is MessageWay.EMAIL else held.mobile
        return Recipient(reach.way, address, name.called, Audience.PERSON, self.person.account_id)


def reachable(people: Collection[UUID], *, on: date) -> dict[UUID, Reachable]:
    """Read how each of these people can be reached on a day."""
    points = _points(people)
    post, formats, helpers = _post(people), _formats(people), _supporters(people, on)
    rows = Person.objects.filter(pk__in=people).select_related("account")
    return {
        row.pk: Reachable(
            row,
            _contact(row, points, post, formats, helpers.get(row.pk)),
            helpers.get(row.pk),
        )
        for row in rows
    }


def _contact(
    person: Person,
    points: Mapping[tuple[UUID, str], str],
    post: Mapping[UUID, tuple[str, ...]],
    formats: Mapping[UUID, Format],
    supporter: Any,
) -> Contact:
    account = person.account
    speaks = person.interpreter_language or person.language or "their language"
    return Contact(
        preferred=person.preferred_contact,
        email=points.get((person.pk, "email"), "") or (account.email if account else ""),
        mobile=points.get((person.pk, "mobile"), ""),
        post=post.get(person.pk, ()),
        supporter=supporter.email if supporter else "",
        format=formats.get(person.pk, Format.STANDARD),
        speaks=speaks if person.needs_interpreter else "",
        signs_in=account is not None and account.is_active,
    )


def _points(people: Collection[UUID]) -> dict[tuple[UUID, str], str]:
    rows = ContactPoint.objects.filter(person__in=people, system__in=["email", "mobile"])
    worst_first = rows.order_by("-rank", "-pk").values_list("person_id", "system", "value")
    return {(person, system): value for person, system, value in worst_first}


def _post(people: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    rows = Address.objects.filter(person__in=people, type="home").order_by("-pk")
    return {
        row.person_id: tuple(
            line for line in (row.line_1, row.line_2, row.town, row.postcode) if line
        )
        for row in rows
    }


def _formats(people: Collection[UUID]) -> dict[UUID, Format]:
    rows = CommunicationNeed.objects.filter(
        person__in=people, kind=NeedKind.FORMAT.value, ended_at__isnull=True
    ).order_by("recorded_at")
    known = set(Format)
    return {
        row.person_id: Format(row.words) if row.words in known else Format.STANDARD for row in rows
    }


def _supporters(people: Collection[UUID], on: date) -> dict[UUID, Any]:
    rows = Supporter.objects.filter(
        not_over(on, "until"),
        person__in=people,
        accepted_at__isnull=False,
        ended_at__isnull=True,
    )
    latest_first = rows.select_related("account").order_by("-accepted_at")
    return {row.person_id: row.account for row in latest_first if row.account is not None}
