"""Record results of metrics, and figures of other communities. Rows are only added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hearth.core.metrics.figures import Figure
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.metrics.models import MetricResult, OthersFigure
from hearth.records.people.models import Account


@dataclass(frozen=True)
class Elsewhere:
    """So many of so many in another community, by a metric’s definition, as of a day."""

    place: str
    metric: str
    definition: str
    day: date
    numerator: int
    denominator: int


@transaction.atomic
def record_results(
    *, community: Community, figures: Iterable[Figure], by: Account | None, at: datetime
) -> int:
    """Keep figures of a community. What is there for a metric and a day stands. Return how many."""
    held = MetricResult.objects.filter(community=community)
    known = set(held.values_list("metric", "definition", "day"))
    rows = [
        _row(community, each, by, at)
        for each in figures
        if (each.metric, each.definition, each.day) not in known
    ]
    if rows:
        MetricResult.objects.bulk_create(rows, ignore_conflicts=True)
        what = f"{community}: {len(rows)} as of {max(row.day for row in rows)}"
        audit.note(did="recorded results of metrics", by=by, at=at, what=what[:200])
    return len(rows)


def _row(community: Community, figure: Figure, by: Account | None, at: datetime) -> MetricResult:
    shown = figure.shown.to_json()
    return MetricResult(
        community=community,
        metric=figure.metric,
        definition=figure.definition,
        day=figure.day,
        extract=figure.extract,
        extract_day=figure.extract_day or figure.day,
        engine=figure.engine,
        is_made_up=figure.is_made_up,
        at=at,
        by=by,
        **shown | {"hidden": shown["hidden"] or ""},
    )


@transaction.atomic
def record_elsewhere(
    *,
    figures: Sequence[Elsewhere],
    by: Account | None,
    at: datetime,
    is_made_up: bool = False,
) -> int:
    """Keep figures of other communities. Return how many."""
    rows = [OthersFigure(**vars(each), is_made_up=is_made_up, by=by, at=at) for each in figures]
    OthersFigure.objects.bulk_create(rows)
    what = f"{len(rows)} of {len({each.place for each in figures})} communities"
    audit.note(did="took in figures of other communities", by=by, at=at, what=what)
    return len(rows)
