"""What people say: what is asked, who may read it, and how long a theme has waited."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.core.feedback import (
    ABOUT_WORDS,
    DID_WORDS,
    LONGEST,
    PART_OF,
    QUOTE_WORDS,
    About,
    Answer,
    Did,
    Given,
    How,
    MayQuote,
    Stance,
    answer_problems,
    given_problems,
    how_many,
    may_show,
    said_when,
    standing_of,
)
from hearth.core.house.parts import Part

TODAY = date(2027, 3, 10)
TAPS = Given(How.GOOD, About.PLAN, MayQuote.NOBODY)


def where(problems) -> list[str]:
    return [each.where for each in problems]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def answered(days_ago: int, did: Did = Did.DID, due: date | None = None) -> Answer:
    return Answer(did, "The letter says so now.", ago(days_ago), "Priya Nair", due)


def test_three_taps_are_enough():
    assert given_problems(TAPS) == []
    assert where(given_problems(Given())) == ["how", "about", "may_quote"]


def test_words_have_an_end():
    long = Given(How.BAD, About.ELSE, MayQuote.STAFF, "a" * (LONGEST + 1))

    assert where(given_problems(long)) == ["words"]


def test_every_choice_has_its_words():
    assert set(ABOUT_WORDS) == set(About)
    assert set(QUOTE_WORDS) == set(MayQuote)
    assert set(DID_WORDS) == set(Did)


def test_each_step_leans_on_a_part_of_the_house_and_something_else_on_none():
    assert PART_OF[About.PREPARE] is Part.LEFT_WALL
    assert set(About) - set(PART_OF) == {About.ELSE}


@pytest.mark.parametrize(
    ("may_quote", "staff", "everyone"),
    [
        (MayQuote.NOBODY, False, False),
        (MayQuote.STAFF, True, False),
        (MayQuote.EVERYONE, True, True),
    ],
)
def test_words_go_as_far_as_their_owner_lets_them(may_quote, staff, everyone):
    assert may_show(may_quote, to_everyone=False) is staff
    assert may_show(may_quote, to_everyone=True) is everyone


def test_a_month_is_named_only_where_enough_people_spoke():
    day, march, may = date(2027, 3, 10), date(2027, 3, 1), date(2027, 5, 1)

    assert said_when(day, {march: 5}) == "March 2027"
    assert said_when(day, {march: 4, may: 1}) == "2027"
    assert said_when(day, {march: 4, date(2026, 3, 1): 9}) == ""


def test_a_small_number_of_people_is_not_told():
    assert [how_many(count) for count in (0, 1, 4, 5, 7, 8)] == [
        "no one yet", "fewer than 5 people", "fewer than 5 people", "about 5 people",
        "about 5 people", "about 10 people",
    ]  # fmt: skip


def test_an_answer_has_a_kind_words_and_a_promise_its_day():
    assert where(answer_problems(None, " ", None, today=TODAY)) == ["did", "words"]
    assert where(answer_problems(Did.WILL, "Soon", None, today=TODAY)) == ["due"]
    assert where(answer_problems(Did.WILL, "Soon", ago(1), today=TODAY)) == ["due"]
    assert answer_problems(Did.WILL, "Soon", TODAY, today=TODAY) == []
    assert answer_problems(Did.CANNOT, "There is no room.", None, today=TODAY) == []
    assert where(answer_problems(Did.DID, "a" * (LONGEST + 1), None, today=TODAY)) == ["words"]


def test_a_theme_waits_from_the_day_on_which_it_was_raised():
    standing = standing_of(ago(40), [ago(40), ago(3)], [], today=TODAY)

    assert standing.words == "Waits 40 days for an answer"
    assert standing.is_open
    assert standing_of(ago(1), [], [], today=TODAY).words == "Waits 1 day for an answer"


def test_an_answered_theme_rests_until_it_is_said_again():
    said = [ago(40)]
    assert standing_of(ago(40), said, [answered(20)], today=TODAY).words == "Answered"

    again = standing_of(ago(40), [*said, ago(12)], [answered(20)], today=TODAY)
    assert again.words == "Said again since the answer. Waits 12 days"
    assert again.is_open


def test_an_answer_covers_what_was_put_in_the_theme_on_its_day():
    standing = standing_of(ago(40), [ago(20)], [answered(20)], today=TODAY)

    assert (standing.stance, standing.is_open) == (Stance.ANSWERED, False)


def test_a_promise_is_open_again_when_its_day_has_gone():
    kept = standing_of(ago(40), [], [answered(30, Did.WILL, TODAY)], today=TODAY)
    late = standing_of(ago(40), [], [answered(30, Did.WILL, ago(2))], today=TODAY)

    assert (kept.words, kept.is_open) == ("Promised", False)
    assert (late.words, late.is_open) == ("Promised, and 2 days late", True)


def test_the_newest_answer_counts():
    both = [answered(30, Did.WILL, ago(2)), answered(1)]

    assert standing_of(ago(40), [], both, today=TODAY).stance is Stance.ANSWERED


@settings(max_examples=200)
@given(st.integers(0, 400), st.lists(st.integers(0, 400)), st.lists(st.integers(0, 400)))
def test_what_came_after_the_last_answer_always_waits(raised, placed, days):
    answers = [answered(each) for each in sorted(days, reverse=True)]
    standing = standing_of(ago(raised), [ago(each) for each in placed], answers, today=TODAY)
    after = not days or any(each < min(days) for each in placed)

    assert standing.is_open is after
    assert standing.days >= 0
