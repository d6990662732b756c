"""Before and after: which answers are a pair, and what is said of them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearth.core.introductions.outcomes import (
    Answer,
    Change,
    Changed,
    Pair,
    change,
    pair,
    people_counted,
    shown,
    wants_answer,
)

START = date(2026, 3, 1)


def answer(days, value=5):
    return Answer(START + timedelta(days=days), value)


answers = st.lists(st.builds(answer, st.integers(-400, 400), st.integers(0, 10)), max_size=8)


@given(answers)
def test_a_pair_is_never_of_the_time_between(told):
    both = pair(told, START)

    assert both.before is None or both.before.on <= START
    assert both.after is None or both.after.on >= START + timedelta(days=91)


@given(answers, st.integers(0, 400))
def test_nobody_is_asked_twice(told, days):
    today = START + timedelta(days=days)
    so_far = [each for each in told if each.on <= today]
    if wants_answer(so_far, START, today):
        assert not wants_answer([*so_far, Answer(today, 5)], START, today)


def test_the_newest_before_and_the_first_after_three_months_are_a_pair():
    both = pair([answer(-30), answer(-2, 3), answer(40, 9), answer(100, 7), answer(200, 1)], START)

    assert both == Pair(answer(-2, 3), answer(100, 7))


def test_less_lonely_and_less_anxious_are_better_and_more_happy_is():
    fell = Pair(answer(0, 5), answer(95, 3))

    assert change("lonely", fell) is Change.BETTER
    assert change("anxious", fell) is Change.BETTER
    assert change("happy", fell) is Change.WORSE
    assert change("happy", Pair(answer(0, 5), answer(95, 5))) is Change.SAME
    assert change("happy", Pair(None, answer(95))) is None
    assert change("happy", Pair(answer(0), None)) is None


def test_an_answer_of_the_last_four_weeks_counts_as_the_first():
    assert not wants_answer([answer(-20)], START, START)
    assert wants_answer([answer(-60)], START, START)
    assert wants_answer([answer(-20)], START, START + timedelta(days=91))


def test_each_person_is_counted_once_for_a_question_by_their_first_introduction():
    later = Changed("a", "happy", START + timedelta(days=9), Change.WORSE)
    told = [later, *(Changed("a", "happy", START, Change.BETTER) for _ in range(5))]

    found = people_counted([*told, Changed("b", "happy", START, Change.WORSE)])

    assert found == {"happy": {Change.BETTER: 1, Change.SAME: 0, Change.WORSE: 1}}


def test_five_introductions_of_one_person_are_not_five_people():
    told = [Changed("a", "lonely", START + timedelta(days=d), Change.BETTER) for d in range(5)]

    assert shown(told)["lonely"].is_withheld


def test_many_people_are_shown_rounded_and_few_of_them_are_hidden():
    told = [Changed(number, "lonely", START, Change.BETTER) for number in range(21)]
    told += [Changed(number, "lonely", START, Change.WORSE) for number in range(30, 32)]

    rows = shown(told)["lonely"].rows

    assert rows[Change.WORSE] is None
    assert rows[Change.BETTER] in (None, (20,))


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(Change)), max_size=40))
def test_no_small_number_of_people_is_ever_shown(told):
    changes = [Changed(person, "happy", START, said) for person, said in told]

    for table in shown(changes).values():
        for row in table.rows.values():
            assert row is None or row[0] == 0 or row[0] >= 5
