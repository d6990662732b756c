"""Sharing and sealing: what a person shows to whom, until when, and what is kept closed.

A *share* opens; a *seal* closes, and wins. The lawful basis on which a service holds a record is a
fact of its own, and is never taken for the person's choice (UK GDPR; domain facts, §7).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hearth.core.words import Refusal, Section


class SealKind(StrEnum):
    """Why a part of the record is closed. Each kind opens to different people (core.access)."""

    OWN_WISH = "the person’s own wish"
    SAFEGUARDING = "safeguarding"
    THIRD_PARTY = "about someone else"


@dataclass(frozen=True)
class Seal:
    """One section, or one entry of it (`thread`), is closed.

    `organisation` names the service that sealed it. `named` holds the accounts to whom it was
    opened by name; a seal for safeguarding is never opened to the person or to a supporter.
    """

    kind: SealKind
    section: Section
    thread: str = ""
    organisation: str = ""
    named: frozenset[str] = frozenset()


class LinkKind(StrEnum):
    """A link that opens some sections without a sign-in."""

    SHARE = "a link to share"
    EMERGENCY = "the emergency page"


LONGEST_LINK = timedelta(days=90)
LONGEST_EMERGENCY_LINK = timedelta(days=366)
MOST_WRONG_TRIES = 5
MOST_USES = 100
BREAK_GLASS_HOURS = timedelta(hours=4)
"""Breaking the glass lasts at most four hours (bar A6)."""

EMERGENCY_SECTIONS = frozenset(
    {Section.IF_THINGS_GET_WORSE, Section.ABOUT_ME, Section.PEOPLE_AND_PLANS, Section.RESULTS}
)
"""What the emergency page can show: what to do, how to speak with me, whom to call, allergies."""


@dataclass(frozen=True)
class LinkState:
    """Facts about a link, for the decision whether it opens. `uses_left` None: no limit."""

    ends_at: datetime
    uses_left: int | None
    wrong_tries: int
    is_ended: bool


def link_obstacles(link: LinkState, at: datetime) -> list[str]:
    """List why a link opens nothing. The page never tells them apart: this is for the audit row."""
    found = {
        "The link was ended.": link.is_ended,
        "The link has run out.": at >= link.ends_at,
        "The link was used as often as it may be.": link.uses_left is not None
        and link.uses_left <= 0,
        "Too many wrong passcodes.": link.wrong_tries >= MOST_WRONG_TRIES,
    }
    return [words for words, stands in found.items() if stands]


def share_problems(
    *, sections: Collection[Section], purpose: str, until: date | None, today: date
) -> list[Refusal]:
    """List what a share still lacks: each names sections, a purpose and a last day."""
    found = []
    if not sections:
        found.append(Refusal("Choose at least one part to share.", "sections"))
    if not purpose.strip():
        found.append(Refusal("Say what it is for.", "purpose"))
    if until is None:
        found.append(Refusal("Choose the last day of sharing.", "until"))
    elif until < today:
        found.append(Refusal("Choose a day that is still to come.", "until"))
    return found


def link_problems(
    *, kind: LinkKind, passcode: str, ends_at: datetime, most_uses: int | None, at: datetime
) -> list[Refusal]:
    """List what is wrong with a link to be made. Only the emergency page may do without a passcode:
    who stands on a doorstep cannot ask for one."""
    found = []
    longest = LONGEST_LINK if kind is LinkKind.SHARE else LONGEST_EMERGENCY_LINK
    if ends_at <= at or ends_at > at + longest:
        found.append(Refusal(f"Choose a day in the next {longest.days} days.", "until"))
    if kind is LinkKind.SHARE and len(passcode) < 6:
        found.append(Refusal("Choose a passcode of at least 6 letters or numbers.", "passcode"))
    if kind is LinkKind.SHARE and not (most_uses and 1 <= most_uses <= MOST_USES):
        found.append(Refusal(f"Choose how often it opens: 1 to {MOST_USES} times.", "most_uses"))
    return found


def glass_problems(reason: str) -> list[Refusal]:
    """List why the glass may not be broken: a reason in words is always asked."""
    if len(reason.split()) < 3:
        return [Refusal("Say why you need to see this plan now, in a few words.", "reason")]
    return []
