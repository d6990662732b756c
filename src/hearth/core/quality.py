"""A quality look: a few plans, drawn by chance, held against the thirteen principles (P13).

Quality is checked on a sample and with a short checklist, not with more forms for everyone. The
draw can be done again by anybody who has its seed and its list, and gives the same plans.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.words import Refusal, Refused


class CannotDraw(Refused):
    """The plans of this month cannot be drawn."""


class CannotFinish(Refused):
    """The checklist lacks something."""


class Mark(StrEnum):
    """The answer to one question about one plan."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Question:
    """One question of the checklist. `principle` is the one that it comes from, P1 to P13."""

    code: str
    principle: str
    words: str


QUESTIONS: tuple[Question, ...] = (
    Question("own_words", "P1", "Is the plan in the person’s own words?"),
    Question("matters", "P1", "Do the goals follow from what matters to the person?"),
    Question("one_plan", "P2", "Is it one plan, with what each service does in it?"),
    Question("clear", "P3", "Is it clear and easy to read?"),
    Question("supporters", "P5", "Does it name who helps, and how?"),
    Question("key_worker", "P6", "Does it name one key worker?"),
    Question("actions", "P7", "Does each action say who does it, and when?"),
    Question("worse", "P7", "Does it say what to do, and whom to call, if things get worse?"),
    Question("nearby", "P7", "Did it look at family, friends and things nearby?"),
    Question("signed", "P8", "Did all who take part in it sign it, and soon?"),
    Question("outcomes", "P10", "Can you tell from the goals, later, how far things have come?"),
    Question("differences", "P11", "Where someone sees it in another way, does it say how?"),
    Question("review", "P12", "Does it say when it is looked at again, and by whom?"),
)
"""P4, P9 and P13 are not asked of a plan: the software holds them for all plans."""

BY_CODE: dict[str, Question] = {question.code: question for question in QUESTIONS}
LONGEST = 500


@dataclass(frozen=True)
class Marked:
    """The answer to one question, with a few words where there is something to say."""

    question: str
    mark: Mark | None
    words: str = ""


def mark_problems(given: Iterable[Marked]) -> list[Refusal]:
    """List what a checklist lacks: each question needs an answer, and a no says why."""
    held = {each.question: each for each in given}
    found = []
    for question in QUESTIONS:
        each = held.get(question.code)
        if each is None or each.mark is None:
            found.append(Refusal("Choose an answer, or “cannot tell”.", question.code))
        elif each.mark is Mark.NO and not each.words.strip():
            found.append(Refusal("Say what is missing, in a few words.", f"{question.code}_words"))
        elif len(each.words) > LONGEST:
            words = f"Use {LONGEST} letters at most."
            found.append(Refusal(words, f"{question.code}_words"))
    return found


@dataclass(frozen=True)
class SamplingRule:
    """How many plans are looked at. `percent` of those agreed in a month, within two bounds.

    `days` is how long a look may take. Counts below `least_shown` are not shown.
    """

    percent: int
    least: int
    most: int
    days: int
    least_shown: int

    def size(self, plans: int) -> int:
        """How many of so many plans are drawn: the percentage, rounded up, within the bounds."""
        share = -(-plans * self.percent // 100)
        return min(plans, max(self.least, min(self.most, share)))


METHOD = "SHA-256 of seed:plan, lowest first"
"""How plans are drawn. Kept with each draw, so that a later method does not spoil an older one."""


def draw(plans: Collection[str], *, size: int, seed: str) -> list[str]:
    """Draw so many plans by chance; the same seed and list give the same plans, in any order.

    Each plan gets the SHA-256 of "seed:plan", and those with the lowest are drawn. With a seed
    that nobody could choose (256 random bits), every set of plans is as likely as any other.
    """
    return sorted(set(plans), key=lambda plan: _ticket(seed, plan))[:size]


def _ticket(seed: str, plan: str) -> str:
    return hashlib.sha256(f"{seed}:{plan}".encode()).hexdigest()


def month_before(day: date) -> date:
    """The first day of the month before the one of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month after the one of `month`."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def is_over(month: date, *, today: date) -> bool:
    """Say whether a month has ended: only then are all of its plans known."""
    return month_after(month) <= today


@dataclass(frozen=True)
class Tally:
    """How often each answer was given to one question. None: too few to show.

    `looks` is the number of plans looked at, None when that too is too small.
    """

    question: Question
    counts: Mapping[Mark, int | None]
    looks: int | None


def tally(question: Question, marks: Iterable[Mark], *, least_shown: int) -> Tally:
    """Count the answers to one question, and hide what could point to a single plan."""
    given = list(marks)
    counts = {mark: given.count(mark) for mark in Mark}
    looks = len(given) if len(given) >= least_shown else None
    return Tally(question, suppressed(counts, least_shown), looks)


def suppressed(counts: Mapping[Mark, int], least_shown: int) -> dict[Mark, int | None]:
    """Hide small counts, and as many larger ones as it takes so that the total gives none away.

    What is hidden adds up to nothing, or to `least_shown` at least, or all is hidden. A count of
    nought is shown unless all is hidden.
    """
    hidden: set[Mark] = set()
    for mark in sorted(counts, key=lambda each: counts[each]):
        together = sum(counts[each] for each in hidden)
        if 0 < counts[mark] < least_shown or (hidden and together < least_shown):
            hidden |= {mark} if counts[mark] else set()
    if 0 < sum(counts[each] for each in hidden) < least_shown:
        hidden = set(counts)
    return {mark: None if mark in hidden else count for mark, count in counts.items()}
