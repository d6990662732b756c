"""What may become of an action, what is late, and what waits for what."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.house.work import (
    MOST_DAYS,
    NEXT_WORK_STATES,
    Said,
    Work,
    WorkState,
    blocked_by,
    change_obstacles,
    circle,
    dependence_obstacles,
    in_order,
    levels,
    move_obstacles,
    obstacles,
    waiting_for,
)

TODAY = date(2026, 11, 2)


def work(number, title="", *, due=None, state=WorkState.PLANNED, on=(), **more):
    said = Said(title or f"Action {number}", due=due, **more)
    return Work(number, said, state, TODAY, depends_on=tuple(on))


def words(refusals):
    return [each.words for each in refusals]


def test_an_action_needs_to_say_what_is_to_be_done():
    assert words(obstacles(Said("  "))) == ["Say what is to be done."]
    assert obstacles(Said("Train the nurses")) == []


def test_words_that_are_too_long_and_days_that_cannot_be_are_refused_at_their_field():
    found = obstacles(Said("x" * 161, owner="y" * 101, effort=MOST_DAYS + 1))

    assert [each.where for each in found] == ["title", "owner", "effort"]
    assert obstacles(Said("Train", effort=0))[0].where == "effort"


def test_a_date_is_moved_only_with_a_reason():
    before = Said("Train the nurses", due=TODAY)
    after = replace(before, due=TODAY + timedelta(days=30))

    assert words(change_obstacles(before, after, " ")) == [
        "The date is not the same any more. Say why."
    ]
    assert change_obstacles(before, after, "The trainer was ill") == []
    assert change_obstacles(before, replace(before, title="Train them all"), "") == []
    assert change_obstacles(replace(before, due=None), after, "") == []
    assert change_obstacles(before, after, "x" * 301)[0].where == "reason"


def test_each_move_of_the_table_is_allowed_and_no_other():
    for here in WorkState:
        for there in WorkState:
            may = there in NEXT_WORK_STATES[here]
            assert (move_obstacles(here, there, "They said so") == []) is may


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        (WorkState.GOING_ON, WorkState.WAITING, "Say what it waits for."),
        (WorkState.PLANNED, WorkState.STOPPED, "Say why it is stopped."),
        (WorkState.DONE, WorkState.GOING_ON, "It was “done”. Say why it is open again."),
        (WorkState.STOPPED, WorkState.PLANNED, "It was “stopped”. Say why it is open again."),
    ],
)
def test_waiting_stopping_and_opening_again_need_a_reason(here, there, said):
    assert words(move_obstacles(here, there, " ")) == [said]


def test_a_plain_step_needs_no_reason_and_a_long_one_is_refused():
    assert move_obstacles(WorkState.PLANNED, WorkState.DONE, "") == []
    assert move_obstacles(WorkState.PLANNED, WorkState.DONE, "x" * 301)[0].where == "why"


def test_days_late_count_from_the_day_after_and_only_while_it_is_open():
    assert work(1, due=TODAY).days_late(TODAY) == 0
    assert work(1, due=TODAY - timedelta(days=3)).days_late(TODAY) == 3
    assert work(1, due=TODAY - timedelta(days=3), state=WorkState.DONE).days_late(TODAY) == 0
    assert work(1).days_late(TODAY) == 0


def test_the_list_begins_with_the_latest_and_ends_with_what_is_over():
    rows = [
        work(1, state=WorkState.DONE, due=TODAY - timedelta(days=90)),
        work(2),
        work(3, due=TODAY + timedelta(days=9)),
        work(4, due=TODAY - timedelta(days=2)),
        work(5, due=TODAY - timedelta(days=20)),
    ]

    assert [each.number for each in in_order(rows, TODAY)] == [5, 4, 3, 2, 1]


def test_an_owner_is_named_with_their_organisation():
    assert work(1, owner="Priya Nair", organisation="Holmbeck Trust").owner == (
        "Priya Nair, Holmbeck Trust"
    )
    assert work(1, organisation="Holmbeck Trust").owner == "Holmbeck Trust"
    assert work(1).owner == ""


def test_a_state_is_said_as_a_page_says_it():
    assert [each.words for each in WorkState][:2] == ["Planned", "Going on"]


def test_an_action_is_blocked_by_all_that_it_needs_and_that_is_not_done():
    rows = [
        work(1, state=WorkState.DONE),
        work(2, state=WorkState.STOPPED),
        work(3, state=WorkState.GOING_ON),
        work(4, on=(1, 2, 3)),
    ]

    assert [each.number for each in blocked_by(rows[3], rows)] == [2, 3]
    assert [each.number for each in waiting_for(rows[2], rows)] == [4]
    assert blocked_by(replace(rows[3], state=WorkState.DONE), rows) == []


def test_a_circle_is_refused_with_its_chain_named():
    rows = [work(1, "Train"), work(2, "Find money", on=(3,)), work(3, "Make the case", on=(1,))]

    assert words(dependence_obstacles(1, [2], rows)) == [
        "They would wait for each other: “Train” needs “Find money” needs “Make the case” "
        "needs “Train”."
    ]
    assert dependence_obstacles(2, [3, 1], rows) == []
    assert words(dependence_obstacles(1, [1], rows)) == [
        "They would wait for each other: “Train” needs “Train”."
    ]


def test_only_an_action_of_the_same_plan_can_be_needed():
    assert words(dependence_obstacles(1, [9], [work(1)])) == [
        "One of these actions is not in this plan."
    ]


def test_steps_come_in_the_order_in_which_they_can_be_done():
    rows = [
        work(1, on=(2, 3)),
        work(2, on=(4,)),
        work(3),
        work(4),
        work(5),
        work(6, on=(7,)),
        work(7, state=WorkState.DONE),
    ]

    assert [[each.number for each in step] for step in levels(rows)] == [[3, 4], [2], [1]]


def test_a_circle_that_came_from_elsewhere_ends_all_the_same():
    assert len(levels([work(1, on=(2,)), work(2, on=(1,))])) == 1


@given(st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7), max_size=4)))
def test_a_circle_is_found_exactly_where_there_is_one(wanted):
    """Each tie is added only where no circle is found: in the end no action leads to itself."""
    held: dict[int, set[int]] = {}
    for one, on in wanted.items():
        for other in sorted(on):
            chain = circle(one, [other], held)
            if chain:
                assert chain[0] == chain[-1] == one
                assert all(to in held.get(here, set()) for here, to in list(pairwise(chain))[1:])
            else:
                held.setdefault(one, set()).add(other)
    rows = [work(number, on=held.get(number, ())) for number in range(8)]
    place = {each.number: step for step, ones in enumerate(levels(rows)) for each in ones}
    assert all(place[d] < place[n] for n, on in held.items() for d in on)
