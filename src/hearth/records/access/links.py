"""Links that open some sections without a sign-in: made and ended by the person.

A token is 256 random bits; only its hash is kept. How a link opens: `opening.py`.
"""

import secrets
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.codes import hashed
from hearth.core.sharing import (
    EMERGENCY_SECTIONS,
    LONGEST_EMERGENCY_LINK,
    LinkKind,
    LinkState,
    link_problems,
)
from hearth.core.words import Refusal, Refused, Section
from hearth.records.access.door import Record
from hearth.records.access.models import ShareLink
from hearth.records.people.models import Account, Person

EMERGENCY_LABEL = "My emergency card"


class CannotMakeLink(Refused):
    """The link lacks something."""


@transaction.atomic
def make_link(
    *,
    record: Record,
    kind: LinkKind,
    label: str,
    sections: Collection[Section],
    ends_at: datetime,
    by: Account,
    at: datetime,
    passcode: str = "",
    purpose: str = "",
    most_uses: int | None = None,
) -> tuple[ShareLink, str]:
    """Make a link. Returns the row and the token to show once; only hashes are kept."""
    record.require(Action.SHARE)
    problems = link_problems(
        kind=kind, passcode=passcode, ends_at=ends_at, most_uses=most_uses, at=at
    )
    if problems := [*_content_problems(kind, label, sections), *problems]:
        raise CannotMakeLink(problems)
    token = secrets.token_urlsafe(32)
    row = ShareLink.objects.create(
        person=record.person,
        kind=kind.value,
        label=label.strip(),
        purpose=purpose.strip(),
        sections=sorted(section.value for section in sections),
        token_hash=hashed(token),
        passcode_hash=make_password(passcode) if passcode else "",
        ends_at=ends_at,
        most_uses=most_uses,
        made_at=at,
        made_by=by,
    )
    record.note("made a link", at=at, what=f"{kind.value}, number {row.pk}")
    return row, token


def _content_problems(kind: LinkKind, label: str, sections: Collection[Section]) -> list[Refusal]:
    found = []
    if not label.strip():
        found.append(Refusal("Give the link a name, so that you know it again.", "label"))
    if not sections:
        found.append(Refusal("Choose at least one part to show.", "sections"))
    if kind is LinkKind.EMERGENCY and not set(sections) <= EMERGENCY_SECTIONS:
        found.append(Refusal("The emergency page cannot show that part.", "sections"))
    return found


@transaction.atomic
def end_link(*, record: Record, link: ShareLink, by: Account, at: datetime) -> None:
    """End a link, from the next request on."""
    record.require(Action.SHARE)
    record.require_own(link)
    if ShareLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by):
        record.note("ended a link", at=at, what=f"{link.kind}, number {link.pk}")


@transaction.atomic
def switch_on_emergency(
    *, record: Record, sections: Collection[Section], by: Account, at: datetime
) -> tuple[ShareLink, str]:
    """Make a new emergency page. A page made before ends: a lost card must open nothing."""
    switch_off_emergency(record=record, by=by, at=at)
    return make_link(
        record=record, kind=LinkKind.EMERGENCY, label=EMERGENCY_LABEL, sections=sections,
        ends_at=at + LONGEST_EMERGENCY_LINK, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def switch_off_emergency(*, record: Record, by: Account, at: datetime) -> None:
    """End the emergency page: every card that was printed opens nothing from now on."""
    record.require(Action.SHARE)
    for link in links_of(record.person):
        if link.kind == LinkKind.EMERGENCY:
            end_link(record=record, link=link, by=by, at=at)


def state_of(link: ShareLink) -> LinkState:
    """The facts that decide whether a link opens."""
    left = None if link.most_uses is None else link.most_uses - link.uses
    return LinkState(link.ends_at, left, link.wrong_tries, link.ended_at is not None)


def links_of(person: Person) -> list[ShareLink]:
    """The links that were not ended, newest first; some may have run out or be used up."""
    return list(ShareLink.objects.filter(person=person, ended_at__isnull=True).order_by("-pk"))


def ended_links_of(person: Person, *, most: int = 10) -> list[ShareLink]:
    """The links that the person ended, the last one first."""
    rows = ShareLink.objects.filter(person=person, ended_at__isnull=False)
    return list(rows.order_by("-ended_at")[:most])


def link_numbered(record: Record, pk: int) -> ShareLink | None:
    """One link of this person."""
    return ShareLink.objects.filter(person=record.person, pk=pk).first()


def link_with(record: Record, token: str) -> ShareLink | None:
    """The link of this person that has this token, if it was not ended."""
    rows = ShareLink.objects.filter(person=record.person, ended_at__isnull=True)
    return rows.filter(token_hash=hashed(token)).first()


def ends_with_the_day(day: date) -> datetime:
    """The moment at which a link that lasts until this day, included, runs out."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
