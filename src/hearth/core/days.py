"""Days: so many months on or back, quarters of a year, and both in words."""

from calendar import monthrange
from datetime import date

QUARTER = 3
"""The months of a quarter of a year."""


def months_from(day: date, months: int) -> date:
    """Return the same day so many months on, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or that month's last day where it is shorter."""
    return months_from(day, -months)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on; the 1st of the month after where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return months_after(day.replace(day=1), months + 1)


def day_words(day: date) -> str:
    """Write a day as people read it: 31 March 2024."""
    return f"{day.day} {day:%B %Y}"


def quarter_of(day: date) -> date:
    """Return the first day of its quarter of a year."""
    return day.replace(month=(day.month - 1) // QUARTER * QUARTER + 1, day=1)


def quarter_words(quarter: date) -> str:
    """Write a quarter of a year by its first day: “January to March 2027”."""
    return f"{quarter:%B} to {months_from(quarter, QUARTER - 1):%B %Y}"
