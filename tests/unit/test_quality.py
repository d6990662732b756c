"""The quality look: how many plans, which ones, what is asked of them, and what is shown of it."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.quality import (
    BY_CODE,
    LONGEST,
    QUESTIONS,
    Mark,
    Marked,
    SamplingRule,
    draw,
    is_over,
    mark_problems,
    month_after,
    month_before,
    suppressed,
    tally,
)
from tests.journeys.reading import HARDEST_GRADE, grade

RULE = SamplingRule(percent=5, least=5, most=20, days=14, least_shown=5)
ALL_YES = [Marked(question.code, Mark.YES) for question in QUESTIONS]


@pytest.mark.parametrize(
    ("plans", "size"), [(0, 0), (3, 3), (5, 5), (80, 5), (101, 6), (120, 6), (400, 20), (9000, 20)]
)
def test_five_percent_are_drawn_but_five_at_least_and_twenty_at_most(plans, size):
    assert RULE.size(plans) == size


@given(st.sets(st.text(min_size=1)), st.integers(0, 30), st.text())
def test_a_draw_can_be_done_again_in_any_order_and_gives_the_same(plans, size, seed):
    drawn = draw(plans, size=size, seed=seed)

    assert drawn == draw(sorted(plans, reverse=True), size=size, seed=seed)
    assert len(drawn) == min(size, len(plans)) == len(set(drawn))
    assert set(drawn) <= plans


def test_every_set_of_plans_is_drawn_equally_often():
    """3 of 6 plans, 20,000 seeds: 20 sets, each expected 1,000 times. Chi-squared, 19 degrees."""
    plans, draws = [f"plan {number}" for number in range(6)], 20_000
    sets = Counter(frozenset(draw(plans, size=3, seed=f"seed {n}")) for n in range(draws))

    expected = draws / 20
    chi_squared = sum(
        (sets[frozenset(each)] - expected) ** 2 / expected for each in combinations(plans, 3)
    )
    assert chi_squared < 43.8  # exceeded by chance in 1 of 1,000; the seeds here are fixed


def test_a_checklist_with_an_answer_to_each_question_is_whole():
    assert mark_problems(ALL_YES) == []


def test_each_question_needs_an_answer():
    problems = mark_problems([Marked("own_words", Mark.YES), Marked("matters", None)])

    assert {each.where for each in problems} == {q.code for q in QUESTIONS} - {"own_words"}


def test_a_no_says_why_and_words_are_few():
    given_marks = [
        Marked("own_words", Mark.NO, " "),
        Marked("matters", Mark.NO, "They are the goals of the clinic."),
        Marked("clear", Mark.PARTLY, "x" * (LONGEST + 1)),
        *(each for each in ALL_YES if each.question not in ("own_words", "matters", "clear")),
    ]

    found = [each.where for each in mark_problems(given_marks)]
    assert found == ["own_words_words", "clear_words"]


def test_questions_come_from_the_thirteen_principles_in_plain_words():
    principles = [f"P{number}" for number in range(1, 14)]

    assert len(BY_CODE) == len(QUESTIONS) <= 13
    assert {each.principle for each in QUESTIONS} <= set(principles)
    assert [each.principle for each in QUESTIONS] == sorted(
        (each.principle for each in QUESTIONS), key=principles.index
    )
    assert grade("\n".join(each.words for each in QUESTIONS)) <= HARDEST_GRADE


def test_months_follow_each_other_over_the_years():
    assert month_before(date(2027, 1, 31)) == date(2026, 12, 1)
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)


def test_a_month_is_over_on_the_first_of_the_next():
    assert not is_over(date(2026, 10, 1), today=date(2026, 10, 31))
    assert is_over(date(2026, 10, 1), today=date(2026, 11, 1))


COUNTS = st.dictionaries(st.sampled_from(Mark), st.integers(0, 40), min_size=4, max_size=4)


@given(COUNTS, st.integers(1, 10))
def test_no_small_count_is_shown_and_none_can_be_worked_out_from_the_total(counts, least):
    shown = suppressed(counts, least)

    assert all(count == counts[mark] for mark, count in shown.items() if count is not None)
    assert not any(count is not None and 0 < count < least for count in shown.values())
    hidden = [mark for mark, count in shown.items() if count is None]
    assert not hidden or len(hidden) == 4 or sum(counts[mark] for mark in hidden) >= least
    # One hidden count alone would be the total less the rest.
    assert len(hidden) != 1


def test_large_counts_are_shown_as_they_are():
    told = tally(QUESTIONS[0], [Mark.YES] * 9 + [Mark.NO] * 6, least_shown=5)

    assert told.looks == 15
    assert told.counts == {Mark.YES: 9, Mark.PARTLY: 0, Mark.NO: 6, Mark.CANNOT_TELL: 0}


def test_of_few_looks_nothing_is_shown_at_all():
    told = tally(QUESTIONS[0], [Mark.YES] * 4, least_shown=5)

    assert told.looks is None
    assert set(told.counts.values()) == {None}
