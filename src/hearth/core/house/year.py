"""A year of a steering group: how much each part had, month by month, and what nobody touched.

It takes what is there: meetings, work that was done or moved on, and agendas that were brought.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.days import day_words, months_before
from hearth.core.house.brought import shared_out
from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import known
from hearth.core.house.parts import NAMES, Part, Strand
from hearth.core.words import joined

MONTHS = 12


class Source(StrEnum):
    """Where a touch comes from."""

    MEETING = "meetings"
    WORK = "work"
    BROUGHT = "brought agendas"


@dataclass(frozen=True)
class Touch:
    """On a day something was about these elements: for so many minutes, if anybody knows."""

    day: date
    elements: tuple[str, ...]
    source: Source
    minutes: int = 0


@dataclass(frozen=True)
class Month:
    """What one part or strand had in one month: `times` it came up, and minutes."""

    first: date
    times: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Row:
    """One part, or one of the neglected three. When it came up last, also before this year:

    `talked` on an agenda, `worked` in the work plan.
    """

    name: str
    months: tuple[Month, ...]
    talked: date | None
    worked: date | None

    @property
    def times(self) -> int:
        """Return how often it came up in the year."""
        return sum(each.times for each in self.months)

    @property
    def minutes(self) -> int:
        """Return its minutes in the year."""
        return sum(each.minutes for each in self.months)

    @property
    def words(self) -> str:
        """Say when it last came up. Work on it is no talk about it: each has its own day."""
        if self.talked and self.worked:
            return (
                f"{self.name}: on an agenda last on {day_words(self.talked)}, "
                f"work on it last on {day_words(self.worked)}."
            )
        if self.worked:
            return f"{self.name}: on no agenda yet, work on it last on {day_words(self.worked)}."
        if self.talked:
            return f"{self.name}: on an agenda last on {day_words(self.talked)}, no work on it yet."
        return f"{self.name}: not touched yet."


@dataclass(frozen=True)
class Year:
    """Twelve months up to a day, by part, and by each of the three that are most often left out."""

    months: tuple[date, ...]
    parts: tuple[Row, ...]
    neglected: tuple[Row, ...]
    sources: tuple[Source, ...]

    @property
    def minutes(self) -> int:
        """Return all minutes of the year: of meetings, and of agendas that say how long."""
        return sum(row.minutes for row in self.parts)

    @property
    def in_minutes(self) -> bool:
        """Say whether minutes tell the whole year. Work has none: then it is how often that does.

        Else a part that much work went to would look as if nobody had touched it.
        """
        months = [month for row in self.parts for month in row.months if month.times]
        return (
            self.minutes > 0
            and Source.WORK not in self.sources
            and all(month.minutes for month in months)
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say what the year was about. The neglected three are always named."""
        if not self.sources:
            return ("Nothing has been kept for this year yet.",)
        return (*self._most(), *self._silent(), *(row.words for row in self.neglected))

    def _most(self) -> Iterator[str]:
        if self.minutes:
            much = max(self.parts, key=lambda row: row.minutes)
            yield f"{much.minutes} of {self.minutes} minutes went to the {much.name.lower()}."
        if not self.in_minutes:
            often = max(self.parts, key=lambda row: row.times)
            yield f"The {often.name.lower()} came up most often: {times(often.times)}."

    def _silent(self) -> Iterator[str]:
        silent = [f"the {row.name.lower()}" for row in self.parts if not row.times]
        if silent:
            yield f"Nobody touched {joined(silent, 'or')} in this year."


def times(number: int) -> str:
    """Say how often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def year_of(touches: Iterable[Touch], framework: Framework, *, until: date) -> Year:
    """Return the twelve months up to the month of `until`, from all that was kept."""
    months = tuple(months_before(until.replace(day=1), MONTHS - 1 - each) for each in range(MONTHS))
    told = [(each, known(each.elements, framework)) for each in touches if each.day <= until]
    found = [(touch, elements) for touch, elements in told if elements]
    sources = tuple(each for each in Source if any(touch.source is each for touch, _ in found))
    parts = tuple(_row(NAMES[part], months, _touching(found, _in_part(part))) for part in Part)
    neglected = tuple(
        _row(_capital(strand), months, _touching(found, _in_strand(strand))) for strand in Strand
    )
    return Year(months, parts, neglected, sources)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _in_part(part: Part) -> Callable[[Element], bool]:
    return lambda element: element.part is part


def _in_strand(strand: Strand) -> Callable[[Element], bool]:
    return lambda element: strand in element.strands


Found = list[tuple[Touch, tuple[Element, ...]]]


def _touching(found: Found, about: Callable[[Element], bool]) -> Iterator[tuple[Touch, int]]:
    """Yield what touched it, with its share of the minutes."""
    for touch, elements in found:
        shares = [each for element, each in shared_out(touch.minutes, elements) if about(element)]
        if shares:
            yield touch, sum(shares)


def _row(name: str, months: Iterable[date], touched: Iterable[tuple[Touch, int]]) -> Row:
    by_month: dict[date, list[int]] = defaultdict(list)
    last: dict[bool, date] = {}
    for touch, minutes in touched:
        by_month[touch.day.replace(day=1)].append(minutes)
        is_work = touch.source is Source.WORK
        last[is_work] = max(last.get(is_work, touch.day), touch.day)
    cells = tuple(Month(each, len(by_month[each]), sum(by_month[each])) for each in months)
    return Row(name, cells, talked=last.get(False), worked=last.get(True))
