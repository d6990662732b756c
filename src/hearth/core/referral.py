"""Asking that somebody is offered a care and support planning conversation (F3, F5).

The person asks, or one of their supporters, or staff, or anybody at all. An ask is open until
a service says yes, or no with a reason that the asker reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.words import Refusal, Refused

LONGEST = 1000


class CannotAsk(Refused):
    """The ask lacks something, or there is no need for it."""


class CannotAnswer(Refused):
    """The answer lacks something, or was given before."""


class Asker(StrEnum):
    """Who asks. The values are those of the extract (`referrals.by`)."""

    SELF = "self"
    SUPPORTER = "supporter"
    STAFF = "staff"
    ANYONE = "anyone"


ASKER_WORDS: Mapping[Asker, str] = {
    Asker.SELF: "They asked themselves",
    Asker.SUPPORTER: "Someone who helps them asks",
    Asker.STAFF: "A colleague asks",
    Asker.ANYONE: "Someone asks, without a sign-in",
}


class Consent(StrEnum):
    """What the person themselves says to it, as the asker tells."""

    KNOWS = "knows"
    CANNOT_SAY = "cannot-say"
    NOT_ASKED = "not-asked"


CONSENT_WORDS: Mapping[Consent, str] = {
    Consent.KNOWS: "Yes, they know and want this",
    Consent.CANNOT_SAY: "They cannot tell us, and it would help them",
    Consent.NOT_ASKED: "No, they do not know yet",
}


class Answer(StrEnum):
    """What a service says to an ask."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Reason(StrEnum):
    """Why not, as it is counted. The asker reads words of their own."""

    NOT_WANTED = "not-wanted"
    HAS_PLAN = "has-plan"
    NOT_OURS = "not-ours"
    NOT_REACHED = "not-reached"
    NOT_FOUND = "not-found"
    OTHER = "other"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.NOT_WANTED: "The person does not want it now",
    Reason.HAS_PLAN: "They have a plan, and it is new",
    Reason.NOT_OURS: "Another service is the right one",
    Reason.NOT_REACHED: "We could not reach the person",
    Reason.NOT_FOUND: "We could not tell who it is",
    Reason.OTHER: "Another reason",
}


class State(StrEnum):
    """Where an ask stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


NEXT_STATES: Mapping[State, frozenset[State]] = {
    State.ASKED: frozenset({State.ACCEPTED, State.DECLINED}),
    State.ACCEPTED: frozenset(),
    State.DECLINED: frozenset(),
}
"""An answer stands. Whoever wants to ask again asks anew."""


@dataclass(frozen=True)
class Standing:
    """How an ask stands on a day. `age`: whole days since it was made, while it is open."""

    state: State
    age: int
    answer_by: date
    is_late: bool


def standing(asked_on: date, answer: Answer | None, *, today: date, days: int) -> Standing:
    """Say where an ask stands; `days`: how long an answer may take."""
    answer_by = asked_on + timedelta(days=days)
    if answer is None:
        return Standing(State.ASKED, (today - asked_on).days, answer_by, today > answer_by)
    return Standing(State(answer.value), 0, answer_by, is_late=False)


@dataclass(frozen=True)
class Told:
    """What somebody without a sign-in tells us. `about_me`: they ask for themselves."""

    about_me: bool | None
    person_name: str
    person_reach: str
    words: str
    born: date | None = None
    asker_name: str = ""
    asker_reach: str = ""
    relation: str = ""
    consent: Consent | None = None


def told_problems(told: Told, *, today: date) -> list[Refusal]:
    """List what an ask from the public lacks, each with its field."""
    if told.about_me is None:
        return [Refusal("Say who you ask for.", "about")]
    found = _missing(
        (told.person_name, "Give the name.", "person_name"),
        (told.person_reach, "Say how we can reach them.", "person_reach"),
        (told.words, "Say why, in a few words.", "words"),
    )
    if told.born and told.born > today:
        found.append(Refusal("The date of birth is still to come. Check it.", "born"))
    return found if told.about_me else found + _other_problems(told)


def _other_problems(told: Told) -> list[Refusal]:
    found = _missing(
        (told.asker_name, "Give your name.", "asker_name"),
        (told.asker_reach, "Say how we can reach you.", "asker_reach"),
    )
    return found + consent_problems(told.consent)


def consent_problems(consent: Consent | None) -> list[Refusal]:
    """Nobody is asked for behind their back."""
    if consent is None:
        return [Refusal("Say if they know that you ask.", "consent")]
    if consent is Consent.NOT_ASKED:
        return [Refusal("Please speak with them first. Then come back.", "consent")]
    return []


def _missing(*needed: tuple[str, str, str]) -> list[Refusal]:
    return [Refusal(words, where) for value, words, where in needed if not value.strip()]


def answer_problems(answer: Answer | None, reason: Reason | None, told: str) -> list[Refusal]:
    """List what an answer lacks: a no has a reason to count, and words for the asker."""
    if answer is None:
        return [Refusal("Say yes or no.", "answer")]
    if answer is Answer.ACCEPTED:
        return []
    found = [Refusal("Choose a reason.", "reason")] if reason is None else []
    return found + _missing((told, "Say why, in words that the asker can read.", "told"))
