"""Arrival: who is counted, who cannot be known yet, and what is never shown."""

from datetime import date, timedelta

import pytest

from hearth.core.introductions.arrival import Came, Course, arrival, came_of, course
from hearth.core.introductions.standing import Event
from hearth.core.introductions.states import State

TODAY = date(2026, 11, 2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_course(*told: tuple[State, int], need: str = "company") -> Course | None:
    """`told`: (state, so many days ago)."""
    return course((Event(state, ago(days)) for state, days in told), need)


def went(days: int, *, still: bool | None = None, introduced: int = 300) -> Course:
    told = [(State.REQUESTED, introduced), (State.STARTED, days)]
    if still is not None:
        told.append((State.STILL_GOING if still else State.STOPPED, days - 91))
    return course(Event(state, ago(each)) for state, each in told)


NEVER = Course(ago(300), ended=True)
SILENT = Course(ago(300))


def test_who_was_only_told_is_not_introduced():
    assert a_course((State.TOLD, 10), (State.STARTED, 2)) is None


def test_who_was_told_first_is_introduced_on_the_day_that_the_group_was_asked():
    its = a_course((State.TOLD, 10), (State.REQUESTED, 5), (State.STARTED, 2))

    assert (its.introduced_on, its.arrived_on) == (ago(5), ago(2))


@pytest.mark.parametrize("state", [State.REJECTED, State.DID_NOT_ATTEND, State.WITHDRAWN])
def test_who_said_no_did_not_go_unless_they_went_once(state):
    assert a_course((State.REQUESTED, 9), (state, 1)).ended
    assert not a_course((State.REQUESTED, 9), (State.STARTED, 5)).ended
    assert not a_course((State.REQUESTED, 9), (state, 6), (State.ACCEPTED, 5)).ended


def test_still_counts_from_about_three_months_and_stopped_at_any_time():
    told = [(State.REQUESTED, 200), (State.STARTED, 190)]

    assert a_course(*told, (State.STILL_GOING, 170)).still == ()
    assert a_course(*told, (State.STILL_GOING, 113)).still == ((ago(113), True),)
    assert a_course(*told, (State.STOPPED, 170)).still == ((ago(170), False),)
    assert a_course(*told, (State.COMPLETED, 90)).still == ((ago(90), False),)


def test_a_person_went_when_they_went_to_one_thing_and_is_not_known_while_one_is_open():
    assert came_of([NEVER, went(10)]) is Came.CAME
    assert came_of([NEVER, SILENT]) is Came.NOT_KNOWN
    assert came_of([NEVER, NEVER]) is Came.DID_NOT


def test_the_headline_counts_people_and_says_of_whom():
    people = [[went(200, still=True), went(10)]] * 20 + [[went(200, still=False)]] * 10
    people += [[went(20)]] * 10 + [[NEVER]] * 20 + [[SILENT]] * 10 + [[Course(ago(5))]] * 10

    found = arrival(people, TODAY)

    assert (found.introduced, found.came, found.long_ago, found.stays) == (70, 40, 30, 20)
    assert (found.percent, found.stays_percent, found.too_new) == (57, 67, 10)
    assert found.by_need.totals == (40, 20, 10)
    assert (found.since, found.until) == (ago(28 + 364), ago(28))


def test_who_was_introduced_before_the_year_or_in_the_last_weeks_is_not_counted():
    found = arrival([[Course(ago(393))], [Course(ago(27))]] * 10, TODAY)

    assert (found.introduced, found.too_new) == (0, 10)
    assert found.percent is None


def test_each_person_is_counted_once_by_their_first_need_and_month():
    first = Course(ago(100), ago(90), need="food")
    people = [[Course(ago(50), need="moving"), first]] * 10

    found = arrival(people, TODAY)

    assert found.by_need.rows == {"food": (10, 0, 0)}
    assert found.by_month.rows == {"2026-07": (10, 0, 0)}


def test_few_people_are_not_shown():
    found = arrival([[went(200, still=True)]] * 3, TODAY)

    assert found.introduced is None
    assert found.percent is None
    assert found.by_need.is_withheld


def test_one_who_did_not_arrive_cannot_be_got_by_taking_away():
    found = arrival([[went(200)]] * 20 + [[NEVER]], TODAY)

    assert found.introduced == 20
    assert found.came is None
    assert found.by_need.is_withheld
