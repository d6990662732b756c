"""What was counted of a community, and of others beside it. Only what may be shown is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.conf import settings
from django.db.models import QuerySet

from hearth.core.days import months_before
from hearth.core.metrics.catalogue import Catalogue, Metric
from hearth.core.metrics.figures import Figure, Shown
from hearth.core.metrics.judging import Judged, judge
from hearth.records.community.models import Community
from hearth.records.metrics.models import MetricResult, OthersFigure

A_YEAR = 12


def catalogue() -> Catalogue:
    """Return the metrics of this site."""
    return cast("Catalogue", settings.METRICS)


def results_of(community: Community, code: str | None = None) -> list[Figure]:
    """Return the results of a community, oldest first; of one metric, where `code` names it.

    Only those of today's definitions: figures of another definition are not of the same thing.
    """
    rows = MetricResult.objects.filter(community=community).order_by("day", "metric")
    return [_figure(row) for row in _current(rows if code is None else rows.filter(metric=code))]


def earlier_results_of(community: Community, code: str) -> list[Figure]:
    """Return the results of a metric by definitions that are not today's, oldest first."""
    rows = MetricResult.objects.filter(community=community, metric=code).order_by("day")
    now = catalogue().by_code.get(code)
    return [_figure(row) for row in rows if now is None or row.definition != now.hash]


def latest_results(community: Community) -> dict[str, Figure]:
    """Return the newest result of each metric, by its code; none for one that was not counted."""
    found = {each.metric: each for each in results_of(community)}
    return {code: found[code] for code in catalogue().by_code if code in found}


def counted_on(community: Community, day: date) -> set[tuple[str, str]]:
    """Return (metric, definition) of all that was counted as of a day."""
    rows = MetricResult.objects.filter(community=community, day=day)
    return set(rows.values_list("metric", "definition"))


def _current(rows: QuerySet[MetricResult]) -> Iterable[MetricResult]:
    known = {(each.code, each.hash) for each in catalogue().metrics}
    return (row for row in rows if (row.metric, row.definition) in known)


def _figure(row: MetricResult) -> Figure:
    names = ("numerator", "denominator", "hidden", "bands", "groups")
    return Figure(
        row.metric,
        row.definition,
        row.day,
        Shown.from_json({name: getattr(row, name) for name in names}),
        row.extract,
        row.extract_day,
        row.engine,
        row.is_made_up,
    )


@dataclass(frozen=True)
class Beside:
    """What another community told of the same definition, with its day."""

    place: str
    day: date
    numerator: int
    denominator: int
    is_made_up: bool = False


def others_beside(metric: Metric, *, until: date | None = None) -> list[Beside]:
    """Return the newest figure of each other community by this very definition, by its name.

    `until`: of the year that ends on this day. What is older is of another time.
    """
    rows = OthersFigure.objects.filter(metric=metric.code, definition=metric.hash)
    if until:
        rows = rows.filter(day__lte=until, day__gt=months_before(until, A_YEAR))
    newest = {row.place: row for row in rows.order_by("day", "pk")}
    return [
        Beside(row.place, row.day, row.numerator, row.denominator, row.is_made_up)
        for _, row in sorted(newest.items())
    ]


def out_of_range(community: Community) -> list[Judged]:
    """Return the metrics whose newest results ask to be looked at, with why, in their order."""
    history: dict[str, list[Figure]] = {}
    for figure in results_of(community):
        history.setdefault(figure.metric, []).append(figure)
    judged = (judge(each, history.get(each.code, [])) for each in catalogue().metrics)
    return [each for each in judged if each is not None]
