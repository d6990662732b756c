"""Promises about what the words of a source tell: 70 services that were labelled beforehand."""

import pytest

from hearth.core.directory.activity import Activity, Cost, Meets
from hearth.core.directory.entry_times import text_of, times_of
from hearth.core.directory.facts import activity_of
from hearth.core.directory.interests import parse
from hearth.formats.open_referral.reading import read_service
from tests.near import a_document, a_site
from tests.unit.directory.labelled_facts import AGES, COSTS, STEPS, WAYS

pytestmark = pytest.mark.any_engine

NO_WORDS = parse("need = []\ninterest = []")


def facts(**more) -> Activity:
    document = read_service(a_document(**more)).document
    assert document is not None
    return activity_of(document, NO_WORDS)


def step_free(words):
    return facts(service_at_locations=[a_site(access=words)]).step_free


def ages(said):
    found = facts(**said)
    return found.minimum_age, found.maximum_age


@pytest.mark.parametrize(("said", "cost"), COSTS)
def test_what_it_costs_is_read_as_a_person_would(said, cost):
    assert facts(**said).cost is cost


@pytest.mark.parametrize(("words", "ways"), WAYS)
def test_how_one_takes_part_is_read_as_a_person_would(words, ways):
    assert facts(name="Mill Lane", description=words).ways == ways


def test_nobody_is_sent_to_steps():
    assert not [words for words, label in STEPS if step_free(words) and not label]


def test_steps_are_read_as_a_person_would_or_left_unsaid():
    missed = [words for words, label in STEPS if step_free(words) is not label]

    assert len(missed) <= 1
    assert {step_free(words) for words in missed} <= {None}


def test_ages_are_read_as_a_person_would_or_left_unsaid():
    missed = [said for said, label in AGES if ages(said) != label]

    assert len(missed) <= 1
    assert {ages(said) for said in missed} <= {(None, None)}


def test_a_price_beside_a_free_option_is_the_price():
    rows = [{"option": "Carers free", "amount": 0}, {"option": "Others", "amount": 8}]

    assert facts(fees_description=None, cost_options=rows).cost is Cost.PAID


def test_a_free_option_for_some_is_not_free_for_all():
    rows = [{"option": "Free for carers", "amount": 0}]

    assert facts(fees_description=None, cost_options=rows).cost is Cost.UNKNOWN


def test_prices_are_written_with_what_they_are_for():
    rows = [
        {"option": "Carers", "amount": 0},
        {"amount": "4.50", "amount_description": "per session"},
        {"option": "A term", "amount": 40},
        {"option": "In Dublin", "amount": 3, "currency": "EUR"},
        {"option": "£2 for tea", "amount": 2},
    ]

    assert facts(fees_description=None, cost_options=rows).cost_words == (
        "Carers: free; £4.50 per session; A term: £40; In Dublin; £2 for tea"
    )


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ({"byday": "1MO", "freq": "MONTHLY"}, ["Monday, 9am to 10am (first of the month)"]),
        ({"byday": "-1FR", "freq": "MONTHLY"}, ["Friday, 9am to 10am (last of the month)"]),
        ({"byday": "TU", "freq": "MONTHLY"}, ["Tuesday, 9am to 10am (once a month)"]),
        (
            {"byday": "TU", "freq": "WEEKLY", "interval": 2},
            ["Tuesday, 9am to 10am (every 2 weeks)"],
        ),
        ({"byday": "MO,TU", "interval": "1"}, ["Monday, 9am to 10am", "Tuesday, 9am to 10am"]),
        ({"byday": "Wednesdays"}, ["Wednesday, 9am to 10am"]),
    ],
)
def test_nobody_is_sent_in_a_week_without_it(schedule, words):
    found = facts(schedules=[schedule | {"opens_at": "09:00", "closes_at": "10:00"}])

    assert [each.words for each in found.meets] == words


def test_a_group_writes_its_times_without_how_often():
    found = facts(schedules=[{"byday": "1MO", "freq": "MONTHLY", "opens_at": "9am"}])

    assert times_of(text_of(found.meets)) == (Meets(0, 540),)


@pytest.mark.parametrize("said", ["pa", "pan", "pa-IN", "Punjabi", "PUNJABI", "Panjabi"])
def test_languages_have_the_names_by_which_they_are_looked_for(said):
    assert facts(languages=[{"code": said}]).languages == ("Punjabi",)
