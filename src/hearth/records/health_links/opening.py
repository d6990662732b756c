"""How a health link opens: with its id, and its passcode where it has one.

An unknown, ended, spent, run out or locked link all look the same from outside. Each opening and
each refusal leaves a row; but for an id that we do not know, by which anyone could fill the trail.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import F

from hearth.core.access import Footing, Hours, Role, Tie
from hearth.core.codes import hashed
from hearth.core.health_links import tries_left
from hearth.core.sharing import link_obstacles
from hearth.core.words import Period
from hearth.records.access.door import LinkHolder, NotVisible, Record, open_with, person_and_death
from hearth.records.access.ties import sections_of
from hearth.records.audit import changes as audit
from hearth.records.health_links.keys import unwrapped
from hearth.records.health_links.models import HealthLink, Opening
from hearth.records.health_links.queries import state_of

NOBODY = "Someone who gave no name"
WRONG = "The passcode was wrong."


class WrongPasscode(Exception):
    """The passcode was wrong, or none was given. `left`: how many more tries there are."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(f"{left} tries left")


@dataclass(frozen=True)
class Opened:
    """What a link opens now: the narrowed record, the key of the files, and how it may be asked."""

    record: Record
    key: str
    opens_again: bool


def open_health_link(
    link_id: str,
    *,
    at: datetime,
    why: str,
    recipient: str,
    passcode: str = "",
    direct: bool = False,
) -> Opened:
    """Open a link once: it counts as a use. Raises NotVisible or WrongPasscode.

    `direct`: the one GET of a link without a passcode. A wrong passcode is counted for good, so
    this must not run inside a transaction that a refusal would roll back.
    """
    found = HealthLink.objects.filter(id_hash=hashed(link_id)).first()
    if found is None or (direct and found.passcode_hash):
        raise NotVisible
    # Slow on purpose, so before any row is locked.
    is_right = not found.passcode_hash or check_password(passcode, found.passcode_hash)
    who = recipient.strip()[:200] or NOBODY
    with transaction.atomic():
        link = HealthLink.objects.select_for_update().get(pk=found.pk)
        refused = link_obstacles(state_of(link), at)
        if not refused and not is_right:
            refused = [WRONG]
        _count(link, refused, was_tried=bool(passcode))
        if refused:
            _note_refusal(link, who, at, why, refused)
    if refused == [WRONG]:
        raise WrongPasscode(tries_left(state_of(link)))
    if refused:
        raise NotVisible
    opened = _opened(link, link_id, who, at, why)
    Opening.objects.create(link=link, at=at, recipient=who)
    return opened


def reopen_health_link(link_id: str, *, at: datetime, why: str, recipient: str) -> Opened:
    """Fetch a file that an opening named. A link that was ended since opens nothing."""
    link = HealthLink.objects.filter(id_hash=hashed(link_id)).first()
    if link is None or link.ended_at is not None or at >= link.ends_at:
        raise NotVisible
    return _opened(link, link_id, recipient, at, why)


def _count(link: HealthLink, refused: list[str], *, was_tried: bool) -> None:
    """Count a use, or a wrong try. Who gave no passcode at all has tried none."""
    if not refused:
        counted = "uses"
    elif refused == [WRONG] and was_tried:
        counted = "wrong_tries"
    else:
        return
    HealthLink.objects.filter(pk=link.pk).update(**{counted: F(counted) + 1})
    setattr(link, counted, getattr(link, counted) + 1)


def _opened(link: HealthLink, link_id: str, who: str, at: datetime, why: str) -> Opened:
    person, death = person_and_death(link.person_id)
    ties = [(_tie(link), "")]
    record = open_with(ties, person, death, by=_holder(link, who), at=at, why=why)
    key = unwrapped(link.wrapped_key, link_id=link_id)
    return Opened(record, key, opens_again=link.most_uses > 1)


def _tie(link: HealthLink) -> Tie:
    return Tie(
        role=Role.LINK_HOLDER,
        period=Period(date.min),
        through=f"a health link, “{link.label}”",
        sections=sections_of(link.sections),
        footing=Footing.LINK,
        hours=Hours(link.made_at, link.ends_at),
    )


def _holder(link: HealthLink, who: str) -> LinkHolder:
    return LinkHolder(f"{who}, with the health link “{link.label}”"[:200])


def _note_refusal(link: HealthLink, who: str, at: datetime, why: str, refused: list[str]) -> None:
    audit.note(
        did="was refused",
        by=_holder(link, who),
        at=at,
        person_id=link.person_id,
        why=why,
        reason="; ".join(refused),
        allowed=False,
        is_change=False,
    )
