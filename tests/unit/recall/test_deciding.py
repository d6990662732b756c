"""Is this person due, in which month, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.recall.deciding import Standing, decide, month_of, months_after, why_left_out
from hearth.core.recall.facts import Facts, LeftOut, Listed, ListKind, RecallRule, WhyNot
from hearth.core.rounds import Step

RULE = RecallRule()
TODAY = date(2026, 11, 2)
BORN = date(1948, 3, 12)
LIST = Listed("Two or more conditions", date(2026, 10, 1))
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
LISTED = st.lists(
    st.builds(
        Listed,
        name=st.sampled_from(["A", "B", "C"]),
        since=st.dates(date(2024, 1, 1), TODAY),
        kind=st.sampled_from(ListKind),
        due=st.none() | DAYS,
    ),
    min_size=1,
    max_size=5,
).map(tuple)
FACTS = st.builds(
    Facts,
    born=st.dates(date(1920, 1, 1), date(2008, 12, 31)),
    listed=LISTED,
    review_due=st.none() | DAYS,
    last_met=st.none() | st.dates(date(2024, 1, 1), TODAY),
    last_asked=st.none() | st.dates(date(2024, 1, 1), TODAY),
)


def the_month(**facts):
    return month_of(Facts(**{"born": BORN, "listed": (LIST,)} | facts), TODAY, RULE)


def budget(due):
    return Listed("Personal budgets", TODAY, ListKind.BUDGET, due)


def test_without_a_date_a_person_is_due_in_their_next_birth_month():
    assert the_month() == date(2027, 3, 1)
    assert the_month(born=date(1948, 11, 30)) == date(2026, 11, 1)


def test_a_date_that_is_owed_comes_before_the_birth_month():
    assert the_month(review_due=date(2027, 6, 9)) == date(2027, 6, 1)
    assert the_month(listed=(LIST, budget(date(2027, 8, 1)))) == date(2027, 8, 1)


def test_of_several_dates_the_earliest_counts():
    listed = (budget(date(2027, 2, 20)), Listed("C", TODAY, ListKind.SOCIAL_CARE, date(2027, 1, 9)))

    assert the_month(listed=listed, review_due=date(2027, 6, 9)) == date(2027, 1, 1)


def test_a_date_that_went_by_gives_its_own_month():
    assert the_month(review_due=date(2026, 7, 3)) == date(2026, 7, 1)


def test_a_date_more_than_a_year_off_does_not_count_yet():
    assert the_month(review_due=date(2028, 7, 3)) == date(2027, 3, 1)
    assert the_month(review_due=date(2028, 7, 3), listed=()) is None


def test_who_asked_for_it_is_due_from_the_day_on_which_they_asked():
    asked = Listed("Asked", date(2026, 10, 20), ListKind.ASKED)

    assert the_month(listed=(LIST, asked)) == date(2026, 10, 1)
    assert the_month(listed=(asked,), last_met=date(2026, 10, 25)) == date(2028, 3, 1)


def test_who_talked_lately_is_left_in_peace_for_a_while():
    assert the_month(born=date(1948, 12, 1), last_met=date(2026, 9, 1)) == date(2027, 12, 1)
    assert the_month(listed=(budget(date(2026, 12, 1)),), last_met=date(2026, 10, 1)) > date(
        2027, 1, 1
    )


def test_who_did_not_reply_is_not_asked_again_at_once():
    assert the_month(review_due=date(2026, 9, 1), last_asked=date(2026, 10, 30)) == date(2027, 4, 1)


@given(FACTS)
def test_the_month_is_one_month_whatever_the_number_of_lists(facts):
    month = month_of(facts, TODAY, RULE)

    assert month is not None
    assert month.day == 1
    assert decide(facts, TODAY, RULE).month == month


@given(FACTS, st.permutations(range(5)))
def test_the_order_of_the_lists_says_nothing(facts, order):
    turned = tuple(facts.listed[at] for at in order if at < len(facts.listed))
    moved = Facts(**{**vars(facts), "listed": turned})

    assert month_of(moved, TODAY, RULE) == month_of(facts, TODAY, RULE)


@given(FACTS, st.sampled_from(WhyNot), st.none() | st.integers(0, 400))
def test_whoever_is_left_out_is_never_due(facts, why, days):
    until = None if days is None else TODAY + timedelta(days=days)
    out = Facts(**{**vars(facts), "left_out": (LeftOut(why, TODAY, until),)})

    assert decide(out, TODAY, RULE).standing is Standing.LEFT_OUT
    assert decide(out, TODAY, RULE).until == until


@pytest.mark.parametrize("fact", ["died", "death_told"])
def test_nobody_who_died_or_is_said_to_have_died_is_due(fact):
    facts = Facts(born=BORN, listed=(LIST,), month=date(2026, 11, 1), **{fact: True})

    assert decide(facts, TODAY, RULE).standing is Standing.LEFT_OUT
    assert "died" in decide(facts, TODAY, RULE).reasons[0]


def test_an_exception_ends_with_its_last_day():
    out = LeftOut(WhyNot.NOT_NOW, date(2026, 10, 1), TODAY)

    assert why_left_out(Facts(born=BORN, left_out=(out,)), TODAY) is out
    assert why_left_out(Facts(born=BORN, left_out=(out,)), TODAY + timedelta(days=1)) is None


def test_a_person_is_due_some_weeks_before_their_month():
    facts = Facts(born=BORN, listed=(LIST,), month=date(2026, 12, 1))

    assert decide(facts, date(2026, 11, 3), RULE).is_due
    assert decide(facts, date(2026, 11, 2), RULE).standing is Standing.NOT_YET


@pytest.mark.parametrize(
    ("step", "standing"),
    [
        (Step.PREPARE, Standing.UNDER_WAY),
        (Step.DISCUSS, Standing.UNDER_WAY),
        (Step.DOCUMENT, Standing.UNDER_WAY),
        (Step.REVIEW, Standing.DUE),
    ],
)
def test_nobody_is_asked_while_a_round_is_under_way_unless_it_waits_for_its_review(step, standing):
    facts = Facts(born=BORN, review_due=date(2026, 11, 20), step=step)

    assert decide(facts, TODAY, RULE).standing is standing


def test_who_is_on_no_list_and_has_no_plan_is_not_asked():
    assert decide(Facts(born=BORN), TODAY, RULE).standing is Standing.NOT_LISTED


def test_the_reasons_name_each_list_and_each_date():
    facts = Facts(
        born=BORN,
        listed=(
            LIST,
            budget(date(2027, 2, 20)),
            Listed("C", TODAY, ListKind.SOCIAL_CARE, date(2027, 1, 9)),
            Listed("Asked", date(2026, 10, 20), ListKind.ASKED),
        ),
        review_due=date(2026, 12, 3),
        month=date(2026, 11, 1),
    )

    assert decide(facts, TODAY, RULE).reasons == (
        "On the list “Two or more conditions” since 1 October 2026.",
        "Their personal budget is due for a review by 20 February 2027.",
        "Their social care review is due by 9 January 2027.",
        "They asked for it on 20 October 2026.",
        "Their plan says to look at it again by 3 December 2026.",
    )
    assert decide(Facts(born=BORN, listed=(LIST,)), TODAY, RULE).reasons[-1] == (
        "Their birth month is March."
    )


def test_months_are_counted_to_the_next_first_where_a_day_is_missing():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 3, 1)
    assert months_after(date(2026, 8, 31), 16) == date(2027, 12, 31)
