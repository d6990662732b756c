"""Before and after: the newest answer before an introduction, and the first after three months.

It says how things were, never that the activity made them so (Office for National Statistics:
each question stands alone, and there is no sum of them).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.introductions.standing import STILL_GOING_AFTER
from hearth.core.metrics.small_numbers import Table, published, rounded


@dataclass(frozen=True)
class Answer:
    """One answer of one day, as a whole number."""

    on: date
    value: int


@dataclass(frozen=True)
class Pair:
    """An answer before, and one after. Either can be missing: then nothing is said of change."""

    before: Answer | None
    after: Answer | None


class Change(StrEnum):
    """How an answer after three months stands beside the one before."""

    BETTER = "better"
    SAME = "the same"
    WORSE = "worse"


LOWER_IS_BETTER = frozenset({"anxious", "lonely"})
"""Questions where a smaller number is the better answer."""


def pair(answers: Iterable[Answer], start: date) -> Pair:
    """Pair the newest answer up to `start` with the first one three months later or more."""
    told = sorted(answers, key=lambda each: each.on)
    before = [each for each in told if each.on <= start]
    after = [each for each in told if each.on >= start + STILL_GOING_AFTER]
    return Pair(before[-1] if before else None, after[0] if after else None)


def change(item: str, both: Pair) -> Change | None:
    """Say how it changed; None where one of the two is missing."""
    if both.before is None or both.after is None:
        return None
    moved = both.after.value - both.before.value
    if moved == 0:
        return Change.SAME
    return Change.BETTER if (moved < 0) == (item in LOWER_IS_BETTER) else Change.WORSE


@dataclass(frozen=True)
class Changed:
    """How one answer of one person changed after an introduction of one day."""

    person: Hashable
    item: str
    start: date
    change: Change


def people_counted(changes: Iterable[Changed]) -> Mapping[str, Mapping[Change, int]]:
    """Count, for each question, whose answers became better, stayed, or became worse.

    Each person is counted once for a question, by the first introduction that has both answers:
    who is in touch with five groups is still one person (ADR 11).
    """
    first: dict[tuple[Hashable, str], Change] = {}
    for each in sorted(changes, key=lambda one: one.start):
        first.setdefault((each.person, each.item), each.change)
    found: dict[str, dict[Change, int]] = {}
    for (_, item), said in first.items():
        found.setdefault(item, dict.fromkeys(Change, 0))[said] += 1
    return found


def shown(changes: Iterable[Changed]) -> Mapping[str, Table[Change]]:
    """Return those counts as they may be published: each question a table of its own (ADR 11).

    Small counts are hidden with what would give them away, and the others are rounded to fives.
    """
    return {
        item: rounded(published({each: (number,) for each, number in row.items()}))
        for item, row in people_counted(changes).items()
    }


def wants_answer(answers: Sequence[Answer], start: date, today: date) -> bool:
    """Say whether to ask now: once at the start, once after three months, and never twice.

    An answer of the four weeks before the start counts as the first.
    """
    if today >= start + STILL_GOING_AFTER:
        return pair(answers, start).after is None
    return not any((start - each.on).days <= 28 for each in answers)
