"""Why a person is on a list: the facts that decide, with their days."""

from datetime import date

import pytest
from hypothesis import given, settings

from hearth.core.cohorts.facts import Event, PersonFacts, PlanDates
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    HasCode,
    LatestValue,
    Months,
    Not,
    ReviewedWithin,
    Rule,
    SexIs,
)
from hearth.core.cohorts.sentences import Voice
from hearth.core.cohorts.text import parse
from hearth.core.cohorts.why import FACTS, Fact, why
from tests.generated_cohorts import populations, rules
from tests.spec.asking import CASES
from tests.spec.cases import DAY, HEAD
from tests.spec.facts import LISTS, person
from tests.unit.cohorts.rules_to_try import EVERY_LEAF

READING = Reading(LISTS, DAY)


def told(rule, words, **titles):
    if isinstance(rule, str):
        rule = parse(HEAD + rule).rule
    voice = Voice(titles) if titles else None
    return [str(fact) for fact in why(rule, person(1, words), READING, voice)]


def test_the_facts_are_given_with_their_day_their_code_and_their_list():
    facts = PersonFacts(
        1,
        born=date(1957, 1, 1),
        events=(Event("snomed", "hba1c", date(2025, 1, 5), 61.0),),
        plans=(PlanDates(date(2023, 1, 1), reviewed=date(2024, 3, 30)),),
    )
    rule = AllOf((Aged(at_least=65), LatestValue("hba1c", "over", 58), Not(ReviewedWithin(12))))

    assert why(rule, facts, READING, Voice({"hba1c": "HbA1c"})) == (
        Fact("68 years old"),
        Fact("HbA1c was 61", date(2025, 1, 5), ("snomed", "hba1c"), "hba1c"),
        Fact("plan last reviewed", date(2024, 3, 30)),
    )


def test_of_one_or_more_conditions_those_are_named_that_are_true():
    either = AnyOf((Aged(at_least=65), HasCode("falls"), SexIs(("female",))))

    assert told(either, "fall on 2025-01-01, sex female") == [
        "falls on record, 1 January 2025",
        "sex on record: female",
    ]
    assert told(AtLeast(2, either.rules), "born 1950-01-01, sex female") == [
        "75 years old",
        "sex on record: female",
    ]


def test_of_what_must_not_be_true_the_facts_are_named_that_keep_it_from_being_so():
    neither = Not(AnyOf((HasCode("falls", Months(12)), SexIs(("male",)))))

    assert told(neither, "fall on 2020-01-01") == [
        "falls: on record on no days in the last 12 months (from 31 March 2024)",
        "sex on record: none",
    ]
    assert told(Not(AllOf((HasCode("falls"), SexIs(("male",))))), "fall on 2020-01-01") == [
        "sex on record: none"
    ]
    assert told(Not(Not(HasCode("falls"))), "trip on 2020-01-01") == [
        "falls on record, 1 January 2020"
    ]


def test_who_is_not_on_the_list_has_no_reasons():
    assert told("aged 65 or over", "born 2000-01-01") == []


def test_one_fact_is_named_once_and_of_many_days_the_last_three():
    twice = AllOf((Aged(at_least=65), Aged(at_least=70)))
    days = ", ".join(f"fall on 2024-0{month}-01" for month in range(1, 6))

    assert told(twice, "born 1950-01-01") == ["75 years old"]
    assert told("has falls on at least 2 days", days) == [
        "falls: on record on 5 days",
        "falls on record, 1 May 2024",
        "falls on record, 1 April 2024",
        "falls on record, 1 March 2024",
    ]


@pytest.mark.parametrize(
    ("rule", "words", "reasons"),
    [
        ("not aged 65 or over", "nothing", ["no birth date on record"]),
        ("alive", "nothing", ["no death on record"]),
        ("alive", "died 2025-04-01", ["no death on record"]),
        ("not alive", "died 2025-03-31", ["died, 31 March 2025"]),
        (
            "registered",
            "registered with Elm from 2020-01-01",
            ["registered with Elm from 1 January 2020"],
        ),
        ("not registered", "nothing", ["not registered"]),
        (
            "not registered with Oak",
            "registered with Elm from 2020-01-01",
            ["not registered there"],
        ),
        ("lives in Byker", "lives in Byker", ["lives in Byker"]),
        ("not lives in Byker", "nothing", ["no place on record"]),
        ("latest hba1c over 58, or never measured", "nothing", ["hba1c: never measured"]),
        (
            'at least 2 of the group "long-term conditions"',
            "asthma on 1990-01-01, asthma on 2000-01-01, copd on 2001-01-01",
            [
                "2 of the long-term conditions on record",
                "asthma on record, 1 January 2000",
                "copd on record, 1 January 2001",
            ],
        ),
        (
            "share of the group deficits is mild in bands frailty",
            "asthma on 1990-01-01",
            ["frailty: mild, 1 of 4 deficits on record", "asthma on record, 1 January 1990"],
        ),
        (
            "on medicine insulin in the last 6 months",
            "insulin from 2010-01-01",
            ["insulin taken from 1 January 2010"],
        ),
        (
            "not on medicine insulin in the last 6 months",
            "nothing",
            ["insulin: not taken in the last 6 months (from 30 September 2024)"],
        ),
        (
            "holds a personal budget",
            "budget for care from 2020-01-01",
            ["personal budget for care from 1 January 2020"],
        ),
        ("not holds a personal budget", "nothing", ["no personal budget"]),
        ("not holds a personal budget for care", "nothing", ["no personal budget of this kind"]),
        ("not reviewed in the last 12 months", "nothing", ["plan never reviewed"]),
        (
            "asked for it themselves",
            "asked on 2024-01-01",
            ["asked for a conversation, 1 January 2024"],
        ),
        ("not asked for it themselves", "nothing", ["did not ask for a conversation"]),
    ],
)
def test_each_condition_names_what_it_found_or_that_it_found_nothing(rule, words, reasons):
    assert told(rule, words) == reasons


@pytest.mark.parametrize("case", CASES, ids=str)
def test_everyone_on_a_list_of_the_specification_has_a_reason_and_nobody_else(case):
    reading = Reading(LISTS, case.day)

    for example in case.examples:
        reasons = why(case.definition.rule, example.facts, reading)
        assert bool(reasons) is example.is_on_the_list
        assert all(fact.on is None or fact.on <= case.day for fact in reasons)


@settings(max_examples=25)
@given(rules(), populations())
def test_of_any_rule_and_person_there_is_a_reason_exactly_where_the_rule_is_true(rule, population):
    reading = Reading(population.lists, population.day)

    for facts in population.people:
        assert bool(why(rule, facts, reading)) is reading.matches(rule, facts)


def test_every_leaf_can_say_why():
    assert set(FACTS) == set(EVERY_LEAF)


def test_a_rule_that_nothing_reads_is_refused_wherever_it_stands():
    class Unknown(Rule):
        pass

    with pytest.raises(TypeError, match="Nothing reads"):
        READING.matches(AllOf((Not(Unknown()), Aged(at_least=65))), PersonFacts(1))
