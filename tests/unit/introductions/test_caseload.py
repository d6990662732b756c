"""What comes next for whom: the late first, and a free place for who is first in the line."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearth.core.introductions.caseload import Case, by_next_step, first_in_line, with_places
from hearth.core.introductions.standing import Event, NextStep, standing
from hearth.core.introductions.states import State

TODAY = date(2026, 11, 22)


def case(key, state, days_ago=0, place=None, activity="choir"):
    stands = standing([Event(state, TODAY - timedelta(days=days_ago), place=place)])
    return Case(key, activity, stands)


cases = st.lists(
    st.builds(
        case, st.uuids().map(str), st.sampled_from(State), st.integers(0, 300),
        st.none() | st.integers(1, 9), st.sampled_from(["choir", "tea"]),
    ),
    max_size=12,
)  # fmt: skip


@given(cases)
def test_the_longest_due_comes_first_and_what_is_over_is_not_there(held):
    found = by_next_step(held)

    assert [each.standing.due for each in found] == sorted(each.standing.due for each in found)
    assert all(each.standing.next_step for each in found)


@given(cases, st.integers(0, 5))
def test_as_many_are_offered_a_place_as_there_are_and_nobody_is_moved(held, free):
    found = with_places(held, {"choir": free}, TODAY)

    offered = [each for each in found if each.standing.next_step is NextStep.OFFER_PLACE]
    waits = [
        each for each in held if each.activity == "choir" and each.standing.state is State.WAITING
    ]
    assert len(offered) == min(free, len(waits))
    assert [each.standing.state for each in found] == [each.standing.state for each in held]


def test_the_line_is_the_groups_own_then_who_waits_longest():
    line = [
        case("c", State.WAITING, 90), case("b", State.WAITING, 5, place=2),
        case("a", State.WAITING, 3, place=1), case("d", State.WAITING, 120),
    ]  # fmt: skip

    assert [each.key for each in first_in_line(line)] == ["a", "b", "d", "c"]


def test_a_free_place_is_offered_within_two_days():
    [found] = with_places([case("a", State.WAITING)], {"choir": 1}, TODAY)

    assert found.standing.due == TODAY + timedelta(days=2)
