"""Spark gives what the reference gives. It is slow to start: one test has it all."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.analytics.answers import Attribute
from hearth.analytics.asking import count, members, run, write_list
from hearth.analytics.spark import Spark
from hearth.core.cohorts.columns import Column, Definition
from hearth.core.cohorts.rules import Rule
from tests.generated_cohorts import Population, columns, populations, rules
from tests.tiny_extract import tiny_extract

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
SMALL = (("spark.sql.shuffle.partitions", "1"),)

HERE = Spark("local[2]", SMALL)
TWO_WORKERS = Spark("local-cluster[2,1,1024]", SMALL)
"""Two worker processes of their own beside the one that asks, as on a real cluster."""


@pytest.mark.any_engine
def test_spark_agrees_with_the_reference():
    engine = TWO_WORKERS if LONG else HERE

    @settings(max_examples=20 if LONG else 2)
    @given(st.lists(rules(), min_size=50, max_size=50), populations(people=12))
    def of_each_rule_it_finds_the_same_people(asked: list[Rule], population: Population):
        with TemporaryDirectory() as folder:
            extract = tiny_extract(Path(folder), population.people, population.day)
            expected = members(asked, extract, population.lists, engine="reference")
            assert members(asked, extract, population.lists, engine=engine) == expected

    @settings(max_examples=20 if LONG else 2)
    @given(rules(), columns(), populations(people=12))
    def it_shows_and_counts_the_same(rule: Rule, shown: tuple[Column, ...], among: Population):
        definition = Definition("Generated", rule, shown)
        with TemporaryDirectory() as folder:
            extract, lists = tiny_extract(Path(folder), among.people, among.day), among.lists
            expected = run(definition, extract, lists, engine="reference")
            assert run(definition, extract, lists, engine=engine).table.equals(expected.table)
            counted = count([rule], extract, lists, by=list(Attribute), engine="reference")
            again = count([rule], extract, lists, by=list(Attribute), engine=engine)
            assert (again.counts, again.groups) == (counted.counts, counted.groups)
            written = write_list(definition, extract, lists, to=Path(folder) / "l", engine=engine)
            assert written.rows == expected.rows

    of_each_rule_it_finds_the_same_people()
    it_shows_and_counts_the_same()
