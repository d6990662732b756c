"""Give a seat in the steering group, and end it."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.house.assessing import Voice
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.house.changes.keepers import let_go_of_parts
from hearth.records.house.models import Seat
from hearth.records.people.models import Account


class CannotSeat(Refused):
    """This person has a seat already, or none to give up."""


@transaction.atomic
def give_seat(
    *,
    community: Community,
    to: Account,
    voice: Voice,
    by: Account | None,
    at: datetime,
    starts: date | None = None,
) -> Seat:
    """Let somebody sit in the steering group. Raises CannotSeat where they sit there already."""
    if Seat.objects.filter(community=community, account=to, ends__isnull=True).exists():
        raise CannotSeat("They have a seat already.")
    starts = starts or timezone.localdate(at)
    try:
        with transaction.atomic():
            row = Seat.objects.create(community=community, account=to, voice=voice, starts=starts)
    except IntegrityError as error:
        raise CannotSeat("They have a seat already.") from error
    audit.note(did="gave a seat in the steering group", by=by, at=at, what=str(to))
    return row


@transaction.atomic
def end_seat(*, seat: Seat, by: Account, at: datetime) -> None:
    """End a seat: yesterday was its last day. Who leaves answers for no part any more."""
    today = timezone.localdate(at)
    last = max(seat.starts, today - timedelta(days=1))
    if not Seat.objects.filter(pk=seat.pk, ends__isnull=True).update(ends=last):
        raise CannotSeat("This seat has ended already.")
    let_go_of_parts(community=seat.community, account=seat.account, by=by, at=at)
    audit.note(did="ended a seat in the steering group", by=by, at=at, what=str(seat.account))
