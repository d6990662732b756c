"""One appointment as an iCalendar file. The title tells nobody what it is about."""

from datetime import UTC, datetime, timedelta

LASTS = timedelta(minutes=30)


def appointment(start: datetime, *, uid: str, made_at: datetime) -> str:
    """Write RFC 5545 text for one appointment of 30 minutes; lines end in CRLF."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hearth//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_moment(made_at)}",
        f"DTSTART:{_moment(start)}",
        f"DTEND:{_moment(start + LASTS)}",
        "SUMMARY:Appointment",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
