"""Tell the members of a meeting: that it is, that it has moved, or that it is called off."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core.messages import Audience
from hearth.records.audit import changes as audit
from hearth.records.house.models import Seat
from hearth.records.house.queries import members_of
from hearth.records.meetings.changes.planning import CannotMeet
from hearth.records.meetings.models import Meeting
from hearth.records.meetings.queries import to_tell
from hearth.records.people.models import Account, Person
from hearth.records.people.telling import tell_account


@transaction.atomic
def tell_members(*, meeting: Meeting, by: Account, at: datetime) -> int:
    """Post an email to each member who has a seat now; once for each change. Says how many.

    Raises CannotMeet where they know it already, or where it is too late.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    kind = to_tell(row, at=at)
    if kind is None:
        raise CannotMeet("The members know this already, or the meeting has begun.")
    seats = [
        seat for seat in members_of(row.community, timezone.localdate(at)) if seat.account.is_active
    ]
    persons = _persons_of(seats)
    for seat in seats:
        person = persons.get(seat.account_id)
        tell_account(
            account=seat.account, kind=kind, by=by, at=at, person_id=person,
            # Who has a plan here gets no message after they have died, and those in grief none.
            audience=Audience.PERSON if person else Audience.STAFF,
            about=f"meeting {row.pk}", path=f"/house/meetings/{row.pk}/",
            fields={"when": f"{timezone.localtime(row.starts):%A %-d %B %Y, %H:%M}"},
        )  # fmt: skip
    Meeting.objects.filter(pk=row.pk).update(told_sequence=row.sequence, told_at=at)
    audit.note(did="told the members of a meeting", by=by, at=at, what=str(row))
    return len(seats)


def _persons_of(seats: list[Seat]) -> dict[int | None, UUID]:
    """Return who of these members has a plan here themselves: the person, by the account."""
    rows = Person.objects.filter(account__in=[each.account_id for each in seats])
    return dict(rows.values_list("account_id", "pk"))
