"""Working days, against the bank holidays that England has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.appeal import State
from hearth.core.working_days import is_working_day, working_days_after
from hearth.site.jurisdiction import load

FRIDAY = date(2026, 11, 6)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 11, 9)),
        (FRIDAY, 3, date(2026, 11, 11)),
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        # Christmas Day, the weekend, and the day given for Boxing Day.
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        # Good Friday and Easter Monday.
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 8, 28), 1, date(2026, 9, 1)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start, days, due):
    assert working_days_after(start, days, load("england").appeal.holidays) == due


@given(DAYS, st.integers(1, 40))
def test_a_due_day_is_a_working_day_and_as_many_working_days_later(start, days):
    closed = load("england").appeal.holidays
    due = working_days_after(start, days, closed)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]

    assert is_working_day(due, closed)
    assert sum(is_working_day(day, closed) for day in between) == days


def test_only_a_day_can_be_a_bank_holiday():
    assert "25 December" not in load("england").appeal.holidays


def test_a_day_to_talk_is_due_on_that_day_and_what_is_over_is_never_due():
    rules = load("england").appeal

    assert rules.due(State.INVITED, FRIDAY) == FRIDAY
    assert rules.due(State.RAISED, FRIDAY) == date(2026, 11, 11)
    assert rules.due(State.CLOSED, FRIDAY) is None
    assert rules.refer_by(FRIDAY) == date(2026, 11, 10)
