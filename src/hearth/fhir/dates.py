"""Dates as R4 writes them, as the span of moments that they mean: 2026-03 is all of March."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

Span = tuple[datetime | None, datetime | None]
"""The first moment, and the first after the last; None for an open end."""

EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
LATEST = datetime(9999, 12, 29, tzinfo=UTC)
"""What stands in the index for an open end."""

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<hour>\d{2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.(?P<part>\d{1,9}))?)?(?P<zone>Z|[+-]\d{2}:\d{2})?)?)?)?"
)


def span_of(text: str) -> tuple[datetime, datetime] | None:
    """Return the span of a date, dateTime or instant; None for what is none."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return _span(found)
    except (ValueError, OverflowError):
        return None


def _span(found: re.Match[str]) -> tuple[datetime, datetime]:
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    if not found["hour"]:
        first = date(year, month, day)
        return _midnight(first), _midnight(_after(first, found))
    second = int(found["second"] or 0)
    moment = datetime(year, month, day, int(found["hour"]), int(found["minute"]), min(second, 59))
    moment = moment.replace(microsecond=int((found["part"] or "")[:6].ljust(6, "0")))
    start = _zoned(moment, found["zone"])
    if found["part"]:
        return start, start + timedelta(microseconds=10 ** max(0, 6 - len(found["part"])))
    return start, start + (timedelta(seconds=1) if found["second"] else timedelta(minutes=1))


def _after(first: date, found: re.Match[str]) -> date:
    if found["day"]:
        return first + timedelta(days=1)
    if found["month"]:
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date(first.year + 1, 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def _zoned(moment: datetime, zone: str | None) -> datetime:
    if not zone:
        return moment.replace(tzinfo=timezone.get_default_timezone())
    return datetime.fromisoformat(moment.isoformat() + zone.replace("Z", "+00:00")).astimezone(UTC)


def span_of_period(held: dict[str, Any]) -> Span | None:
    """Return the span of a Period. An end that is not said is open."""
    start = span_of(str(held.get("start", "")))
    end = span_of(str(held.get("end", "")))
    if not start and not end:
        return None
    return (start[0] if start else None), (end[1] if end else None)


def span_of_timing(held: dict[str, Any]) -> Span | None:
    """Return the span from the first to the last moment that a Timing names."""
    repeat = held.get("repeat")
    if isinstance(repeat, dict) and isinstance(repeat.get("boundsPeriod"), dict):
        return span_of_period(repeat["boundsPeriod"])
    spans = [found for each in held.get("event", []) if (found := span_of(str(each)))]
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
