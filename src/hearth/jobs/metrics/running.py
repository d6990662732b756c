"""Count the metrics of a month, and keep their results: by a chore, or from a terminal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Any

from django.utils import timezone

from hearth.core.days import months_before
from hearth.core.metrics.figures import Figure
from hearth.core.metrics.happened import Among
from hearth.core.words import Refused
from hearth.jobs.extract.happened import LOOKS_BACK
from hearth.jobs.metrics.counting import Place, ToCount, figures
from hearth.jobs.metrics.populations import places, population_of
from hearth.records.metrics import queries
from hearth.records.metrics.changes import record_results

FURTHEST_BACK = LOOKS_BACK - 12
"""So many months can have gone by since the end of a month: metrics look at the twelve before."""


class CannotCount(Refused):
    """The month is not over, or has no end that we know."""


@dataclass(frozen=True)
class Run:
    """What a run did. `figures` are as they may be shown; `recorded` says how many were new."""

    day: date
    engines: tuple[str, ...]
    figures: Sequence[tuple[Place, Figure]]
    recorded: int
    seconds: float


def last_month_end(today: date) -> date:
    """Return the last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def count_monthly(*, at: datetime) -> None:
    """The chore: count each metric as of the last day of the month before, once."""
    run(at=at)


def run(
    *,
    at: datetime,
    day: date | None = None,
    engine: str = "",
    master: str | None = None,
    by: Any = None,
) -> Run:
    """Count what is not counted yet as of a day, in all communities, and keep it.

    `day` is the end of a month that is over: that of the last one, unless another is asked for.
    Raises CannotCount.
    """
    began, day = perf_counter(), _day(day, at)
    found: list[tuple[Place, Figure]] = []
    for among, asked in _missing(day).items():
        population = population_of(among, day=day, at=at)
        ready = population.engine(engine, master=master)
        found += figures(asked, population, ready)
    recorded = _record(found, by, at)
    engines = tuple(sorted({figure.engine for _, figure in found}))
    return Run(day, engines, found, recorded, perf_counter() - began)


def _day(day: date | None, at: datetime) -> date:
    """Return the day of the figures. Only ends of months: days close by tell of one person.

    An extract does not look back for ever: an older month would be counted without its beginning.
    """
    today = timezone.localdate(at)
    last = last_month_end(today)
    wanted = day or last
    if wanted > last or (wanted + timedelta(days=1)).day != 1:
        raise CannotCount(f"Choose a month that is over. The last one ended on {last}.")
    if wanted < months_before(today, FURTHEST_BACK):
        raise CannotCount(f"Choose a month that ended in the last {FURTHEST_BACK} months.")
    return wanted


def _missing(day: date) -> dict[Among, list[ToCount]]:
    """Return what is not counted as of a day, by whose extract it is asked of."""
    found: dict[Among, list[ToCount]] = defaultdict(list)
    for place in places():
        held = queries.counted_on(place.community, day)
        for metric in queries.catalogue().metrics:
            if (metric.code, metric.hash) not in held:
                found[metric.among].append(ToCount(place, metric))
    return found


def _record(found: Sequence[tuple[Place, Figure]], by: Any, at: datetime) -> int:
    by_place: dict[int, list[Figure]] = defaultdict(list)
    named = {place.community.pk: place.community for place, _ in found}
    for place, figure in found:
        by_place[place.community.pk].append(figure)
    return sum(
        record_results(community=named[pk], figures=held, by=by, at=at)
        for pk, held in by_place.items()
    )
