"""A cohort as text: what is written is read back, and what is wrong is said with its line."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    Comparison,
    ConditionCount,
    HasCode,
    LatestValue,
    Lists,
    LivesIn,
    Not,
    NotARule,
    ReviewedWithin,
    SexIs,
)
from hearth.core.cohorts.slots import share_read, share_written
from hearth.core.cohorts.text import definition_hash, parse, write
from tests.unit.cohorts.rules_to_try import DEFINITIONS

CANONICAL = """hearth cohort 1
name: People who may want a planning conversation
about: Agreed by the practice in March.

group "long-term conditions"
  asthma
  copd
  diabetes

bands frailty
  fit from 0
  mild above 0.12
  moderate above 0.24
  severe above 1/3

all of
  alive
  registered with "Elm Surgery" or Oak
  any of
    aged 65 or over
    at least 2 of the group "long-term conditions"
    share of the group "long-term conditions" is moderate or severe in bands frailty
    latest hba1c over 58.5 in the last 15 months, or never measured
  at least 2 of
    sex is female
    has falls on at least 2 days since 2024-01-31
    not
      any of
        holds a personal budget
        on medicine insulin in the last 1 month
  not reviewed in the last 12 months

show
  age
  number of the group "long-term conditions" as conditions
  latest hba1c as hba1c
"""


def reasons(text):
    with pytest.raises(NotARule) as refusal:
        parse(text)
    return [str(each) for each in refusal.value.reasons]


def cohort(*lines):
    return "\n".join(("hearth cohort 1", "name: Some", *lines))


@given(DEFINITIONS)
def test_every_cohort_is_read_back_from_what_was_written(definition):
    written = write(definition)

    assert parse(written) == definition
    assert write(parse(written)) == written


def test_the_canonical_text_is_written_as_it_was_read():
    assert write(parse(CANONICAL)) == CANONICAL


def test_text_that_means_the_same_has_the_same_hash():
    loose = CANONICAL.replace("\n", "\r\n").replace("aged", "Aged").replace("1/3", "2/6")
    loose = loose.replace("all of\r\n  alive", "# Alive?\r\nALL OF\r\n\r\n  alive", 1)

    assert loose != CANONICAL
    assert definition_hash(parse(loose)) == definition_hash(parse(CANONICAL))
    assert definition_hash(parse(CANONICAL.replace("65", "66"))) != definition_hash(
        parse(CANONICAL)
    )


def test_not_may_stand_before_its_condition_or_over_it():
    assert parse(cohort("not reviewed in the last 1 month")).rule == Not(ReviewedWithin(1))
    assert parse(cohort("not", "  aged 64 or under")).rule == Not(Aged(at_most=64))


WRONG = [
    ((), "Line 1: Begin with the line “hearth cohort 1”."),
    (("hearth cohort 2", "name: Some", "alive"), "Line 1: Begin with the line “hearth cohort 1”."),
    (("hearth cohort 1", "  name: Some"), "Line 1: Begin with the line “hearth cohort 1”."),
    (("hearth cohort 1", "alive"), "Give one name, as in “name: People over 65”."),
    (("hearth cohort 1", "name: A", "name: B", "alive"), "Give one name,"),
]

WRONG_LINES = [
    (
        ("sex female",),
        "Line 3: There is no condition “sex female”. Did you mean one like “sex is female”?",
    ),
    (
        ("registred",),
        "Line 3: There is no condition “registred”. Did you mean one like “registered”?",
    ),
    (("taking statins",), "Line 3: There is no condition “taking statins”."),
    (("agd 65 or over",), "Line 3: There is no condition “agd 65 or over”. Did you mean one like"),
    (("?!",), "Line 3: There is no condition “?!”."),
    (("?" * 200,), f"Line 3: There is no condition “{'?' * 80}…”."),
    (("alive", "registered"), "Give one rule. Put “all of” over its conditions."),
    ((), "Give one rule."),
    (("all of",), "Line 3: “all of” has no conditions under it."),
    (("any of",), "Line 3: “any of” has no conditions under it."),
    (("at least 2 of", "  alive"), "Line 3: “At least 2 of” needs that many conditions under it."),
    (("not", "  alive", "  registered"), "Line 3: “not” takes one condition."),
    (("not",), "Line 3: “not” takes one condition."),
    (("not alive", "  registered"), "Line 4: Nothing can stand under “alive”."),
    (("alive", "  registered"), "Line 4: Nothing can stand under “alive”."),
    (("aged 74 to 65",), "Line 3: The lower age is above the upper one."),
    (("has falls since 2024-02-30",), "Line 3: There is no day 2024-02-30. Write year-month-day."),
    (("has falls in the last 0 months",), "Line 3: A period must be from 1 to 1,200 months."),
    (("has falls on at least 0 days",), "Line 3: “At least n times” must be from 1 to 1,000."),
    (("latest hba1c over 1e999",), "Line 3: The number is too big."),
    (('has " "',), "Line 3: A name is empty. Write the name between the quotes."),
    (("at least 2 of the group x",), "Line 3: There is no group called “x”. Add “group x”."),
    (
        ("group x", "  a", "share of the group x is fit in bands y"),
        "Line 5: There are no bands called “y”. Add “bands y”.",
    ),
    (("group x", "alive"), "Line 3: The group “x” has no code lists in it."),
    (("group x", "  a", "  a", "alive"), "Line 3: The group “x” names a code list twice."),
    (("group x", "  a", "group x", "  b", "alive"), "Line 5: “x” is there twice. Take one out."),
    (("group x", "  a", "    b", "alive"), "Line 5: Nothing can stand under “a”."),
    (
        ("bands x", "  fit from 0", "    mild above 0.1", "alive"),
        "Line 5: Nothing can stand under “fit from 0”.",
    ),
    (("group x", '  ""', "alive"), "Line 3: A name is empty."),
    (("bands x", "  fit 0", "alive"), "Line 4: Write a band as “fit from 0” or “mild above 0.12”."),
    (("bands x", "  fit from 1", "alive"), "Line 3: Bands must begin at 0 and rise."),
    (("bands x", "  fit from 1/0", "alive"), "Line 3: A share cannot be divided by 0."),
    (("alive", "show", "  ago"), "Line 5: There is no column “ago”. Did you mean one like “age”?"),
    (("alive", "show", "  age", "  age"), "Two columns have the same name."),
    (("alive", "about: x", "  y"), "Line 5: Nothing can stand under “about: x”."),
    (("any of", "   alive"), "Line 4: The line does not line up."),
    (("any of", "    alive"), "Line 4: The line does not line up."),
    (("any of", "\talive"), "Line 4: There is a tab or an unseen letter."),
    (("has \u202efalls",), "Line 3: There is a tab or an unseen letter."),
    (("has " + "x" * 1000,), "Line 3: The line is too long. Keep it under 1,000 letters."),
    (("alive\n" * 2000,), "The text has too many lines. Keep it under 2,000."),
    (("#" * 200_000,), "The text is too long. Keep it under 200,000 letters."),
]


@pytest.mark.parametrize(("lines", "reason"), WRONG)
def test_a_text_without_its_head_or_its_name_is_refused(lines, reason):
    assert reasons("\n".join(lines))[0].startswith(reason)


@pytest.mark.parametrize(("lines", "reason"), WRONG_LINES, ids=[each[1] for each in WRONG_LINES])
def test_what_is_wrong_is_said_with_its_line_and_what_to_do(lines, reason):
    assert reasons(cohort(*lines))[0].startswith(reason)


def test_all_that_is_wrong_is_said_at_once_up_to_twenty_reasons():
    wrong = cohort("all of", *(f"  wrong {number}" for number in range(30)))

    assert [each.split(":")[0] for each in reasons(wrong)] == [f"Line {n}" for n in range(4, 24)]


def test_a_text_that_goes_too_deep_is_refused_and_so_is_a_rule():
    deep = [f"{'  ' * depth}any of" for depth in range(300)]
    assert reasons(cohort(*deep))[0] == "Line 16: The line is too far in. Use at most 12 steps."

    rule = Alive()
    for _ in range(5_000):
        rule = AllOf((rule,))
    with pytest.raises(NotARule, match="too deep"):
        write(Definition("Deep", rule))


def read(text):
    """Return the cohort, or the reasons why it is none."""
    try:
        return parse(text)
    except NotARule as refusal:
        return refusal.reasons


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_read_or_refused_with_reasons(text, headed):
    assert read(f"hearth cohort 1\nname: x\n{text}" if headed else text)


@given(st.integers(0, len(CANONICAL)), st.sampled_from(["", " ", "\n", '"', "#", "\x00", "9", "“"]))
def test_a_text_with_a_letter_changed_is_read_or_refused_with_reasons(place, put):
    found = read(CANONICAL[:place] + put + CANONICAL[place + 1 :])

    assert found
    if isinstance(found, Definition):
        assert parse(write(found)).rule == found.rule


def test_a_condition_that_is_refused_is_named_once_and_not_those_above_it():
    assert reasons(cohort("not", "  at least 1 of", "    all of", "      wrong")) == [
        "Line 6: There is no condition “wrong”."
    ]


UNWRITABLE = [
    SexIs(()),
    LivesIn(()),
    Aged(at_least=-1),
    HasCode(""),
    HasCode("two\nlines"),
    LatestValue("sugar", Comparison.OVER, float("nan")),
    LatestValue("sugar", Comparison.OVER, float("inf")),
    LatestValue("sugar", Comparison.OVER, 10**20 + 1),
    ConditionCount(Lists("", ("asthma",)), 1),
]


@pytest.mark.parametrize("rule", UNWRITABLE, ids=str)
def test_what_no_text_can_say_is_refused_when_it_is_written(rule):
    with pytest.raises(NotARule):
        write(Definition("Odd", rule))


def test_two_groups_of_one_name_are_refused_when_they_are_written():
    rule = ConditionCount(Lists("a", ("x",)), 1) & ConditionCount(Lists("a", ("y",)), 1)

    with pytest.raises(NotARule, match="Two groups or bands are called “a”"):
        write(Definition("Twice", rule))


def test_spaces_around_the_name_and_what_it_is_about_are_tidied_away():
    written = write(Definition("  Over   65 ", Alive(), about="\n One  \nTwo "))

    assert written == "hearth cohort 1\nname: Over 65\nabout: One\nabout: Two\n\nalive\n"


def test_a_share_is_written_exactly():
    assert share_written(Fraction(0)) == "0"
    assert share_written(Fraction(12, 100)) == "0.12"
    assert share_written(Fraction(5, 2)) == "2.5"
    assert share_written(Fraction(1, 3)) == "1/3"
    assert share_read("0.12") == Fraction(3, 25)


def test_straight_and_curly_quotes_name_the_same():
    assert parse(cohort("has “flu jab”")) == parse(cohort('has "flu jab"'))
    assert parse(cohort('has "a \\"b\\" \\\\"')).rule == HasCode('a "b" \\')
