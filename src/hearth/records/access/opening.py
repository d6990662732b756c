"""How a link opens: with its token and its passcode, and with no word on why it does not.

An unknown, ended, spent or locked link and a wrong passcode all look the same from outside, and
take about the same time. Each leaves a row; but for an unknown address that asks for no passcode,
by which anyone could fill the trail.
"""

from dataclasses import replace
from datetime import date, datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hearth.core.access import Action, Footing, Hours, Role, Tie, grant
from hearth.core.codes import hashed
from hearth.core.sharing import LinkKind, link_obstacles
from hearth.core.words import Period
from hearth.records.access.door import LinkHolder, NotVisible, Record, open_with, person_and_death
from hearth.records.access.links import state_of
from hearth.records.access.models import ShareLink
from hearth.records.access.seals import open_seals
from hearth.records.access.ties import sections_of
from hearth.records.audit import changes as audit

UNKNOWN = LinkHolder("Someone with a link that we do not know")


def open_link(
    token: str, *, at: datetime, why: str, passcode: str = "", kind: LinkKind = LinkKind.SHARE
) -> Record:
    """Open a link for the first time in a sitting: it counts as one use. Raises NotVisible.

    A wrong passcode is counted for good, so this must not run inside a transaction that a refusal
    would roll back.
    """
    found = _with(token, kind)
    is_right = _is_right(passcode, found, kind)  # Slow on purpose, so before any row is locked.
    with transaction.atomic():
        link = found and ShareLink.objects.select_for_update().get(pk=found.pk)
        refused = _count(link, is_right, at)
        if refused and (link or kind is LinkKind.SHARE):
            _note_refusal(link, at, why, refused)
    if refused or link is None:
        raise NotVisible
    return _opened(link, at, why)


def reopen_link(token: str, *, at: datetime, why: str, kind: LinkKind = LinkKind.SHARE) -> Record:
    """Read on in a sitting that opened the link before. Ended or run out: NotVisible."""
    link = _with(token, kind)
    if link is None or link.ended_at is not None or at >= link.ends_at:
        raise NotVisible
    return _opened(link, at, why)


def _with(token: str, kind: LinkKind) -> ShareLink | None:
    return ShareLink.objects.filter(token_hash=hashed(token), kind=kind.value).first()


def _is_right(passcode: str, link: ShareLink | None, kind: LinkKind) -> bool:
    """Check the passcode. Without a link, the same work is done for nothing."""
    if kind is LinkKind.EMERGENCY:
        return True  # Who stands on a doorstep cannot ask for a passcode.
    if link is None:
        make_password(passcode)
        return False
    return check_password(passcode, link.passcode_hash)


def _count(link: ShareLink | None, is_right: bool, at: datetime) -> list[str]:
    """Count this try, and list why it opens nothing."""
    if link is None:
        return ["There is no such link."]
    refused = link_obstacles(state_of(link), at)
    if not refused and not is_right:
        refused = ["The passcode was wrong."]
    counted = "wrong_tries" if not is_right else "" if refused else "uses"
    if counted:
        ShareLink.objects.filter(pk=link.pk).update(**{counted: F(counted) + 1})
        setattr(link, counted, getattr(link, counted) + 1)
    return refused


def _opened(link: ShareLink, at: datetime, why: str) -> Record:
    person, death = person_and_death(link.person_id)
    ties = [(_tie(link), _left(link))]
    return open_with(ties, person, death, by=_holder(link), at=at, why=why)


def _tie(link: ShareLink) -> Tie:
    return Tie(
        role=Role.LINK_HOLDER,
        period=Period(date.min),
        through=f"{link.kind}, “{link.label}”",
        sections=sections_of(link.sections),
        footing=Footing.LINK,
        hours=Hours(link.made_at, link.ends_at),
    )


def as_the_link_shows(record: Record, link: ShareLink, *, at: datetime) -> Record:
    """The record as this link shows it, for the person to print. Nobody is noted as looking."""
    record.require(Action.SHARE)
    record.require_own(link)
    today, seals = timezone.localdate(at), open_seals(record.person)
    theirs = grant([_tie(link)], today=today, at=at, seals=seals)
    return replace(record, grant=theirs, reader=_holder(link))


def _holder(link: ShareLink | None) -> LinkHolder:
    return LinkHolder(f"Someone with the link “{link.label}”") if link else UNKNOWN


def _left(link: ShareLink) -> str:
    """How often it opens after this, for who looked."""
    left = state_of(link).uses_left
    if left is None:
        return ""
    return "it opens once more" if left == 1 else f"it opens {left} more times"


def _note_refusal(link: ShareLink | None, at: datetime, why: str, refused: list[str]) -> None:
    audit.note(
        did="was refused",
        by=_holder(link),
        at=at,
        person_id=link.person_id if link else None,
        why=why,
        reason="; ".join(refused),
        allowed=False,
        is_change=False,
    )
