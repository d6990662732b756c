"""Spark holds to the specification, and to the reference. Slow to start: one test has it all."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.analytics.answers import Attribute
from hearth.analytics.asking import count, members, run, write_list
from hearth.analytics.spark import Spark
from hearth.core.cohorts.columns import Column, Definition
from hearth.core.cohorts.rules import Rule
from tests.generated_cohorts import Population, columns, populations, rules
from tests.metric_counting import differences
from tests.spec.asking import everybody, rows_shown, rows_wanted, wrong_cases
from tests.tiny_extract import tiny_extract

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
TWO_WORKERS = "local-cluster[2,1,1024]"
"""Two worker processes of their own beside the one that asks, as on a real cluster."""

ENGINE = Spark(
    TWO_WORKERS if LONG else "local[1]",
    settings=(
        ("spark.sql.shuffle.partitions", "2" if LONG else "1"),
        # A dozen people each: to plan and to compile would take longer than to run.
        ("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1"),
        ("spark.sql.adaptive.enabled", "false"),
        ("spark.sql.codegen.wholeStage", "false"),
        ("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
    ),
)


def test_spark_agrees_with_the_specification_and_with_the_reference(tmp_path, monkeypatch):
    monkeypatch.setenv("SPARK_WORKER_DIR", str(tmp_path / "workers"))
    assert wrong_cases(ENGINE, everybody(tmp_path / "everybody")) == []
    assert rows_shown(ENGINE, tmp_path / "shows") == rows_wanted()
    assert differences(tmp_path / "metrics", 7, ENGINE) == []
    finds_the_same_people()
    shows_and_counts_the_same()
    ENGINE.stop()


@settings(max_examples=50 if LONG else 2)
@given(st.lists(rules(), min_size=20, max_size=20), populations(people=12))
def finds_the_same_people(asked: list[Rule], population: Population):
    """Twenty generated rules at once: a thousand in all in the long suite."""
    with TemporaryDirectory() as folder:
        extract = tiny_extract(Path(folder), population.people, population.day)
        expected = members(asked, extract, population.lists, engine="reference")
        assert members(asked, extract, population.lists, engine=ENGINE) == expected


@settings(max_examples=20 if LONG else 2)
@given(rules(), columns(), populations(people=12))
def shows_and_counts_the_same(rule: Rule, shown: tuple[Column, ...], population: Population):
    definition, lists = Definition("Generated", rule, shown), population.lists
    with TemporaryDirectory() as folder:
        extract = tiny_extract(Path(folder), population.people, population.day)
        expected = run(definition, extract, lists, engine="reference")
        assert run(definition, extract, lists, engine=ENGINE).table.equals(expected.table)
        counted = count([rule], extract, lists, by=list(Attribute), engine="reference")
        again = count([rule], extract, lists, by=list(Attribute), engine=ENGINE)
        assert (again.counts, again.groups) == (counted.counts, counted.groups)
        written = write_list(definition, extract, lists, to=Path(folder) / "list", engine=ENGINE)
        assert written.rows == expected.rows
