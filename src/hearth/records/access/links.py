"""Links that open some sections without a sign-in: made, opened, ended.

A token is 256 random bits; only its hash is kept. An unknown, ended, spent or locked link and a
wrong passcode all look the same from outside.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action, Footing, Hours, Role, Tie
from hearth.core.sharing import (
    EMERGENCY_SECTIONS,
    LinkKind,
    LinkState,
    link_obstacles,
    link_problems,
)
from hearth.core.words import Period, Refusal, Refused, Section
from hearth.records.access.door import LINK_HOLDER, NotVisible, Record, open_with, person_and_death
from hearth.records.access.models import ShareLink
from hearth.records.access.ties import sections_of
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account, Person


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


def open_link(token: str, *, passcode: str, at: datetime, why: str) -> Record:
    """Open a link for the first time in a sitting: it counts as one use. Raises NotVisible.

    A wrong passcode is counted for good, so this must not run inside a transaction that a refusal
    would roll back.
    """
    with transaction.atomic():
        link = _locked(token)
        refused = link_obstacles(state_of(link), at)
        if not refused and link.passcode_hash and not check_password(passcode, link.passcode_hash):
            link.wrong_tries += 1
            refused = ["The passcode was wrong."]
        elif not refused:
            link.uses += 1
        link.save(update_fields=["wrong_tries", "uses"])
        if refused:
            _note_refusal(link, at, why, refused)
    if refused:
        raise NotVisible
    return _opened(link, at, why)


def reopen_link(token: str, *, at: datetime, why: str) -> Record:
    """Read on in a sitting that opened the link before. Ended or run out: NotVisible."""
    link = ShareLink.objects.filter(token_hash=hashed(token)).first()
    if link is None or not _still_runs(link, at):
        raise NotVisible
    return _opened(link, at, why)


def _still_runs(link: ShareLink, at: datetime) -> bool:
    return link.ended_at is None and at < link.ends_at


def _locked(token: str) -> ShareLink:
    link = ShareLink.objects.select_for_update().filter(token_hash=hashed(token)).first()
    if link is None:
        raise NotVisible
    return link


def _opened(link: ShareLink, at: datetime, why: str) -> Record:
    person, death = person_and_death(link.person_id)
    title = f"{link.kind}, “{link.label}”"
    tie = Tie(
        role=Role.LINK_HOLDER,
        period=Period(date.min),
        through=title,
        sections=sections_of(link.sections),
        footing=Footing.LINK,
        hours=Hours(link.made_at, link.ends_at),
    )
    return open_with([(tie, title)], person, death, by=None, at=at, why=why)


def _note_refusal(link: ShareLink, at: datetime, why: str, refused: list[str]) -> None:
    audit.note(
        did="was refused",
        by=LINK_HOLDER,
        at=at,
        through=f"{link.kind}, “{link.label}”",
        person_id=link.person_id,
        why=why,
        reason="; ".join(refused),
        allowed=False,
        is_change=False,
    )


def state_of(link: ShareLink) -> LinkState:
    """The facts that decide whether a link opens."""
    left = None if link.most_uses is None else link.most_uses - link.uses
    return LinkState(link.ends_at, left, link.wrong_tries, link.ended_at is not None)


def is_emergency(token: str) -> bool:
    """Say whether a token is that of an emergency page, which asks for no passcode."""
    return ShareLink.objects.filter(
        token_hash=hashed(token), kind=LinkKind.EMERGENCY.value, passcode_hash=""
    ).exists()


def links_of(person: Person) -> list[ShareLink]:
    """The links that were not ended, newest first; some may have run out or be used up."""
    return list(ShareLink.objects.filter(person=person, ended_at__isnull=True).order_by("-pk"))


def link_numbered(record: Record, pk: int) -> ShareLink | None:
    """One link of this person."""
    return ShareLink.objects.filter(person=record.person, pk=pk).first()


def ends_with_the_day(day: date) -> datetime:
    """The moment at which a link that lasts until this day, included, runs out."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def hashed(token: str) -> str:
    """SHA-256 of a token; enough for 256 random bits, and found by an index."""
    return hashlib.sha256(token.encode()).hexdigest()
