"""Promises about what the words of a source tell: 70 services that were labelled beforehand."""

import pytest

from hearth.core.directory.activity import Activity, Cost
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
