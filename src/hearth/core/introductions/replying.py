"""What a group or a person is asked by a link, what they can tap, and which links open.

Two taps: the link, then one button. A link is for one question about one introduction. It opens
nothing once it was answered, replaced or closed, after its last moment, and after a death.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hearth.core.introductions.standing import Standing
from hearth.core.introductions.states import Reason, State, Teller
from hearth.core.messages import Silence
from hearth.core.words import Refused

LASTS = timedelta(days=30)
"""So long a link opens; and so long after it was sent a group can read what was passed on."""

LONGEST_WORDS = 500
MOST_PLACES = 20


class DoesNotOpen(LookupError):
    """The link opens nothing. Whatever the cause, it is never told."""


class NotAnAnswer(Refused):
    """This is no answer to the question of the link."""


class Question(StrEnum):
    """One short question. Each link asks one."""

    CAN_THEY_COME = "can they come"
    DID_THEY_COME = "did they come"
    DO_THEY_STILL_COME = "do they still come"
    DID_YOU_GO = "did you go"
    DO_YOU_STILL_GO = "do you still go"


@dataclass(frozen=True)
class Choice:
    """One button. `state` None: it changes nothing, but it is an answer. `is_last`: it uses up
    the link. `is_coming`: who answers so may read once more whom to expect."""

    code: str
    words: str
    state: State | None
    reason: Reason | None = None
    is_last: bool = True
    is_coming: bool = False


@dataclass(frozen=True)
class Asked:
    """A question in words. `asks` says who answers; `tells_who`: shows what was passed on.

    `open_in`: where an introduction must stand for the question to make sense.
    """

    asks: Teller
    heading: str
    choices: tuple[Choice, ...]
    open_in: frozenset[State]
    tells_who: bool = False

    def choice(self, code: str) -> Choice:
        """Return the button with this code. Raises NotAnAnswer."""
        found = next((each for each in self.choices if each.code == code), None)
        if found is None:
            raise NotAnAnswer("Choose one of the answers.")
        return found


_BEFORE = frozenset({State.REQUESTED, State.RECEIVED, State.ACCEPTED, State.WAITING})

ASKED: Mapping[Question, Asked] = {
    Question.CAN_THEY_COME: Asked(
        Teller.GROUP,
        "Can they come?",
        (
            Choice("yes", "Yes, they can come", State.ACCEPTED, is_coming=True),
            Choice("wait", "Yes, but they must wait", State.WAITING, is_coming=True),
            Choice("later", "I must ask someone first", State.RECEIVED, is_last=False),
            Choice("full", "No, we are full", State.REJECTED, Reason.FULL),
            Choice("not-right", "No, it is not right for them", State.REJECTED, Reason.NOT_RIGHT),
            Choice("closed", "No, it does not run now", State.REJECTED, Reason.CLOSED),
            Choice("other", "No, for some other reason", State.REJECTED, Reason.OTHER),
        ),
        frozenset({State.REQUESTED, State.RECEIVED, State.WAITING}),
        tells_who=True,
    ),
    Question.DID_THEY_COME: Asked(
        Teller.GROUP,
        "Did they come?",
        (
            Choice("came", "Yes, they came", State.STARTED),
            Choice("not-yet", "Not yet", None),
            Choice("did-not", "No, they did not come", State.DID_NOT_ATTEND, Reason.OTHER),
            Choice("cannot-tell", "I cannot tell", None),
        ),
        _BEFORE,
        tells_who=True,
    ),
    Question.DO_THEY_STILL_COME: Asked(
        Teller.GROUP,
        "Do they still come?",
        (
            Choice("still", "Yes, they still come", State.STILL_GOING),
            Choice("stopped", "No, they stopped", State.STOPPED, Reason.OTHER),
            Choice("cannot-tell", "I cannot tell", None),
        ),
        frozenset({State.STARTED}),
    ),
    Question.DID_YOU_GO: Asked(
        Teller.PERSON,
        "Did you go?",
        (
            Choice("went", "Yes, I went", State.STARTED),
            Choice("not-yet", "Not yet", None),
            # Not “withdrawn”: whoever holds the telephone must not be able to call it off.
            Choice("not-for-me", "I do not want to", State.DID_NOT_ATTEND, Reason.NOT_WANTED),
        ),
        _BEFORE | {State.TOLD},
    ),
    Question.DO_YOU_STILL_GO: Asked(
        Teller.PERSON,
        "Do you still go?",
        (
            Choice("still", "Yes, I still go", State.STILL_GOING),
            Choice("stopped", "No, I stopped", State.STOPPED),
        ),
        frozenset({State.STARTED}),
    ),
}


@dataclass(frozen=True)
class LinkFacts:
    """What is known of one link at the moment somebody opens it."""

    question: Question
    ends_at: datetime
    is_answered: bool
    is_closed: bool
    is_newest: bool
    state: State
    silence: Silence


def opens(link: LinkFacts, at: datetime) -> bool:
    """Say whether a link opens at this moment."""
    return (
        not link.is_answered
        and not link.is_closed
        and link.is_newest
        and at < link.ends_at
        and link.state in ASKED[link.question].open_in
        and link.silence is Silence.NONE
    )


def answer_problems(words: str, places: int | None) -> list[str]:
    """List what is wrong with the parts of an answer that nobody has to give."""
    found = []
    if len(words) > LONGEST_WORDS:
        found.append(f"Keep it under {LONGEST_WORDS} letters.")
    if places is not None and not 0 <= places <= MOST_PLACES:
        found.append(f"Choose from 0 to {MOST_PLACES} places.")
    return found


OF_GROUP: Mapping[Question, Question] = {
    Question.DID_YOU_GO: Question.DID_THEY_COME,
    Question.DO_YOU_STILL_GO: Question.DO_THEY_STILL_COME,
}
"""The same question as a group is asked it."""

REMIND_AFTER = timedelta(days=7)
ASK_AFTER = timedelta(days=14)
STILL_AFTER = timedelta(days=91)
TOO_LATE = timedelta(days=28)
"""What should have been asked so long ago is asked by a person: a question comes too late."""


@dataclass(frozen=True)
class Before:
    """One question that was asked already, on a day. `is_reminder`: for the second time."""

    question: Question
    on: date
    is_reminder: bool = False


@dataclass(frozen=True)
class ToAsk:
    """What to ask now. `instead`: of the group, where no link reaches the person."""

    question: Question
    instead: Question | None = None
    is_reminder: bool = False


def to_ask(stands: Standing, before: Iterable[Before], today: date) -> ToAsk | None:
    """Say what to ask by a link today, if anything. Nobody is asked twice for the same.

    A group is reminded once. Then the list of who follows it up says “call”.
    """
    told = list(before)
    if stands.state in (State.REQUESTED, State.RECEIVED):
        return _reminder(told, today)
    if stands.state in (State.ACCEPTED, State.TOLD) and _is_time(stands.since + ASK_AFTER, today):
        return _once(Question.DID_YOU_GO, told, knows_them=stands.state is State.ACCEPTED)
    if stands.state is State.STARTED and _is_time(stands.since + STILL_AFTER, today):
        return _once(Question.DO_YOU_STILL_GO, told, knows_them=True)
    return None


def _reminder(told: list[Before], today: date) -> ToAsk | None:
    asked = [each for each in told if each.question is Question.CAN_THEY_COME]
    if not asked or asked[-1].is_reminder or not _is_time(asked[-1].on + REMIND_AFTER, today):
        return None
    return ToAsk(Question.CAN_THEY_COME, is_reminder=True)


def _once(question: Question, told: list[Before], *, knows_them: bool) -> ToAsk | None:
    """Ask the person, or else the group, where it knows of them; unless one of them was asked."""
    of_group = OF_GROUP[question]
    if any(each.question in (question, of_group) for each in told):
        return None
    return ToAsk(question, of_group if knows_them else None)


def _is_time(due: date, today: date) -> bool:
    return due <= today <= due + TOO_LATE
