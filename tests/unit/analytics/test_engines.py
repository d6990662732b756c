"""Each engine reads files of Parquet as core reads facts."""

from datetime import date

import pytest

from hearth.analytics.answers import Attribute
from hearth.analytics.asking import count, run, write_list
from hearth.core.cohorts.columns import Age, Definition, LastDate, Latest
from hearth.core.cohorts.facts import Event, PersonFacts
from hearth.core.cohorts.rules import Aged, HasCode, NotARule
from tests.tiny_extract import TinyExtract, tiny_extract

DAY = date(2026, 3, 31)
LISTS = {"sugar": frozenset({("loinc", "1")}), "asthma": frozenset({("snomed", "2")})}
PEOPLE = [
    PersonFacts(
        person=7,
        born=date(1950, 1, 1),
        sex="female",
        events=(
            Event("loinc", "1", date(2025, 1, 1), 48.0),
            Event("loinc", "1", date(2025, 1, 1), 50.0),
            Event("other", "1", date(2026, 1, 1), 99.0),
        ),
    ),
    PersonFacts(person=3, events=(Event("snomed", "2", date(2020, 1, 1)),)),
    PersonFacts(person=5, born=date(2000, 1, 1), sex="male"),
]
SHOWN = Definition(
    "Older, or with asthma",
    Aged(at_least=65) | HasCode("asthma"),
    (Age(), Latest("sugar", "sugar"), LastDate("asthma", "asthma")),
)


@pytest.fixture(params=["reference", "duckdb"])
def engine(request) -> str:
    return request.param


@pytest.fixture
def extract(tmp_path) -> TinyExtract:
    return tiny_extract(tmp_path / "2026-03-31", PEOPLE, DAY)


def test_a_list_shows_who_matches_in_the_order_of_persons(extract, engine):
    result = run(SHOWN, extract, LISTS, engine=engine)
    assert result.rows == 2
    assert list(result.cells()) == [
        (3, None, None, None, date(2020, 1, 1)),
        (7, 76, 50.0, date(2025, 1, 1), None),
    ]


def test_a_list_with_nobody_on_it_still_has_its_columns(extract, engine):
    result = run(Definition("Nobody", Aged(at_least=200)), extract, LISTS, engine=engine)
    assert (result.rows, result.columns, list(result.cells())) == (0, ("person",), [])


def test_a_list_is_written_to_a_file_that_was_not_there_before(extract, engine, tmp_path):
    to = tmp_path / "list.csv"
    assert write_list(SHOWN, extract, LISTS, to=to, engine=engine).rows == 2
    assert to.read_text() == (
        "person,age,sugar_value,sugar_date,asthma\n3,,,,2020-01-01\n7,76,50.0,2025-01-01,\n"
    )
    with pytest.raises(FileExistsError):
        write_list(SHOWN, extract, LISTS, to=to, engine=engine)


def test_people_are_counted_in_all_and_in_groups(extract, engine):
    tally = count(
        [Aged(at_least=0), HasCode("asthma")],
        extract,
        LISTS,
        by=[Attribute.SEX, Attribute.AGE],
        engine=engine,
    )
    assert tally.counts == (2, 1)
    assert tally.groups[Attribute.SEX] == {None: (0, 1), "male": (1, 0), "female": (1, 0)}
    assert tally.groups[Attribute.AGE] == {None: (0, 1), 26: (1, 0), 76: (1, 0)}


def test_a_rule_that_names_an_unknown_list_is_refused_with_the_name_of_each(extract, engine):
    with pytest.raises(NotARule) as refusal:
        count([HasCode("gout") & HasCode("flu")], extract, LISTS, engine=engine)
    assert [str(reason) for reason in refusal.value.reasons] == [
        "There is no code list called “flu”.",
        "There is no code list called “gout”.",
    ]
