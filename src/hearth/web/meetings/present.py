"""What the pages of meetings show: where the minutes go, as bars, and what is next by the clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import (
    SUBJECTS,
    AgendaItem,
    Coverage,
    Subject,
    coverage,
    known,
    named,
    sentences,
    since,
)
from hearth.core.house.parts import NAMES, Part

WIDTH = 240
"""How wide the bar of a whole meeting is, in its own units."""


@dataclass(frozen=True)
class Bar:
    """One part or strand: its minutes, the width of its bar, and when it was touched before."""

    name: str
    minutes: int
    width: float
    before: str
    is_strand: bool


@dataclass(frozen=True)
class Covered:
    """Where the minutes of an agenda go: in words, and as bars."""

    found: Coverage
    words: tuple[str, ...]
    bars: tuple[Bar, ...]


def covered(
    items: Sequence[AgendaItem],
    framework: Framework,
    length: int,
    last: Mapping[Subject, date | None],
    today: date,
) -> Covered:
    """Say where the minutes of an agenda go."""
    found = coverage(items, framework, length)
    bars = tuple(_bar(each, found, last, today) for each in SUBJECTS)
    return Covered(found, sentences(found, last, today), bars)


def _bar(
    subject: Subject, found: Coverage, last: Mapping[Subject, date | None], today: date
) -> Bar:
    minutes, whole = found.minutes_on(subject), max(found.length, found.planned, 1)
    is_part = isinstance(subject, Part)
    before = last.get(subject)
    return Bar(
        name=NAMES[subject] if isinstance(subject, Part) else named(subject).capitalize(),
        minutes=minutes,
        width=round(WIDTH * minutes / whole, 1),
        before=since(before, today).removeprefix("since ") if before else "Never",
        is_strand=not is_part,
    )


@dataclass(frozen=True)
class Slot:
    """One item by the clock: when it starts and ends, and whether that is now."""

    row: Any
    elements: tuple[Element, ...]
    starts: datetime
    ends: datetime
    now: datetime

    @property
    def is_now(self) -> bool:
        """Whether its time is now."""
        return self.starts <= self.now < self.ends

    @property
    def left(self) -> str:
        """How many minutes are left of it."""
        return minutes_words(self.ends - self.now)

    @property
    def names(self) -> list[str]:
        """Its elements by name, each with its part."""
        return [f"{NAMES[each.part]}: {each.name}" for each in self.elements]


def timetable(
    rows: Sequence[Any], starts: datetime, framework: Framework, *, now: datetime
) -> list[Slot]:
    """Return the agenda by the clock."""
    return list(_slots(rows, starts, framework, now))


def _slots(
    rows: Sequence[Any], starts: datetime, framework: Framework, now: datetime
) -> Iterator[Slot]:
    for row in rows:
        ends = starts + timedelta(minutes=row.minutes)
        yield Slot(row, known(row.elements, framework), starts, ends, now)
        starts = ends


def time_left(starts: datetime, ends: datetime, *, now: datetime) -> str:
    """Say how much of a meeting is left."""
    if now < starts:
        return f"It starts at {timezone.localtime(starts):%H:%M}."
    if now >= ends:
        return "The time is up."
    return f"{minutes_words(ends - now)} left."


def minutes_words(left: timedelta) -> str:
    """Write a time as whole minutes, rounded up."""
    count = -(-left // timedelta(minutes=1))
    return f"{count} minute{'s' if count != 1 else ''}"
