"""How many are left after each condition, as it is and as it may be shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.cohorts.facts import PersonFacts
from hearth.core.cohorts.funnel import conditions, counted, funnel, published, steps
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import Aged, Alive, AllOf, Not, SexIs

RULE = AllOf((Alive(), Aged(at_least=65), Not(SexIs(("male",)))))
READING = Reading({}, date(2025, 3, 31))


def test_each_condition_has_its_words_and_the_rule_that_counts_who_is_left_after_it():
    assert [(said.words, rule) for said, rule in steps(RULE)] == [
        ("They are alive.", AllOf((Alive(),))),
        ("They are 65 or over.", AllOf((Alive(), Aged(at_least=65)))),
        ("Their sex on record is not male.", RULE),
    ]


def test_a_rule_that_is_one_condition_has_one_step():
    assert [rule for _, rule in steps(Aged(at_least=65))] == [AllOf((Aged(at_least=65),))]
    assert conditions(Not(RULE)) == (Not(RULE),)


def test_the_stages_name_how_many_there_were_before_and_after():
    stages = funnel(100, RULE, (98, 40, 25))

    assert [(stage.before, stage.after) for stage in stages] == [(100, 98), (98, 40), (40, 25)]


def test_a_step_that_takes_away_fewer_than_five_people_is_not_shown():
    shown = published(funnel(100, RULE, (98, 40, 25)))

    assert [(stage.before, stage.after) for stage in shown] == [(100, None), (None, 40), (40, 25)]
    assert shown[0].said.words == "They are alive."


def test_counts_of_the_steps_must_be_those_of_the_rule():
    with pytest.raises(ValueError, match="argument"):
        funnel(100, RULE, (98, 40))


@given(
    st.lists(
        st.builds(
            PersonFacts,
            st.just(1),
            born=st.none() | st.dates(date(1930, 1, 1), date(1980, 1, 1)),
            sex=st.sampled_from(("female", "male", None)),
            died=st.none() | st.dates(date(2025, 1, 1), date(2025, 6, 1)),
        )
    )
)
def test_counting_person_by_person_gives_the_counts_of_the_steps(people):
    vectors = ([READING.matches(part, each) for part in conditions(RULE)] for each in people)

    everyone, counts = counted(vectors, 3)

    assert everyone == len(people)
    assert list(counts) == [
        sum(READING.matches(rule, each) for each in people) for _, rule in steps(RULE)
    ]
