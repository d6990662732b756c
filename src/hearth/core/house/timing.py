"""Find what a line of an agenda or a work plan says of time: how long, from when, by which day."""

import re
from collections.abc import Iterator
from datetime import date

MOST_MINUTES = 600
EDGES = " \t\u00a0-–—|;,:·"

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(
        r"(?<![\d/.])(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>\d{4}|\d{2})(?!\d)"
    ),
    re.compile(rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?(?!\w)", re.I),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:,?\s+(?P<year>\d{{4}}))?(?![\w:])", re.I),
)
BY_WHEN = re.compile(r"[\s(,;–—-]*\b(?:by|due|before|on|until|deadline)\b[\s:]*$", re.I)


def _clock(name: str) -> str:
    return (
        r"(?<![\d.:£])(?=\d{1,2}(?:[:.][0-5]\d|\s*[ap]\.?m\b))"
        rf"(?P<{name}h>[01]?\d|2[0-3])(?:[:.](?P<{name}m>[0-5]\d))?(?!\d)"
        rf"\s*(?P<{name}half>[ap]\.?m\b\.?)?"
    )


FROM_TO = re.compile(rf"\(?{_clock('a')}\s*(?:-|–|—|to|until)\s*{_clock('b')}\)?", re.I)
STARTS_AT = re.compile(
    rf"^[(\[]?{_clock('a')}[)\]]?(?=[\s:,–—-]|$)(?!\s*(?:hours?|hrs?|h)\b)", re.I
)
LASTS = (
    re.compile(
        r"[(\[]?(?<![\d.£])(?P<minutes>\d{1,3})\s*(?:mins?\b|minutes?\b|['’′](?!\w))\.?[)\]]?", re.I
    ),
    re.compile(r"[(\[](?P<minutes>\d{1,3})\s*m[)\]]", re.I),
    re.compile(r"[(\[](?P<minutes>\d{1,3})[)\]]\s*$"),
)
HOURS = re.compile(r"[(\[]?(?<![\d.£])(?P<hours>\d(?:\.5)?|½)\s*(?:hours?|hrs?|h)\b\.?[)\]]?", re.I)


def length(text: str) -> tuple[int | None, int | None, str]:
    """Return minutes, when it starts (minutes of the day), and the words that are left."""
    if found := FROM_TO.search(text):
        if not 0 < (lasts := _between(found)) <= MOST_MINUTES:
            return None, None, text
        return lasts, _minute(found, "a"), without(text, found)
    starts = None
    if found := STARTS_AT.match(text):
        starts, text = _minute(found, "a"), text[found.end() :].strip(EDGES)
    for pattern in LASTS:
        if (found := pattern.search(text)) and 0 < int(found["minutes"]) <= MOST_MINUTES:
            return int(found["minutes"]), starts, without(text, found)
    if found := HOURS.search(text):
        hours = 0.5 if found["hours"] == "½" else float(found["hours"])
        return int(hours * 60) or None, starts, without(text, found)
    return None, starts, text


def begins_with_a_time(text: str) -> bool:
    """Say whether a line starts with the clock, or with how long: “10.30” is no number then."""
    return any(pattern.match(text) for pattern in (FROM_TO, STARTS_AT, HOURS, LASTS[0]))


def by_when(text: str, *, near: date) -> tuple[date | None, str]:
    """Return the day that ends or begins a line, and the words without it.

    A day in the middle of a sentence says something else, and stays.
    """
    for found, day in _days(text, near):
        before, after = text[: found.start()], text[found.end() :]
        if not after.strip(EDGES + ".)("):
            return day, BY_WHEN.sub("", before).strip(EDGES + "(")
        if not before.strip(EDGES + "("):
            return day, after.strip(EDGES + ")")
    return None, text


def read_day(text: str, *, near: date) -> date | None:
    """Return the first day that a text names; without a year, the one nearest to `near`."""
    return next((day for _, day in _days(text, near)), None)


def without(text: str, found: re.Match[str]) -> str:
    """Return the words around what was found."""
    before, after = text[: found.start()].rstrip(EDGES), text[found.end() :].lstrip(EDGES)
    space = "" if after.startswith((".", "?", "!")) else " "
    return f"{before}{space}{after}".strip()


def _between(found: re.Match[str]) -> int:
    lasts = _minute(found, "b") - _minute(found, "a")
    # “12:30-1:15”: half a day later than it says.
    return lasts if lasts > 0 else lasts + 12 * 60


def _minute(found: re.Match[str], which: str) -> int:
    hour, half = int(found[f"{which}h"]), (found[f"{which}half"] or "").casefold()
    if half.startswith("p") and hour < 12:
        hour += 12
    return hour * 60 + int(found[f"{which}m"] or 0)


def _days(text: str, near: date) -> Iterator[tuple[re.Match[str], date]]:
    for pattern in DATES:
        for found in pattern.finditer(text):
            if day := _day(found, near):
                yield found, day


def _day(found: re.Match[str], near: date) -> date | None:
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    year, day = parts.get("year"), int(parts["day"])
    if year:
        whole = int(year) + (2000 if len(year) == 2 else 0)
        return _date(whole, month, day) if 1990 <= whole <= 2100 else None
    years = (near.year - 1, near.year, near.year + 1)
    days = [each for each in (_date(y, month, day) for y in years) if each]
    return min(days, key=lambda each: (abs(each - near), each), default=None)


def _month(word: str) -> int:
    return MONTHS.index(word[:3].casefold()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
