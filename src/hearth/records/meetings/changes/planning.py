"""Plan a meeting, move it, and call it off."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hearth.core.house.meetings import AgendaItem, Appointment, appointment_obstacles
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.meetings.models import Item, Meeting
from hearth.records.people.models import Account


class CannotMeet(Refused):
    """This cannot be done with the meeting. The reasons say why."""


class ChangedMeanwhile(Refused):
    """Somebody else changed this since the page was opened. Nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this since you opened it. Look at it, and try again."
        )


def open_meeting(meeting: Meeting) -> Meeting:
    """Lock a meeting. Raises CannotMeet where its minutes are agreed, or it was called off."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.cancelled_at:
        raise CannotMeet("This meeting was called off.")
    if row.agreed.exists():
        raise CannotMeet("The minutes are agreed. Add a correction to them.")
    return row


@transaction.atomic
def plan_meeting(
    *,
    community: Community,
    appointment: Appointment,
    items: Iterable[AgendaItem],
    by: Account | None,
    at: datetime,
) -> Meeting:
    """Plan a meeting, with its first agenda. Raises CannotMeet."""
    if problems := appointment_obstacles(appointment):
        raise CannotMeet(problems)
    row = Meeting.objects.create(
        community=community, **_fields(appointment), made_at=at, changed_at=at, made_by=by
    )
    Item.objects.bulk_create(item_row(row, place, each) for place, each in enumerate(items, 1))
    audit.note(did="planned a meeting", by=by, at=at, what=str(row))
    return row


@transaction.atomic
def move_meeting(
    *, meeting: Meeting, appointment: Appointment, base: int, by: Account, at: datetime
) -> Meeting:
    """Change when or where it is. Calendars see a new sequence."""
    row = open_meeting(meeting)
    if row.sequence != base:
        raise ChangedMeanwhile
    if problems := appointment_obstacles(appointment):
        raise CannotMeet(problems)
    for name, value in _fields(appointment).items():
        setattr(row, name, value)
    row.sequence, row.changed_at = base + 1, at
    row.save()
    audit.note(did="changed a meeting", by=by, at=at, what=str(row))
    return row


@transaction.atomic
def call_off(*, meeting: Meeting, by: Account, at: datetime) -> None:
    """Call a meeting off. Calendars see that it is cancelled. One that has begun took place."""
    row = open_meeting(meeting)
    if row.starts <= at:
        raise CannotMeet("This meeting has begun.")
    row.cancelled_at = row.changed_at = at
    row.sequence += 1
    row.save()
    audit.note(did="called off a meeting", by=by, at=at, what=str(row))


def item_row(meeting: Meeting, place: int, item: AgendaItem) -> Item:
    """Return a row for an item, not saved yet."""
    return Item(
        meeting=meeting, place=place, title=item.title.strip(), minutes=item.minutes,
        elements=list(item.elements), kind=item.kind.value, why=item.why[:500],
        note=item.note.strip()[:1000],
    )  # fmt: skip


def _fields(appointment: Appointment) -> dict[str, object]:
    return {
        "title": appointment.title.strip(),
        "starts": appointment.starts,
        "length": appointment.length,
        "place": appointment.place.strip(),
        "link": appointment.link.strip(),
        "chair": appointment.chair.strip(),
    }
