"""Count metrics in places: all rules of all places in one pass over an extract.

Exact numbers live in this module only. What leaves it is hidden and rounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as numbers
from typing import Any

from hearth.analytics.answers import Engine, Tally
from hearth.analytics.asking import count
from hearth.core.cohorts.rules import Alive, AllOf, Registered, Rule
from hearth.core.metrics.catalogue import Metric
from hearth.core.metrics.figures import ByGroup, Figure, Hidden, Shown, shown_bands, shown_share
from hearth.core.metrics.happened import Among
from hearth.core.metrics.small_numbers import Ratio
from hearth.jobs.cohorts.figures import GROUPINGS
from hearth.jobs.cohorts.population import Population


@dataclass(frozen=True)
class Place:
    """A community, and its organisations as an extract names them."""

    community: Any
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class ToCount:
    """One metric in one place."""

    place: Place
    metric: Metric

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return who is in the denominator, and then each part of them that is counted."""
        here = (Alive(), Registered(self.place.organisations))
        base = AllOf((*here, self.metric.base))
        return (base, *(AllOf((base, part)) for part in self.metric.parts))


@dataclass(frozen=True)
class Exact:
    """Exact counts of a metric in a place: not to be kept, and not to be shown."""

    asked: ToCount
    total: int
    parts: tuple[int, ...]
    groups: ByGroup

    def shown(self) -> Shown:
        """Return what may be seen of it."""
        metric = self.asked.metric
        if metric.bands:
            names = (band.name for band in metric.bands)
            return shown_bands(self.total, list(zip(names, self.parts, strict=True)), metric.least)
        if self._tells_of_each:
            return Shown(hidden=Hidden.TOO_FEW)
        groups = self.groups if metric.by_group else {}
        return shown_share(Ratio(self.parts[0], self.total), groups, metric.least)

    @property
    def _tells_of_each(self) -> bool:
        """Say whether none or all of some colleagues answered so: that is what each one said."""
        is_alike = self.parts[0] in (0, self.total)
        return self.asked.metric.is_of_answers and bool(self.total) and is_alike


def figures(
    asked: Sequence[ToCount], population: Population, engine: Engine
) -> Iterator[tuple[Place, Figure]]:
    """Give the figure of each metric in each place, as it may be shown, as of the asked day."""
    extract = population.extract
    for exact in exact_counts(asked, population, engine):
        metric = exact.asked.metric
        yield exact.asked.place, Figure(
            metric.code, metric.hash, population.day, exact.shown(), extract.name, extract.day,
            engine.name,
        )  # fmt: skip


def exact_counts(
    asked: Sequence[ToCount], population: Population, engine: Engine
) -> Iterator[Exact]:
    """Give the exact counts of each metric in each place, all rules in one pass."""
    if not asked:
        return
    rules = [rule for each in asked for rule in each.rules]
    by = GROUPINGS if any(each.metric.among is Among.PEOPLE for each in asked) else ()
    tally = count(
        rules, population.extract, population.lists, by=by, engine=engine, day=population.day
    )
    at = numbers()
    for each in asked:
        places = [next(at) for _ in each.rules]
        yield _exact(each, places, tally)


def _exact(asked: ToCount, places: Sequence[int], tally: Tally) -> Exact:
    total, *parts = (tally.counts[place] for place in places)
    groups: ByGroup = {}
    if len(parts) == 1:
        groups = {
            by.value: {
                value: (counts[places[0]], counts[places[1]])
                for value, counts in found.items()
                if counts[places[0]]
            }
            for by, found in tally.groups.items()
        }
    return Exact(asked, total, tuple(parts), groups)
