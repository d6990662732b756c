"""The round: its path, its clocks, and its one key worker."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.rounds import (
    NEXT_STEPS,
    CannotMove,
    Clock,
    Reached,
    RoundFacts,
    Step,
    date_problems,
    key_worker_problems,
    missed_steps,
    move,
    path,
    usual_dates,
)

START = date(2026, 11, 2)
DUE = usual_dates(START, {Step.PREPARE: 14, Step.DISCUSS: 21, Step.DOCUMENT: 22, Step.REVIEW: 365})


def facts(*history: tuple[Step, int], ended: int | None = None, excused=frozenset()) -> RoundFacts:
    rows = [Reached(step, START + timedelta(days=day)) for step, day in history]
    if ended is not None:
        rows.append(Reached(Step.REVIEW, START + timedelta(days=ended), ended=True))
    return RoundFacts(DUE, rows, excused)


@pytest.mark.parametrize("here", Step)
@pytest.mark.parametrize("there", Step)
def test_a_round_moves_only_as_the_table_says(here, there):
    if there in NEXT_STEPS[here]:
        assert move(here, there) is there
    else:
        with pytest.raises(CannotMove):
            move(here, there)


def test_a_new_round_stands_at_prepare_with_the_rest_to_come():
    clocks = [stop.clock for stop in path(facts((Step.PREPARE, 0)), START)]

    assert clocks == [Clock.HERE, Clock.TO_COME, Clock.TO_COME, Clock.TO_COME]


def test_a_step_that_was_left_in_time_is_done_on_that_day():
    stop = path(facts((Step.PREPARE, 0), (Step.DISCUSS, 10)), START + timedelta(days=11))[0]

    assert (stop.clock, stop.done_on) == (Clock.DONE, START + timedelta(days=10))
    assert stop.words == "Prepare: done on 12 November 2026"


def test_a_missed_date_asks_for_a_reason_until_one_is_given():
    late = START + timedelta(days=15)

    assert [stop.step for stop in missed_steps(facts((Step.PREPARE, 0)), late)] == [Step.PREPARE]
    excused = facts((Step.PREPARE, 0), excused=frozenset({Step.PREPARE}))
    assert missed_steps(excused, late) == []
    assert path(excused, late)[0].clock is Clock.LATE


def test_a_step_done_late_still_asks_why():
    stop = path(facts((Step.PREPARE, 0), (Step.DISCUSS, 16)), START + timedelta(days=16))[0]

    assert stop.clock is Clock.DONE_LATE
    assert stop.needs_reason


def test_going_back_opens_the_step_again():
    back = facts((Step.PREPARE, 0), (Step.DISCUSS, 5), (Step.DOCUMENT, 6), (Step.DISCUSS, 7))

    stops = path(back, START + timedelta(days=8))

    assert [stop.clock for stop in stops] == [Clock.DONE, Clock.HERE, Clock.TO_COME, Clock.TO_COME]
    assert stops[1].words == "Discuss: you are here, by 23 November 2026"


def test_an_ended_round_is_done_in_every_step():
    over = facts(
        (Step.PREPARE, 0), (Step.DISCUSS, 5), (Step.DOCUMENT, 6), (Step.REVIEW, 6), ended=360
    )

    stops = path(over, START + timedelta(days=400))

    assert over.is_over
    assert [stop.clock for stop in stops] == [Clock.DONE] * 4
    assert stops[3].done_on == START + timedelta(days=360)


def test_a_round_that_ended_early_leaves_the_steps_it_never_reached_undone():
    cut = facts((Step.PREPARE, 0), ended=3)

    assert path(cut, START + timedelta(days=4))[0].done_on == START + timedelta(days=3)


def test_dates_come_in_order_and_none_is_left_out():
    assert date_problems(DUE, start=START) == []
    wrong = {**DUE, Step.DISCUSS: START - timedelta(days=1), Step.REVIEW: None}
    assert [(p.where, p.words) for p in date_problems(wrong, start=START)] == [
        ("discuss", "“Discuss” cannot come before “Prepare”."),
        ("review", "Give a date for “Review”."),
    ]


def test_exactly_one_key_worker_holds_a_plan_at_any_time():
    a, b, c = START, START + timedelta(days=30), START + timedelta(days=40)

    assert key_worker_problems([(a, b), (b, None)]) == []
    assert key_worker_problems([]) == ["Nobody is the key worker."]
    assert key_worker_problems([(a, None), (b, None)]) == ["Two key workers at the same time."]
    assert key_worker_problems([(a, b), (c, None)]) == [
        "No key worker from 2 December 2026 to 12 December 2026."
    ]
    assert key_worker_problems([(a, b)]) == ["Nobody is the key worker now."]


steps_walked = st.lists(st.sampled_from(Step), max_size=12)


@given(steps_walked, st.integers(0, 400))
def test_a_path_always_has_four_stops_and_one_place_to_be(wishes, day):
    here, history = Step.PREPARE, [Reached(Step.PREPARE, START)]
    for number, wish in enumerate(wishes):
        if wish in NEXT_STEPS[here]:
            here = move(here, wish)
            history.append(Reached(here, START + timedelta(days=number)))
    stops = path(RoundFacts(DUE, history), START + timedelta(days=day))

    assert [stop.step for stop in stops] == list(Step)
    assert sum(1 for stop in stops if stop.done_on is None) == 4 - list(Step).index(here)
