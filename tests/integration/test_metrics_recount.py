"""Every metric is counted again in plain Python, from histories alone, in twenty communities."""

import pytest

from hearth.analytics.answers import Engine
from hearth.analytics.asking import engine_called
from hearth.core.metrics.catalogue import Metric
from tests.metric_counting import METRICS, counts, differences
from tests.metric_histories import RECOUNTS, recounted, some_lives

COMMUNITIES = 20


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory) -> Engine:
    return engine_called("duckdb", kept=tmp_path_factory.mktemp("sql"))


@pytest.mark.parametrize("seed", range(COMMUNITIES))
def test_metrics_equal_an_independent_recount(seed, duckdb, tmp_path):
    assert differences(tmp_path / "extract", seed, duckdb) == []


def test_the_reference_counts_the_same(tmp_path):
    assert differences(tmp_path / "extract", 3, engine_called("reference")) == []


def test_groups_are_counted_with_the_whole(duckdb, tmp_path):
    lives = some_lives(5)
    (talked,) = (
        each
        for each in counts(tmp_path / "extract", 5, duckdb)
        if each.asked.metric.code == "talked-when-due"
    )

    for sex, (total, counted) in talked.groups["sex"].items():
        theirs = [life for life in lives if life.sex == sex]
        assert recounted("talked-when-due", theirs) == (total, (counted,))
    assert sum(total for total, _ in talked.groups["sex"].values()) == talked.total


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.code)
def test_every_metric_is_counted_again(metric: Metric):
    _, counted = RECOUNTS[metric.code]
    found = [recounted(metric.code, some_lives(seed)) for seed in range(COMMUNITIES)]

    assert len(counted) == len(metric.parts)
    assert any(0 < parts[0] < total for total, parts in found), "the histories do not try it"
