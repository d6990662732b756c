"""Read single values: days, numbers and texts, whatever the source wrote."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from hearth.core.cohorts.tables import Column
from hearth.jobs.extract.batches import Rejected

EPOCH = date(1970, 1, 1).toordinal()
FIRST_YEAR, LAST_YEAR = 1850, 2199
MOST_DAYS = 100_000
LARGEST = 1e15

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)[T ]?)?)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,3})?", re.ASCII)


class Days:
    """Reads dates into days from 1970. A month counts as its first day, a year as 1 January.

    Dates come again and again: those seen are kept, up to a limit.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def read(self, text: Any, column: str) -> int:
        """Read an ISO date, or the date of a time. Raises Rejected, naming the column."""
        # With the letter behind it, so that what is cut off here was the time of a day.
        day = self._seen.get(text[:11]) if type(text) is str else None
        return self._new(text, column) if day is None else day

    def _new(self, text: Any, column: str) -> int:
        form = _FORM.fullmatch(text[:11]) if type(text) is str else None
        if form is None:
            raise Rejected(column, "This is not a date.")
        if len(self._seen) >= MOST_DAYS:
            self._seen.clear()
        year, month, day = form.groups("1")
        self._seen[text[:11]] = count = counted(int(year), int(month), int(day), column)
        return count


def counted(year: int, month: int, day: int, column: str) -> int:
    """Count a day from 1970. Raises Rejected for one that is not in the calendar, or far off."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Rejected(column, f"The year is not from {FIRST_YEAR} to {LAST_YEAR}.")
    try:
        return date(year, month, day).toordinal() - EPOCH
    except ValueError as error:
        raise Rejected(column, "This day is not in the calendar.") from error


def day_by_form(text: str, forms: Sequence[str], column: str) -> int:
    """Read a date in one of the forms that a mapping names, as `strptime` writes them."""
    for form in forms:
        try:
            read = datetime.strptime(text, form)
        except ValueError:
            continue
        return counted(read.year, read.month, read.day, column)
    raise Rejected(column, "This is not a date.")


def after_last(day: int | None) -> int | None:
    """Return the first day on which something no longer runs, from the last on which it does."""
    return None if day is None else day + 1


def text_of(text: Any, most: int, column: str) -> str | None:
    """Read a short text. Raises Rejected where it is no text, too long, or has hidden signs."""
    if text is None or text == "":
        return None
    if type(text) is not str:
        raise Rejected(column, "This is not a text.")
    if len(text) > most:
        raise Rejected(column, f"This is longer than {most} letters.")
    if not text.isprintable():
        raise Rejected(column, "This has signs that cannot be printed.")
    return text.strip() or None


def number_of(value: Any, column: str) -> float | None:
    """Read a number that JSON gave."""
    if value is None:
        return None
    if type(value) not in (int, float) or not -LARGEST < value < LARGEST:
        raise Rejected(column, "This is not a number.")
    return float(value)


def number_in(text: str, column: str) -> float | None:
    """Read a number that CSV gave, written with a point and in plain figures."""
    if _NUMBER.fullmatch(text) is None:
        raise Rejected(column, "This is not a number.")
    return number_of(float(text), column)


def small_number(text: str, column: Column, where: str) -> int:
    """Read a whole number within its column's bounds."""
    number = number_in(text, where) or 0
    least, most = column.within or (-128, 127)
    if number != int(number) or not least <= number <= most:
        raise Rejected(where, f"This is not a whole number from {least} to {most}.")
    return int(number)
