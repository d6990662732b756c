"""One specification, read by every engine: who is on the list, at every edge of every operator."""

from collections import defaultdict

import pytest

from hearth.analytics.asking import members, run
from hearth.core.cohorts.columns import row
from hearth.core.cohorts.operators import operators
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import leaves
from tests.spec.cases import DAY, Case, chapters, shows
from tests.spec.facts import LISTS
from tests.tiny_extract import TinyExtract, tiny_extract

CHAPTERS = chapters()
CASES = [case for chapter in CHAPTERS for case in chapter.cases]
PEOPLE = [example.facts for case in CASES for example in case.examples]


@pytest.fixture(scope="module")
def extract(tmp_path_factory) -> TinyExtract:
    """Everybody in the specification."""
    return tiny_extract(tmp_path_factory.mktemp("extract"), PEOPLE, DAY)


def wrong_cases(engine: object, extract: TinyExtract) -> list[str]:
    """Ask an engine about all cases, those of one day in one pass; name those that it has wrong."""
    by_day: dict[object, list[Case]] = defaultdict(list)
    for case in CASES:
        by_day[case.day].append(case)
    wrong = []
    for day, cases in by_day.items():
        rules = [case.definition.rule for case in cases]
        listed = members(rules, extract, LISTS, engine=engine, day=day)
        wrong += [
            f"{case}: {sorted(case.expected)}, not {sorted(found)}"
            for case, people in zip(cases, listed, strict=True)
            if (found := set(people) & people_of(case)) != case.expected
        ]
    return wrong


def people_of(case: Case) -> set[int]:
    return {example.facts.person for example in case.examples}


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
    wanted = shows()
    extract = tiny_extract(tmp_path, [facts for _, facts, _ in wanted.rows], DAY)

    result = run(wanted.definition, extract, LISTS, engine=engine)

    assert list(result.cells()) == [(facts.person, *cells) for _, facts, cells in wanted.rows]


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
