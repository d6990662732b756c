"""Agreement: who has said yes to which version, and how the plan stands because of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.words import Refusal, Refused


class CannotAgree(Refused):
    """The plan cannot be agreed yet."""


class Answer(StrEnum):
    """What a signatory said to one exact version."""

    AGREED = "agreed"
    WITH_DIFFERENCE = "agreed, with a difference"
    NOT_AGREED = "not agreed"
    COULD_NOT = "could not answer"
    DID_NOT_WANT = "did not want to answer"


YES = frozenset({Answer.AGREED, Answer.WITH_DIFFERENCE})
"""Who records a difference signs all the same, and says in their own words what they see so."""


class Way(StrEnum):
    """How the answer was given."""

    SIGNED_IN = "signed in"
    IN_THE_ROOM = "said in the room"
    BY_TELEPHONE = "said on the telephone"
    ON_PAPER = "signed on paper"


class Party(StrEnum):
    """For whom a signature speaks. The professional is the one who did the plan with the person."""

    PERSON = "person"
    REPRESENTATIVE = "representative"
    PROFESSIONAL = "professional"
    KEY_WORKER = "key worker"
    SERVICE = "service"


THEIRS = frozenset({Party.PERSON, Party.REPRESENTATIVE})
"""The parties that speak with the person's voice."""


@dataclass(frozen=True)
class Decision:
    """One of those who must both decide it goes on without a signature that was refused."""

    party: Party
    name: str
    words: str
    way: Way
    on: date


@dataclass(frozen=True)
class Signature:
    """One answer to one version. `reason`, in their own words, says why it is not a plain yes.

    `signer` is the key of what was asked (`Asked.key`), and empty for the person and for the
    professional. `would_sign`: what would make it signable. `carried_from`: the number of the
    version under which it was given, where it still holds. `decisions`: to go on without it.
    """

    party: Party
    name: str
    role: str
    answer: Answer
    way: Way
    on: date
    reason: str = ""
    would_sign: str = ""
    signer: str = ""
    carried_from: int | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it no longer stands in the way: a yes, or a no that both decided to go on with.

        Both are the person, or who speaks for them, and the key worker. Nobody goes on without
        the person's own yes: this is about a service, or about the key worker.
        """
        deciders = {decision.party for decision in self.decisions}
        went_on = bool(deciders & THEIRS) and Party.KEY_WORKER in deciders
        return self.answer in YES or (went_on and self.party not in THEIRS)


@dataclass(frozen=True)
class Asked:
    """Somebody was asked to sign a version, by a day. `escalate_to` is told when they are late.

    `left_out` says why a service that the rule names was not asked; `added`, why another was.
    """

    key: str
    party: Party
    name: str
    asked_on: date
    due: date
    why: str = ""
    escalate_to: str = ""
    left_out: str = ""
    added: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether their signature counts beside those of the person and the professional."""
        return not self.left_out and self.party not in THEIRS


class Standing(StrEnum):
    """How a version of the plan stands. Derived, never stored."""

    DRAFT = "draft"
    OFFERED = "offered"
    PARTLY_AGREED = "partly agreed"
    AGREED = "agreed"
    AGREED_WITH_DIFFERENCES = "agreed with differences recorded"
    AGREED_WITHOUT_PERSON = "could not answer"
    NOT_AGREED = "not agreed"
    REPLACED = "replaced"


STANDING_WORDS: dict[Standing, str] = {
    Standing.DRAFT: "This plan is a draft. Nobody has agreed it yet.",
    Standing.OFFERED: "This plan waits for an answer. It is not agreed yet.",
    Standing.PARTLY_AGREED: "Some people have agreed to this plan. It waits for others.",
    Standing.AGREED: "This plan is agreed.",
    Standing.AGREED_WITH_DIFFERENCES: (
        "This plan is agreed. Not everyone sees it the same way, and it says how."
    ),
    Standing.AGREED_WITHOUT_PERSON: (
        "This plan is in force. The person did not answer, and it says why."
    ),
    Standing.NOT_AGREED: "This plan is not agreed.",
    Standing.REPLACED: "A newer plan has taken the place of this one.",
}

_ANSWERED = frozenset(Standing) - {Standing.DRAFT}
NEXT_STANDINGS: dict[Standing, frozenset[Standing]] = {
    Standing.DRAFT: frozenset({Standing.OFFERED}),
    **{here: _ANSWERED - {here} for here in Standing if here in _ANSWERED},
}
"""How the standing of one version can move as signatures arrive (drawn in the docs from here).

A person can take their yes back. When the newer version is then no longer in force, the one that it
had replaced stands again as it did: the last agreed plan stays in force meanwhile.
"""


def standing(
    signatures: Sequence[Signature], *, replaced: bool, asked: Sequence[Asked] = ()
) -> Standing:
    """Say how a frozen version stands from the signatures under it, oldest first.

    Agreed needs the person (or their representative), a named professional (G6), and each one
    who was asked beside them. The last answer of each counts. Nothing else makes a plan agreed.
    """
    if replaced:
        return Standing.REPLACED
    theirs = _last(each for each in signatures if each.party in THEIRS)
    ours = _last(s for s in signatures if s.party is Party.PROFESSIONAL and s.name)
    others = [last_of(signatures, each.key) for each in asked if each.is_needed]
    if any(
        each and not each.is_settled and each.answer is Answer.NOT_AGREED
        for each in (theirs, *others)
    ):
        return Standing.NOT_AGREED
    if theirs is None or ours is None or ours.answer not in YES or None in others:
        said_yes = any(each and each.answer in YES for each in (theirs, *others))
        return Standing.PARTLY_AGREED if others and said_yes else Standing.OFFERED
    if theirs.answer not in YES:
        return Standing.AGREED_WITHOUT_PERSON
    differs = any(each and each.answer is not Answer.AGREED for each in (theirs, ours, *others))
    return Standing.AGREED_WITH_DIFFERENCES if differs else Standing.AGREED


def last_of(signatures: Sequence[Signature], key: str) -> Signature | None:
    """Return the last answer of one who was asked; None while there is none."""
    return _last(each for each in signatures if each.signer == key)


def _last(signatures: Iterable[Signature]) -> Signature | None:
    return next(reversed(list(signatures)), None)


IN_FORCE = frozenset(
    {Standing.AGREED, Standing.AGREED_WITH_DIFFERENCES, Standing.AGREED_WITHOUT_PERSON}
)


def signature_problems(signature: Signature) -> list[Refusal]:
    """List why a signature cannot stand: it needs a name, and words where it is not a plain yes."""
    found = []
    if not signature.name.strip():
        found.append(Refusal("Say who this is.", "name"))
    if signature.party is Party.REPRESENTATIVE and not signature.role.strip():
        found.append(Refusal("Say who they are to the person.", "role"))
    if signature.answer is Answer.WITH_DIFFERENCE and not signature.reason.strip():
        found.append(Refusal("Say what you see in another way.", "reason"))
    elif signature.answer is not Answer.AGREED and not signature.reason.strip():
        found.append(Refusal("Say why, in their own words.", "reason"))
    return found + (_service_problems(signature) if signature.party in ASKED_PARTIES else [])


ASKED_PARTIES = frozenset({Party.KEY_WORKER, Party.SERVICE})


def _service_problems(signature: Signature) -> list[Refusal]:
    """A service says yes or no; and with a no, what would make the plan one that it can sign."""
    if signature.answer in (Answer.COULD_NOT, Answer.DID_NOT_WANT):
        return [Refusal("Say yes or no.", "answer")]
    if signature.answer is Answer.NOT_AGREED and not signature.would_sign.strip():
        return [Refusal("Say what would make it right to sign.", "would_sign")]
    return []


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
    if days < 730:
        return f"Written {days // 30} months ago"
    return f"Written {days // 365} years ago"
