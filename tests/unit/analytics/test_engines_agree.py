"""Generated rules of generated people: every engine gives the rows that the reference gives."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.analytics.answers import Attribute
from hearth.analytics.asking import count, members, run
from hearth.core.cohorts.columns import Column, Definition
from hearth.core.cohorts.rules import Rule
from tests.generated_cohorts import Population, columns, populations, rules
from tests.tiny_extract import tiny_extract

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
TEN_RULES = st.lists(rules(), min_size=10, max_size=10)


@settings(max_examples=100 if LONG else 15)
@given(TEN_RULES, populations())
def test_duckdb_finds_of_each_rule_the_people_that_the_reference_finds(
    asked: list[Rule], population: Population
):
    """Ten rules at once: a thousand in all in the long suite."""
    with TemporaryDirectory() as folder:
        extract = tiny_extract(Path(folder), population.people, population.day)
        expected = members(asked, extract, population.lists, engine="reference")
        assert members(asked, extract, population.lists, engine="duckdb") == expected


@settings(max_examples=100 if LONG else 10)
@given(rules(), columns(), populations())
def test_duckdb_shows_and_counts_what_the_reference_shows_and_counts(
    rule: Rule, shown: tuple[Column, ...], population: Population
):
    definition = Definition("Generated", rule, shown)
    with TemporaryDirectory() as folder:
        extract = tiny_extract(Path(folder), population.people, population.day)
        lists, by = population.lists, list(Attribute)
        expected = run(definition, extract, lists, engine="reference")
        assert run(definition, extract, lists, engine="duckdb").table.equals(expected.table)
        counted = count([rule], extract, lists, by=by, engine="reference")
        again = count([rule], extract, lists, by=by, engine="duckdb")
        assert (again.counts, again.groups) == (counted.counts, counted.groups)
