"""Put a quarter out once it is over. What is out never changes: later yeses cannot leak by it."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hearth.core.days import QUARTER, months_from, quarter_of
from hearth.core.unmet_picture import Ask, picture_of
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.people.models import Account
from hearth.records.unmet.models import UnmetNeed, UnmetQuarter
from hearth.records.unmet.queries import counted


@transaction.atomic
def put_out(*, by: Account | None, at: datetime) -> int:
    """Make the picture of each quarter that is over and has none. Return how many were made."""
    this = quarter_of(timezone.localdate(at))
    done = set(UnmetQuarter.objects.values_list("community_id", "quarter"))
    days = counted().filter(on__lt=this).values_list("community_id", "on").distinct()
    due = {(community, quarter_of(day)) for community, day in days} - done
    return sum(_put_out(community, quarter, by, at) for community, quarter in sorted(due))


def _put_out(community: int, quarter: date, by: Account | None, at: datetime) -> bool:
    rows = counted().filter(
        community=community, on__gte=quarter, on__lt=months_from(quarter, QUARTER)
    )
    asks = [_ask(row) for row in rows.order_by("at", "pk")]
    needs = list(settings.INTERESTS.need_by_code)
    picture = picture_of(asks, needs=needs, places=sorted({ask.place for ask in asks}))
    _, is_new = UnmetQuarter.objects.get_or_create(
        community_id=community, quarter=quarter,
        defaults={"picture": picture.as_values(), "at": at},
    )  # fmt: skip
    if is_new:
        name = str(Community.objects.get(pk=community))
        audit.note(did="put out what people could not find", by=by, at=at, what=name)
    return is_new


def _ask(row: UnmetNeed) -> Ask:
    return Ask(str(row.person_id), row.need, row.place)
