"""Results of metrics: added once a day, never changed, compared only where they mean the same."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from hearth.core.metrics.figures import Figure, Groups, Hidden, Row, Shown
from hearth.records.audit.models import AuditRow
from hearth.records.metrics import queries
from hearth.records.metrics.changes import Elsewhere, record_elsewhere, record_results
from hearth.records.metrics.models import MetricResult
from tests.world import NOW, a_world

pytestmark = pytest.mark.django_db

METRIC = queries.catalogue().by_code["prompts-in-time"]
SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)
SHOWN = Shown(20, 40, groups=(Groups("sex", "Sex", (Row("female", 20, 15), Row("male"))),))


def figure(day: date = OCTOBER, **more: object) -> Figure:
    made = Figure(METRIC.code, METRIC.hash, day, SHOWN, "2026-11-01", date(2026, 11, 1), "duckdb")
    return replace(made, **more)


@pytest.fixture
def community():
    return a_world().practice.community


def record(community, *figures: Figure) -> int:
    return record_results(community=community, figures=figures, by=None, at=NOW)


def test_a_result_comes_back_as_it_was_recorded(community):
    hidden = figure(SEPTEMBER, shown=Shown(hidden=Hidden.TOO_FEW))

    assert record(community, figure(), hidden) == 2

    assert queries.results_of(community, METRIC.code) == [hidden, figure()]
    assert queries.latest_results(community) == {METRIC.code: figure()}
    row = AuditRow.objects.get(did="recorded results of metrics")
    assert row.what == "Holmbeck: 2 as of 2026-10-31"


def test_the_first_result_of_a_day_stands(community):
    record(community, figure())

    assert record(community, figure(shown=Shown(25, 40))) == 0

    assert queries.results_of(community) == [figure()]


def test_a_result_cannot_be_changed_by_anybody(community):
    record(community, figure())

    with pytest.raises(IntegrityError):
        MetricResult.objects.update(numerator=40)


def test_a_figure_by_another_definition_is_kept_apart(community):
    old = figure(SEPTEMBER, definition="0" * 64)
    record(community, old, figure())

    assert queries.results_of(community) == [figure()]
    assert queries.earlier_results_of(community, METRIC.code) == [old]


def test_a_missed_target_asks_to_be_looked_at_and_a_near_one_does_not(community):
    record(community, figure(SEPTEMBER), figure(shown=Shown(35, 40)))
    assert queries.out_of_range(community) == []

    record(community, figure(date(2026, 11, 30), shown=Shown(20, 40)))
    (judged,) = queries.out_of_range(community)
    assert (judged.metric, judged.why) == (METRIC, "It is 50%, and the aim is 90%.")


def test_the_newest_figure_of_another_community_counts_and_only_of_the_same_definition():
    theirs = Elsewhere("Byreford", METRIC.code, METRIC.hash, SEPTEMBER, 30, 60)
    others = [
        theirs,
        replace(theirs, day=OCTOBER, numerator=40),
        replace(theirs, place="Otherwhere", definition="0" * 64),
    ]
    record_elsewhere(figures=others, by=None, at=NOW)

    assert [(each.place, each.day, each.numerator) for each in queries.others_beside(METRIC)] == [
        ("Byreford", OCTOBER, 40)
    ]
    assert [each.day for each in queries.others_beside(METRIC, until=SEPTEMBER)] == [SEPTEMBER]
    assert queries.others_beside(METRIC, until=date(2027, 10, 31)) == [], "a year is too long ago"
