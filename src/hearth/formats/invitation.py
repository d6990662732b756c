"""An invitation that calendars understand (RFC 5545). The same meeting keeps its identifier."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from hearth.core.house.meetings import Appointment

if TYPE_CHECKING:
    from icalendar import Event

MAKER = "-//Hearth//EN"


def invitation(
    appointment: Appointment,
    *,
    uid: UUID,
    sequence: int,
    changed_at: datetime,
    address: str,
    is_off: bool = False,
) -> bytes:
    """Write one meeting. A higher `sequence` moves it; `is_off` takes it out of calendars.

    Its title is what the group calls it, and `address` leads to the agenda: no agenda and nobody's
    words stand in a calendar that others may see.
    """
    from icalendar import Calendar  # On the first file: it takes a while to load.

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(appointment, uid, sequence, changed_at, address, is_off))
    return bytes(calendar.to_ical())


def _event(
    appointment: Appointment,
    uid: UUID,
    sequence: int,
    changed_at: datetime,
    address: str,
    is_off: bool,
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", str(uid))
    event.add("sequence", sequence)
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("dtstart", appointment.starts.astimezone(UTC))
    event.add("dtend", appointment.ends.astimezone(UTC))
    event.add("summary", appointment.title)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", address)
    where = ", ".join(filter(None, (appointment.place, appointment.link)))
    if where:
        event.add("location", where)
    return event
