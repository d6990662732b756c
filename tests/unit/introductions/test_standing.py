"""Where an introduction stands, whatever happened to it, in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.introductions.in_plan import PLAN_STATUS
from hearth.core.introductions.standing import AFTER, Event, NextStep, Standing, standing
from hearth.core.introductions.states import (
    ARRIVED,
    CAN_ASK_AGAIN,
    FIRST,
    MAY_TELL,
    NEEDS_A_REASON,
    NEXT_STATES,
    OVER,
    REASON_WORDS,
    STATE_WORDS,
    TASK_STATUS,
    Kind,
    Reason,
    State,
    Teller,
    can_be_told,
    move_problems,
)
from hearth.core.introductions.wording import (
    I_SAY,
    NEXT_FOR_PERSON,
    THEY_SAY,
    YOU_WORDS,
    of_slug,
    slug,
)
from hearth.core.kinds import KINDS

MADE = date(2026, 11, 2)
BEFORE_IT = {State.TOLD, State.REQUESTED, State.RECEIVED, State.ACCEPTED, State.WAITING}


@st.composite
def histories(draw):
    """All that is told of one introduction, each thing allowed by the table."""
    told = [Event(FIRST[draw(st.sampled_from(Kind))], MADE)]
    for _ in range(draw(st.integers(0, 8))):
        teller = draw(st.sampled_from(Teller))
        there = draw(st.sampled_from(State))
        reason = draw(st.none() | st.sampled_from(Reason))
        on = MADE + timedelta(days=draw(st.integers(0, 400)))
        if not move_problems(told[-1].state, there, reason, teller):
            told.append(Event(there, on, teller, reason))
    return told


@given(histories(), st.booleans())
def test_whatever_happens_an_introduction_stands_somewhere_that_makes_sense(told, is_settled):
    stands = standing(told, is_settled=is_settled)

    assert stands.state is told[-1].state
    assert (stands.due is None) == (stands.next_step is None)
    assert stands.due is None or stands.due > stands.since
    # Nobody has arrived before they were put in touch, or without having gone.
    went = [each.on for each in told if each.state in ARRIVED]
    assert stands.arrived_on == (min(went) if went else None)
    assert stands.arrived_on is None or stands.arrived_on >= MADE
    if stands.state in ARRIVED:
        assert stands.arrived_on
    # After the end nobody is asked anything; after a no somebody may look for something else.
    if stands.is_over:
        assert stands.next_step in (None, NextStep.FIND_ANOTHER)
    if is_settled:
        assert not (stands.is_over and stands.next_step)


@given(histories())
def test_nothing_happens_after_a_change_of_mind(told):
    states = [each.state for each in told]

    assert State.WITHDRAWN not in states[:-1]


@given(histories())
def test_nobody_stays_who_never_went(told):
    states = [each.state for each in told]
    for state in (State.STILL_GOING, State.STOPPED, State.COMPLETED):
        if state in states:
            assert State.STARTED in states[: states.index(state)]


def test_whoever_simply_went_has_arrived_from_wherever_they_stood():
    open_states = set(State) - {State.WITHDRAWN, State.STARTED, State.STILL_GOING}

    assert all(State.STARTED in NEXT_STATES[each] for each in open_states)


def test_before_somebody_went_they_can_change_their_mind_and_after_it_they_stop():
    for state in BEFORE_IT | {State.DID_NOT_ATTEND}:
        assert State.WITHDRAWN in NEXT_STATES[state]
    for state in (State.STARTED, State.STILL_GOING):
        assert State.WITHDRAWN not in NEXT_STATES[state]
        assert State.STOPPED in NEXT_STATES[state]


def test_a_no_needs_a_reason_but_not_from_the_person():
    assert move_problems(State.REQUESTED, State.REJECTED, None) == ["Choose a reason."]
    assert move_problems(State.REQUESTED, State.REJECTED, Reason.FULL) == []
    assert move_problems(State.STARTED, State.STOPPED, None, Teller.PERSON) == []
    assert "cannot become" in move_problems(State.TOLD, State.ACCEPTED, None)[0]


def test_the_person_does_not_answer_for_the_group_and_the_group_does_not_withdraw_them():
    assert not MAY_TELL[Teller.PERSON] & {State.ACCEPTED, State.REJECTED, State.WAITING}
    assert State.WITHDRAWN not in MAY_TELL[Teller.GROUP]
    assert can_be_told(State.REQUESTED, Teller.PERSON) == [
        State.STARTED, State.DID_NOT_ATTEND, State.WITHDRAWN,
    ]  # fmt: skip
    # Only making an introduction says that a group was asked.
    assert not any(
        State.REQUESTED in can_be_told(each, teller) for each in State for teller in Teller
    )


def test_an_introduction_begins_with_something_that_happened():
    with pytest.raises(ValueError, match="begins"):
        standing([])


def test_a_step_is_late_on_the_day_after_it_was_due_and_not_before():
    stands = standing([Event(State.REQUESTED, MADE)])

    assert stands.due == MADE + timedelta(days=7)
    assert not stands.is_late(stands.due)
    assert stands.is_late(stands.due + timedelta(days=1))
    assert not Standing(State.WITHDRAWN, MADE, None, None, None).is_late(date(2030, 1, 1))


def test_after_a_no_somebody_looks_for_something_else_until_they_have():
    told = [Event(State.REQUESTED, MADE), Event(State.REJECTED, MADE, Teller.GROUP, Reason.FULL)]

    assert standing(told).next_step is NextStep.FIND_ANOTHER
    assert standing(told, is_settled=True).next_step is None


def test_only_who_waits_has_a_place_in_the_line():
    told = [Event(State.REQUESTED, MADE), Event(State.WAITING, MADE, place=3)]

    assert standing(told).place == 3
    assert standing([*told, Event(State.ACCEPTED, MADE)]).place is None


def test_each_state_has_its_words_and_its_status_of_a_task():
    assert set(STATE_WORDS) == set(TASK_STATUS) == set(NEXT_STATES) == set(YOU_WORDS) == set(State)
    assert set(REASON_WORDS) == set(Reason)
    assert set(FIRST) == set(Kind)
    assert set(AFTER) >= CAN_ASK_AGAIN
    assert set(State) >= NEEDS_A_REASON
    assert set(I_SAY) == MAY_TELL[Teller.PERSON] - {State.WITHDRAWN}
    assert set(THEY_SAY) == MAY_TELL[Teller.STAFF] - {State.WITHDRAWN}
    assert set(NEXT_FOR_PERSON) <= set(State) - OVER | {State.REJECTED}


def test_each_status_in_the_plan_is_one_that_the_plan_has():
    choices = dict(KINDS["community"].field("status").choices)

    assert set(PLAN_STATUS.values()) <= set(choices)


def test_a_state_is_found_again_by_its_word_in_an_address():
    assert all(of_slug(slug(each)) is each for each in State)
    assert slug(State.DID_NOT_ATTEND) == "did-not-attend"
    assert of_slug("nonsense") is None
