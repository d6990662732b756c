"""Working days: what "within three working days" means on a calendar."""

from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Say whether people are at work: no weekend, and not one of `holidays`."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(start: date, days: int, holidays: Container[date]) -> date:
    """Return the day that is `days` working days after `start`; `start` itself never counts.

    Zero days gives `start`. A promise that is made on a Friday for one day falls due on Monday.
    """
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return day
