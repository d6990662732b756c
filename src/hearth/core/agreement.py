"""Agreement: who has said yes to which version, and how the plan stands because of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.words import Refusal, Refused


class CannotAgree(Refused):
    """The plan cannot be agreed yet."""


class Answer(StrEnum):
    """What a signatory said to one exact version."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    COULD_NOT = "could not answer"
    DID_NOT_WANT = "did not want to answer"


class Way(StrEnum):
    """How the answer was given."""

    SIGNED_IN = "signed in"
    IN_THE_ROOM = "said in the room"
    BY_TELEPHONE = "said on the telephone"
    ON_PAPER = "signed on paper"


class Party(StrEnum):
    """For whom a signature speaks."""

    PERSON = "person"
    REPRESENTATIVE = "representative"
    PROFESSIONAL = "professional"


@dataclass(frozen=True)
class Signature:
    """One answer to one version. `reason`, in their own words, says why it is not a yes."""

    party: Party
    name: str
    role: str
    answer: Answer
    way: Way
    on: date
    reason: str = ""


class Standing(StrEnum):
    """How a version of the plan stands. Derived, never stored."""

    DRAFT = "draft"
    OFFERED = "offered"
    AGREED = "agreed"
    AGREED_WITHOUT_PERSON = "in force, the person did not answer"
    NOT_AGREED = "not agreed"
    REPLACED = "replaced"


STANDING_WORDS: dict[Standing, str] = {
    Standing.DRAFT: "This plan is a draft. Nobody has agreed it yet.",
    Standing.OFFERED: "This plan waits for an answer. It is not agreed yet.",
    Standing.AGREED: "This plan is agreed.",
    Standing.AGREED_WITHOUT_PERSON: (
        "This plan is in force. The person did not answer, and it says why."
    ),
    Standing.NOT_AGREED: "This plan is not agreed.",
    Standing.REPLACED: "A newer plan has taken the place of this one.",
}

NEXT_STANDINGS: dict[Standing, frozenset[Standing]] = {
    Standing.DRAFT: frozenset({Standing.OFFERED}),
    Standing.OFFERED: frozenset(
        {
            Standing.AGREED,
            Standing.AGREED_WITHOUT_PERSON,
            Standing.NOT_AGREED,
            Standing.REPLACED,
        }
    ),
    Standing.AGREED: frozenset(
        {
            Standing.NOT_AGREED,
            Standing.AGREED_WITHOUT_PERSON,
            Standing.OFFERED,
            Standing.REPLACED,
        }
    ),
    Standing.AGREED_WITHOUT_PERSON: frozenset(
        {Standing.AGREED, Standing.NOT_AGREED, Standing.OFFERED, Standing.REPLACED}
    ),
    Standing.NOT_AGREED: frozenset(
        {Standing.AGREED, Standing.AGREED_WITHOUT_PERSON, Standing.OFFERED, Standing.REPLACED}
    ),
    Standing.REPLACED: frozenset(
        {Standing.OFFERED, Standing.AGREED, Standing.AGREED_WITHOUT_PERSON, Standing.NOT_AGREED}
    ),
}
"""How the standing of one version can move as signatures arrive (drawn in the docs from here).

A person can take their yes back. When the newer version is then no longer in force, the one that it
had replaced stands again as it did: the last agreed plan stays in force meanwhile.
"""


def standing(signatures: Sequence[Signature], *, replaced: bool) -> Standing:
    """Say how a frozen version stands from the signatures under it, oldest first.

    Agreed needs the person (or their representative) *and* a named professional (G6).
    The last answer of the person counts. Nothing else makes a plan agreed.
    """
    if replaced:
        return Standing.REPLACED
    theirs = [each for each in signatures if each.party is not Party.PROFESSIONAL]
    ours = [each for each in signatures if each.party is Party.PROFESSIONAL and each.name]
    last = theirs[-1].answer if theirs else None
    if last is Answer.NOT_AGREED:
        return Standing.NOT_AGREED
    if not ours or ours[-1].answer is not Answer.AGREED or last is None:
        return Standing.OFFERED
    return Standing.AGREED if last is Answer.AGREED else Standing.AGREED_WITHOUT_PERSON


IN_FORCE = frozenset({Standing.AGREED, Standing.AGREED_WITHOUT_PERSON})


def signature_problems(signature: Signature) -> list[Refusal]:
    """List why a signature cannot stand: it needs a name, and words where it is not a yes."""
    found = []
    if not signature.name.strip():
        found.append(Refusal("Say who this is.", "name"))
    if signature.party is Party.REPRESENTATIVE and not signature.role.strip():
        found.append(Refusal("Say who they are to the person.", "role"))
    if signature.answer is not Answer.AGREED and not signature.reason.strip():
        found.append(Refusal("Say why, in their own words.", "reason"))
    return found


def review_words(standing_now: Standing, review_on: date | None, today: date) -> str:
    """Say whether the review is late. Always said where a plan is shown (G5)."""
    if review_on is None:
        return "No review date is set."
    if review_on < today and standing_now in IN_FORCE:
        return f"Review overdue: it was due on {review_on:%-d %B %Y}."
    return f"Review due on {review_on:%-d %B %Y}."


def age_words(frozen_on: date, today: date) -> str:
    """Say how old a plan is, in whole days, months or years."""
    days = (today - frozen_on).days
    if days < 1:
        return "Written today"
    if days < 60:
        return f"Written {days} day{'s' if days != 1 else ''} ago"
    months = days // 30
    return f"Written {months} months ago" if months < 24 else f"Written {days // 365} years ago"
