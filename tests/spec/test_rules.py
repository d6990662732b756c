"""One specification, read by every engine: who is on the list, at every edge of every operator."""

import pytest

from hearth.core.cohorts.columns import row
from hearth.core.cohorts.operators import operators
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import leaves
from tests.spec.asking import CASES, CHAPTERS, everybody, rows_shown, rows_wanted, wrong_cases
from tests.spec.cases import DAY, shows
from tests.spec.facts import LISTS
from tests.tiny_extract import TinyExtract


@pytest.fixture(scope="module")
def extract(tmp_path_factory) -> TinyExtract:
    """Everybody in the specification."""
    return everybody(tmp_path_factory.mktemp("extract"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_reference_finds_who_is_on_the_list(case):
    reading = Reading(LISTS, case.day)

    found = {
        each.words: reading.matches(case.definition.rule, each.facts) for each in case.examples
    }

    assert found == {each.words: each.is_on_the_list for each in case.examples}


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_each_engine_finds_who_is_on_each_list(engine, extract):
    assert wrong_cases(engine, extract) == []


def test_the_reference_shows_what_is_on_record_on_the_day():
    wanted = shows()
    reading = Reading(LISTS, DAY)

    for _, facts, cells in wanted.rows:
        assert row(wanted.definition, facts, reading) == (facts.person, *cells)


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_each_engine_shows_what_is_on_record_on_the_day(engine, tmp_path):
    assert rows_shown(engine, tmp_path) == rows_wanted()


def test_each_operator_has_its_chapter_with_yes_and_no_and_nothing_on_record():
    chaptered = {chapter.operator: chapter for chapter in CHAPTERS if chapter.operator}

    assert list(chaptered) == [operator.name for operator in operators()]
    for operator in operators():
        examples = [each for case in chaptered[operator.name].cases for each in case.examples]
        made = {
            type(leaf)
            for case in chaptered[operator.name].cases
            for leaf in leaves(case.definition.rule)
        }
        assert made == {operator.makes}
        assert {each.is_on_the_list for each in examples} == {True, False}
        assert "nothing" in {each.words for each in examples}
