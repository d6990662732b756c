"""What people say about how it went, and what was done about it: you said, we did.

Three taps and a few words. Who gives it without a name stays unknown, to us as well. Nothing that
anyone says is scored: taps are counted, words are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.house.access import Hat
from hearth.core.house.parts import Part
from hearth.core.metrics.small_numbers import SMALLEST, is_small, nearest
from hearth.core.words import Refusal, Refused

LONGEST = 2000
LONGEST_NAME = 80


class CannotKeep(Refused):
    """Something is missing from what was said, or it cannot be changed like this."""


class CannotAnswer(Refused):
    """An answer needs words, and a promise needs a day."""


class How(StrEnum):
    """How it was: one of four faces, each with its word."""

    GOOD = "good"
    ALL_RIGHT = "all right"
    NOT_SO_GOOD = "not so good"
    BAD = "bad"


class About(StrEnum):
    """What it was about: a step that people know, or something else."""

    PREPARE = "prepare"
    CONVERSATION = "conversation"
    PLAN = "plan"
    AFTER = "after"
    ELSE = "else"


ABOUT_WORDS: dict[About, str] = {
    About.PREPARE: "Getting ready",
    About.CONVERSATION: "The talk",
    About.PLAN: "My plan",
    About.AFTER: "The help that came after",
    About.ELSE: "Something else",
}
PART_OF: dict[About, Part] = {
    About.PREPARE: Part.LEFT_WALL,
    About.CONVERSATION: Part.CENTRE,
    About.PLAN: Part.ROOF,
    About.AFTER: Part.FOUNDATION,
}
"""Which part of the House a step leans on. “Something else” may be about any."""


class MayQuote(StrEnum):
    """To whom their words may be shown. Their name never is."""

    NOBODY = "nobody"
    STAFF = "staff"
    EVERYONE = "everyone"


QUOTE_WORDS: dict[MayQuote, str] = {
    MayQuote.NOBODY: "No. Only the one who sorts them reads it.",
    MayQuote.STAFF: "Yes, to staff and those who plan care here.",
    MayQuote.EVERYONE: "Yes, to anyone. It may go on a poster.",
}


class Way(StrEnum):
    """How it came to us."""

    ONLINE = "online"
    PAPER = "paper"
    TELEPHONE = "telephone"


SORTS = frozenset({Hat.LEAD})
"""Who reads all of it, also what may be shown to nobody, to put it in themes."""
TYPES_IN = frozenset({Hat.LEAD, Hat.PROFESSIONAL})
"""Who types in what came on paper or by telephone."""


@dataclass(frozen=True)
class Given:
    """What somebody said, as it was typed. None: not chosen."""

    how: How | None = None
    about: About | None = None
    may_quote: MayQuote | None = None
    words: str = ""


def given_problems(given: Given) -> list[Refusal]:
    """List what is still missing. Words are never asked for."""
    found = []
    if given.how is None:
        found.append(Refusal("Choose how it was.", "how"))
    if given.about is None:
        found.append(Refusal("Choose what it is about.", "about"))
    if given.may_quote is None:
        found.append(Refusal("Choose if we may show your words.", "may_quote"))
    if len(given.words) > LONGEST:
        found.append(Refusal(f"Keep it under {LONGEST:,} letters.", "words"))
    return found


def may_show(may_quote: MayQuote, *, to_everyone: bool) -> bool:
    """Say whether words may be shown to everyone, or else to staff and commissioners."""
    if to_everyone:
        return may_quote is MayQuote.EVERYONE
    return may_quote is not MayQuote.NOBODY


def month_of(day: date) -> date:
    """Return the first day of its month: no page tells more of when something was said."""
    return day.replace(day=1)


def said_when(day: date, months: Mapping[date, int], smallest: int = SMALLEST) -> str:
    """Write when words were said: “March 2027”, or the year alone, or nothing.

    `months`: how many spoke in each month (by its first day). A month or a year in which only a
    few spoke is not named beside what one of them said.
    """
    if months.get(month_of(day), 0) >= smallest:
        return f"{day:%B %Y}"
    in_year = sum(count for month, count in months.items() if month.year == day.year)
    return str(day.year) if in_year >= smallest else ""


def how_many(count: int, smallest: int = SMALLEST) -> str:
    """Write how many said something: about, for one more or less would tell of somebody."""
    if is_small(count, smallest):
        return f"fewer than {smallest} people"
    return f"about {nearest(count, smallest)} people" if count else "no one yet"


class Did(StrEnum):
    """What an answer says: it is done, it will be, or it cannot be."""

    DID = "did"
    WILL = "will"
    CANNOT = "cannot"


DID_WORDS: dict[Did, str] = {
    Did.DID: "We did this",
    Did.WILL: "We will do this",
    Did.CANNOT: "We cannot do this, and why",
}


@dataclass(frozen=True)
class Answer:
    """What was answered to a theme. `due`: by when, of what is promised."""

    did: Did
    words: str
    on: date
    by: str
    due: date | None = None


def answer_problems(did: Did | None, words: str, due: date | None, *, today: date) -> list[Refusal]:
    """List what an answer still needs."""
    found = []
    if did is None:
        found.append(Refusal("Choose what you did.", "did"))
    if not words.strip():
        found.append(Refusal("Say it in words that people can read.", "words"))
    if len(words) > LONGEST:
        found.append(Refusal(f"Keep it under {LONGEST:,} letters.", "words"))
    if did is Did.WILL and due is None:
        found.append(Refusal("Say by when.", "due"))
    if did is Did.WILL and due is not None and due < today:
        found.append(Refusal("This day has gone.", "due"))
    return found


class Stance(StrEnum):
    """Where a theme stands; derived from what was said and answered."""

    WAITS = "waits"
    LATE = "late"
    SAID_AGAIN = "said again"
    PROMISED = "promised"
    ANSWERED = "answered"


OPEN = frozenset({Stance.WAITS, Stance.LATE, Stance.SAID_AGAIN})
"""Somebody still has to say something."""


@dataclass(frozen=True)
class Standing:
    """Where a theme stands, and since when. `words` say it with its age in days."""

    stance: Stance
    since: date
    days: int

    @property
    def is_open(self) -> bool:
        """Say whether people wait for an answer."""
        return self.stance in OPEN

    @property
    def words(self) -> str:
        """Return where it stands, in words: “Waits 40 days for an answer”."""
        days = "1 day" if self.days == 1 else f"{self.days} days"
        match self.stance:
            case Stance.WAITS:
                return f"Waits {days} for an answer"
            case Stance.LATE:
                return f"Promised, and {days} late"
            case Stance.SAID_AGAIN:
                return f"Said again since the answer. Waits {days}"
            case Stance.PROMISED:
                return "Promised"
        return "Answered"


def standing_of(
    raised: date, placed: Sequence[date], answers: Sequence[Answer], *, today: date
) -> Standing:
    """Say where a theme stands. `placed`: the days on which what people said was put in it.

    These are our days, not theirs: how long a theme waits must not tell on which day one of a few
    spoke. An answer covers what was in the theme by its day; what comes later waits anew.
    `answers` are in the order in which they were given.
    """
    if not answers:
        return _standing(Stance.WAITS, raised, today)
    last = answers[-1]
    if last.did is Did.WILL and last.due is not None:
        if last.due < today:
            return _standing(Stance.LATE, last.due, today)
        return _standing(Stance.PROMISED, last.on, today)
    again = [day for day in placed if day > last.on]
    if again:
        return _standing(Stance.SAID_AGAIN, min(again), today)
    return _standing(Stance.ANSWERED, last.on, today)


def _standing(stance: Stance, since: date, today: date) -> Standing:
    return Standing(stance, since, max(0, (today - since).days))
