"""An extract is read one person after another, and only the part that was asked for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.analytics.people import Wanted, people
from hearth.analytics.sorted_reading import SortedReading
from hearth.core.cohorts.columns import Definition, row
from hearth.core.cohorts.facts import Event, PersonFacts, Registration
from hearth.core.cohorts.reading import Reading
from tests.generated_cohorts import columns, populations, rules
from tests.tiny_extract import TinyExtract, tiny_extract

DAY = date(2026, 3, 31)
ANN = PersonFacts(
    person=1,
    born=date(1950, 1, 1),
    events=(Event("loinc", "1", date(2020, 1, 1), 4.0), Event("loinc", "2", date(2021, 1, 1))),
)
BOB = PersonFacts(person=2, registrations=(Registration("north", date(2020, 1, 1)),))
CAT = PersonFacts(person=3, events=(Event("snomed", "1", date(2020, 1, 1)),))


@pytest.fixture
def extract(tmp_path) -> TinyExtract:
    return tiny_extract(tmp_path, [CAT, ANN, BOB], DAY)


def test_everything_comes_back_sorted_by_person(extract):
    assert list(people(extract)) == [ANN, BOB, CAT]


def test_some_people_can_be_asked_for(extract):
    assert list(people(extract, Wanted(people={2, 3, 99}))) == [BOB, CAT]


def test_events_that_nobody_asks_about_stay_in_the_file(extract):
    codes, tables = {("loinc", "2")}, {"events"}
    ann, bob, _ = people(extract, Wanted(codes=codes, tables=tables))
    assert [event.code for event in ann.events] == ["2"]
    assert bob.registrations == ()


@settings(max_examples=30)
@given(st.lists(rules(), min_size=5, max_size=5), columns(), populations())
def test_sorting_events_by_list_changes_no_answer(asked, shown, population):
    plain = Reading(population.lists, population.day)
    quick = SortedReading(population.lists, population.day)
    for facts in population.people:
        for rule in asked:
            assert quick.matches(rule, facts) == plain.matches(rule, facts)
        definition = Definition("Generated", asked[0], shown)
        assert row(definition, facts, quick) == row(definition, facts, plain)
