"""Disagreement: its steps, who takes each, its clocks, and what each step must say."""

from datetime import date, timedelta

import pytest

from hearth.core.appeal import (
    DUTIES,
    ENDED,
    NEEDS_ACTOR,
    NEXT_APPEAL_STEPS,
    STATE_NAMES,
    STATE_WORDS,
    TAKEN_BY,
    About,
    Happened,
    State,
    StepTaken,
    Taker,
    move_problems,
    next_steps,
    state_of,
    step_problems,
    stops,
)
from hearth.core.words import Section
from tests.journeys.reading import assert_plain

DAY = date(2026, 11, 2)
EVERYONE = frozenset(Taker)


def happened(*days: tuple[State, int, int | None], excused: int = 0) -> list[Happened]:
    return [
        Happened(
            number, state, DAY + timedelta(on), "Ruth",
            due=None if due is None else DAY + timedelta(due), excused=number == excused,
        )
        for number, (state, on, due) in enumerate(days, 1)
    ]  # fmt: skip


@pytest.mark.parametrize("here", State)
@pytest.mark.parametrize("there", State)
def test_a_disagreement_moves_only_as_the_table_says(here, there):
    allowed = there in NEXT_APPEAL_STEPS[here]

    assert (move_problems(here, there, EVERYONE) == []) is allowed
    assert (there in next_steps(here, EVERYONE)) is allowed


@pytest.mark.parametrize("there", [each for each in State if each is not State.RAISED])
def test_nobody_takes_a_step_that_is_another_ones(there):
    here = next(each for each in State if there in NEXT_APPEAL_STEPS[each])
    for taker in Taker:
        mine = taker in TAKEN_BY[there]
        assert (move_problems(here, there, frozenset({taker})) == []) is mine
        assert (there in next_steps(here, frozenset({taker}))) is mine


def test_each_way_leads_to_an_end_and_an_end_leads_nowhere():
    for here in State:
        reached, new = {here}, {here}
        while new:
            new = {there for each in new for there in NEXT_APPEAL_STEPS[each]} - reached
            reached |= new
        assert reached & ENDED
    assert all(not NEXT_APPEAL_STEPS[each] for each in ENDED)


def test_until_there_is_an_answer_who_raised_it_can_take_it_back_or_outside():
    waiting = set(State) - ENDED - {State.SETTLED, State.DECIDED, State.OUTSIDE}

    for here in waiting:
        theirs = next_steps(here, frozenset({Taker.RAISED_IT}))
        assert {State.WITHDRAWN, State.OUTSIDE} <= set(theirs)


def test_every_state_has_words_and_every_open_one_a_duty():
    assert set(STATE_WORDS) == set(STATE_NAMES) == set(TAKEN_BY) == set(State)
    assert set(DUTIES) == set(State) - ENDED
    assert set(DUTIES) >= NEEDS_ACTOR
    assert_plain("\n".join([*STATE_WORDS.values(), *STATE_NAMES.values()]))


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        (StepTaken(State.RAISED), ["words", "remedy"]),
        (StepTaken(State.RAISED, "It is wrong", "Change it"), []),
        (StepTaken(State.ACKNOWLEDGED), ["actor"]),
        (StepTaken(State.ACKNOWLEDGED, actor="Ruth"), []),
        (StepTaken(State.INVITED, "At home", actor="Ruth"), ["on"]),
        (StepTaken(State.INVITED, "At home", actor="Ruth", on=DAY - timedelta(1)), ["on"]),
        (StepTaken(State.INVITED, "At home", actor="Ruth", on=DAY), []),
        (StepTaken(State.TALKED, "We talked", actor="Ruth", on=DAY), []),
        (StepTaken(State.TALKED, "We talked", actor="Ruth", on=DAY + timedelta(1)), ["on"]),
        (StepTaken(State.TALKED, "We talked", actor="Ruth", on=DAY - timedelta(9)), ["on"]),
        (StepTaken(State.DECIDED, " ", " ", actor="Ruth"), ["words", "remedy"]),
        (StepTaken(State.WITHDRAWN), []),
        (StepTaken(State.CLOSED), ["words"]),
    ],
)
def test_a_step_says_what_is_missing_from_it(step, wrong):
    found = step_problems(step, today=DAY, since=DAY - timedelta(7))

    assert [each.where for each in found] == wrong


def test_where_a_disagreement_stands_is_its_newest_step():
    assert state_of(happened((State.RAISED, 0, 3), (State.ACKNOWLEDGED, 1, 8))) is (
        State.ACKNOWLEDGED
    )


def test_a_day_that_goes_by_is_late_until_it_is_kept_and_asks_why():
    history = happened((State.RAISED, 0, 3), (State.ACKNOWLEDGED, 5, 10), excused=1)

    first, second = stops(history, DAY + timedelta(10))
    assert (first.is_late, first.needs_reason, first.done_on) == (True, False, DAY + timedelta(5))
    assert (second.is_late, second.needs_reason, second.done_on) == (False, False, None)
    assert stops(history, DAY + timedelta(11))[1].needs_reason
    assert not stops(happened((State.CLOSED, 0, None)), DAY + timedelta(99))[0].is_late


def test_what_it_is_about_is_said_without_quoting_the_plan():
    assert About().words == "The whole plan"
    assert About(is_decision=True).words == "A decision"
    assert About(Section.GOALS).words == "“My goals”"
    assert About(Section.GOALS, "some-thread").words == "A line in “My goals”"
