"""Dates as iCalendar files (RFC 5545). A title tells nobody what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LASTS = timedelta(minutes=30)
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hearth//EN")


@dataclass(frozen=True)
class Event:
    """One thing to keep free: a moment, or a whole day. `uid` stays the same when it moves."""

    start: datetime | date
    uid: str


def appointment(start: datetime, *, uid: str, made_at: datetime) -> str:
    """Write RFC 5545 text for one appointment of 30 minutes; lines end in CRLF."""
    return calendar([Event(start, uid)], made_at=made_at)


def calendar(events: Iterable[Event], *, made_at: datetime) -> str:
    """Write a whole calendar; an appointment lasts 30 minutes. Lines end in CRLF."""
    lines = [*HEAD, *(line for event in events for line in _lines(event, made_at)), "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in lines)


def _lines(event: Event, made_at: datetime) -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(made_at)}",
        *_when(event.start),
        "SUMMARY:Appointment",
        "END:VEVENT",
    )


def _when(start: datetime | date) -> tuple[str, ...]:
    if isinstance(start, datetime):
        return f"DTSTART:{_moment(start)}", f"DTEND:{_moment(start + LASTS)}"
    return (f"DTSTART;VALUE=DATE:{start:%Y%m%d}",)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
