"""Whether a series of points has really changed, or goes up and down as chance would have it.

The rules of run charts, after Perla, Provost and Murray, “The run chart” (BMJ Quality & Safety
2011; 20: 46-51): a shift is six or more points in a row on one side of the median, where points
on it neither count nor break it; a trend is five or more in a row that all rise, or all fall,
where equal points count once; and chance crosses the median neither too often nor too seldom.
Their fourth sign, a point that anyone can see is far off, is a judgement, and is left to people.

One point that is higher or lower than the one before never says anything.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from itertools import groupby, pairwise
from math import comb
from statistics import median

LEAST_POINTS = 10
"""With fewer, no rule tells chance from change."""

SHIFT, TREND = 6, 5
UNLIKELY = 0.025
"""Each way: fewer, or more, runs than this share of chance gives."""


OVERLAPS = (
    "Each point looks back over months that the one before holds too. So points in a row move"
    " together, and these are hints, not proof."
)


@dataclass(frozen=True)
class Point:
    """One value with its day. `value` is in per cent, or in any other unit."""

    on: date
    value: float


class Sign(StrEnum):
    """What tells of a real change."""

    HIGHER = "higher"
    LOWER = "lower"
    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True)
class Stretch:
    """Points in a row that together are a sign; `first` and `last` are places in the series."""

    sign: Sign
    first: int
    last: int
    count: int


@dataclass(frozen=True)
class RunChart:
    """A series, oldest first, and what the rules say of it. It may be empty.

    `overlaps`: each point counts some of the time of the one before, as the last twelve months do
    month by month. The rules are for points that do not know of each other: then their signs are
    only hints, and the words say so.
    """

    points: tuple[Point, ...]
    overlaps: bool = False

    @cached_property
    def middle(self) -> float | None:
        """Return the median; None of nothing."""
        return median(each.value for each in self.points) if self.points else None

    @property
    def is_enough(self) -> bool:
        """Say whether there are enough points for the rules."""
        return len(self.points) >= LEAST_POINTS

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return every shift and every trend, by where it begins."""
        if not self.is_enough:
            return ()
        found = [*_shifts(self._sides), *_trends([each.value for each in self.points])]
        return tuple(sorted(found, key=lambda each: (each.first, each.last)))

    @cached_property
    def _sides(self) -> tuple[int, ...]:
        """For each point: 1 above the median, -1 below it, 0 on it."""
        middle = self.middle or 0
        return tuple((each.value > middle) - (each.value < middle) for each in self.points)

    @property
    def runs(self) -> int:
        """Return how many runs there are: one more than the times that the line crosses it."""
        return sum(1 for _ in groupby(side for side in self._sides if side))

    @property
    def likely_runs(self) -> tuple[int, int] | None:
        """Return the fewest and the most runs that chance makes likely; None of too few points."""
        above, below = self._sides.count(1), self._sides.count(-1)
        if not self.is_enough or above + below < LEAST_POINTS:
            return None
        return runs_by_chance(above, below)

    def is_in(self, place: int) -> bool:
        """Say whether a point belongs to a shift or a trend."""
        return any(each.first <= place <= each.last for each in self.stretches)

    @property
    def words(self) -> tuple[str, ...]:
        """Say in plain words what the rules say."""
        if not self.is_enough:
            few = len(self.points)
            have = "There is 1 point" if few == 1 else f"There are {few} points"
            return (f"{have}. It takes {LEAST_POINTS} to tell a real change from chance.",)
        found = (*map(self._said, self.stretches), *self._runs_said())
        if not found:
            return ("The points go up and down as chance would have it.",)
        return (*found, OVERLAPS) if self.overlaps else found

    def _said(self, stretch: Stretch) -> str:
        first, last = (self.points[each].on for each in (stretch.first, stretch.last))
        when = f"from {first:%B %Y} to {last:%B %Y}"
        if stretch.sign in (Sign.HIGHER, Sign.LOWER):
            side = "above" if stretch.sign is Sign.HIGHER else "below"
            many = f"{stretch.count} points in a row lie {side} the middle line, {when}"
        else:
            way = "rise" if stretch.sign is Sign.RISING else "fall"
            many = f"{stretch.count} points in a row {way}, {when}"
        sign = "A hint of a change" if self.overlaps else "A real change, and not chance"
        return f"{sign}: {many}."

    def _runs_said(self) -> Iterator[str]:
        likely = self.likely_runs
        if likely and not likely[0] <= self.runs <= likely[1]:
            how = "seldom" if self.runs < likely[0] else "often"
            crossed = {0: "never", 1: "once"}.get(self.runs - 1, f"{self.runs - 1} times")
            yield (
                f"The line crosses the middle line more {how} than chance would have it:"
                f" {crossed}, and not {likely[0] - 1} to {likely[1] - 1} times."
            )


def _shifts(sides: Sequence[int]) -> Iterator[Stretch]:
    off = [(place, side) for place, side in enumerate(sides) if side]
    for side, group in groupby(off, key=lambda each: each[1]):
        places = [place for place, _ in group]
        if len(places) >= SHIFT:
            sign = Sign.HIGHER if side > 0 else Sign.LOWER
            yield Stretch(sign, places[0], places[-1], len(places))


def _trends(values: Sequence[float]) -> Iterator[Stretch]:
    """Yield points that go on in one direction. Of equal ones, the first counts."""
    apart = [p for p in range(len(values)) if p == 0 or values[p] != values[p - 1]]
    steps = [(start, end, values[end] > values[start]) for start, end in pairwise(apart)]
    for rises, group in groupby(steps, key=lambda each: each[2]):
        way = list(group)
        if len(way) + 1 >= TREND:
            sign = Sign.RISING if rises else Sign.FALLING
            yield Stretch(sign, way[0][0], way[-1][1], len(way) + 1)


@cache
def runs_by_chance(above: int, below: int) -> tuple[int, int]:
    """Return the fewest and the most runs that points in a random order are likely to make.

    Counted over all orders (Swed and Eisenhart 1943), not looked up: fewer runs come up in at most
    2.5 of 100 orders, and so do more. Printed tables differ from it by one here and there.
    """
    ways = [_ways(above, below, runs) for runs in range(above + below + 1)]
    most = UNLIKELY * comb(above + below, above)
    fewest = next(runs for runs in range(len(ways)) if sum(ways[: runs + 1]) > most)
    highest = next(runs for runs in reversed(range(len(ways))) if sum(ways[runs:]) > most)
    return fewest, highest


def _ways(above: int, below: int, runs: int) -> int:
    """Return in how many orders of so many above and below there are so many runs."""
    half = runs // 2
    if not half:
        return 0
    if runs % 2 == 0:
        return 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    one, other = comb(above - 1, half), comb(below - 1, half)
    return one * comb(below - 1, half - 1) + comb(above - 1, half - 1) * other
