"""Communities side by side without a ranking: who differs by more than chance alone explains.

A small community swings more than a large one. The funnel shows by how much, around the share of
all of them together. After Spiegelhalter, “Funnel plots for comparing institutional performance”
(Statistics in Medicine 2005; 24: 1185-1202), with his exact limits for shares (appendix A.1.1);
the upper one is the lower one of all that were not counted.

A community outside is not good or bad: its people may differ, or its records may.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log, sqrt

from hearth.core.metrics.small_numbers import Ratio

WARN, ALERT = 0.025, 0.001
"""Each way: 95 and 99.8 of 100 communities that do not differ lie within."""

NORMAL = {WARN: 1.959964, ALERT: 3.090232}
LARGE = 1000
"""From so many on, the normal curve, set right for skew, gives limits that look the same."""

LEAST_PLACES = 5
"""Fewer communities make no funnel: each would be held against itself."""


class Where(StrEnum):
    """Where a community lies, in words that rank nobody."""

    WITHIN = "Within chance"
    NEAR = "Just beyond chance"
    OUTSIDE = "Beyond chance"


@dataclass(frozen=True)
class Place:
    """One community: so many of so many. `is_ours`: the one that this page is about."""

    name: str
    of: Ratio
    is_ours: bool = False

    @property
    def share(self) -> float:
        """Return the share, 0 to 1."""
        return self.of.numerator / self.of.denominator


@dataclass(frozen=True)
class Funnel:
    """Communities that counted the same thing, by name. Each has somebody in its denominator."""

    places: tuple[Place, ...]

    @property
    def is_enough(self) -> bool:
        """Say whether there are enough communities to compare."""
        return len(self.places) >= LEAST_PLACES

    @property
    def together(self) -> float:
        """Return the share of all of them together, 0 to 1."""
        every = sum(each.of.denominator for each in self.places)
        return sum(each.of.numerator for each in self.places) / every

    def where(self, place: Place) -> Where:
        """Say where a community lies."""
        count = place.of.denominator
        for edge, found in ((ALERT, Where.OUTSIDE), (WARN, Where.NEAR)):
            low, high = limits(self.together, count, edge)
            if not low <= place.share <= high:
                return found
        return Where.WITHIN

    @property
    def ours(self) -> Place | None:
        """Return our own community, if it is among them."""
        return next((each for each in self.places if each.is_ours), None)

    @property
    def words(self) -> tuple[str, ...]:
        """Say what it shows of our own community, and how many lie outside."""
        if not self.is_enough:
            return (f"It takes {LEAST_PLACES} communities to compare.",)
        outside = [each for each in self.places if self.where(each) is Where.OUTSIDE]
        verb = "lies" if len(outside) == 1 else "lie"
        count = f"{len(outside)} of {len(self.places)} communities {verb} outside the funnel."
        return (*self._ours_said(), count)

    def _ours_said(self) -> Iterator[str]:
        if ours := self.ours:
            yield f"{ours.name}: {self.where(ours).value.lower()}."


def limits(share: float, count: int, edge: float) -> tuple[float, float]:
    """Return between which shares a community of so many lies, where only chance is at work.

    `edge` is WARN or ALERT: what share of communities lies beyond, on either side.
    """
    if not 0 < share < 1:
        return share, share
    if count >= LARGE:
        half = NORMAL[edge] * sqrt(share * (1 - share) / count)
        skew = (NORMAL[edge] ** 2 - 1) * (1 - 2 * share) / (6 * count)
        return max(0.0, share - half + skew), min(1.0, share + half + skew)
    chances = _binomial(share, count)
    return _quantile(chances, edge), 1 - _quantile(chances[::-1], edge)


@lru_cache(maxsize=256)
def _binomial(share: float, count: int) -> tuple[float, ...]:
    """Return how likely 0, 1, ... of so many are."""
    ways, yes, no = lgamma(count + 1), log(share), log(1 - share)
    return tuple(
        exp(ways - lgamma(hits + 1) - lgamma(count - hits + 1) + hits * yes + (count - hits) * no)
        for hits in range(count + 1)
    )


def _quantile(chances: Sequence[float], edge: float) -> float:
    """Return the share below which so small a part of chance lies, if need be between counts."""
    sums = list(accumulate(chances))
    hits = next(place for place, so_far in enumerate(sums) if so_far >= edge)
    beyond = (sums[hits] - edge) / chances[hits]
    return max(0.0, (hits - beyond) / (len(chances) - 1))


def funnel(places: Sequence[Place]) -> Funnel:
    """Return the communities that somebody was counted in, by name."""
    found = [each for each in places if each.of.denominator]
    return Funnel(tuple(sorted(found, key=lambda each: each.name)))
