"""Ask groups whether their entry is still right; forget what nobody confirmed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hearth.core.directory.activity import FRESH_DAYS
from hearth.core.directory.entry_links import (
    ASK_AGAIN_AFTER,
    LASTS,
    MOST_ASKED_A_DAY,
    LinkFor,
)
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.curation.changes.links import send
from hearth.records.curation.models import EntryLink, Proposal
from hearth.records.directory.models import Activity
from hearth.records.people.models import Account


@transaction.atomic
def ask_if_still_right(
    *, community: Community, by: Account | None, at: datetime, days: int = FRESH_DAYS,
    most: int = MOST_ASKED_A_DAY,
) -> int:  # fmt: skip
    """Ask the groups whose entry nobody checked for so many days. Returns how many were asked.

    The oldest first, each at most once in 60 days, one message for each address and day.
    """
    Community.objects.select_for_update().get(pk=community.pk)
    asked = _asked_since(community, at)
    old = Q(assured_on=None) | Q(assured_on__lt=timezone.localdate(at) - timedelta(days=days))
    rows = Activity.objects.filter(old, community=community, is_listed=True).exclude(email="")
    count = 0
    for row in rows.order_by("assured_on", "pk").iterator():
        if count == most:
            break
        if row.email.casefold() not in asked:
            asked.add(row.email.casefold())
            send(
                what=LinkFor.STILL_RIGHT, community=community, email=row.email, name=row.name,
                activity=row, by=by, at=at,
            )  # fmt: skip
            count += 1
    if count:
        audit.note(did="asked if entries are still right", by=by, at=at, what=f"{count}")
    return count


def _asked_since(community: Community, at: datetime) -> set[str]:
    rows = EntryLink.objects.filter(
        community=community, what=LinkFor.STILL_RIGHT.value, made_at__gt=at - ASK_AGAIN_AFTER
    )
    return {email.casefold() for email in rows.values_list("email", flat=True)}


@transaction.atomic
def forget_unconfirmed(*, by: Account | None, at: datetime) -> int:
    """Forget new entries to which no e-mail said yes: we may not keep that address."""
    rows = Proposal.objects.filter(
        activity__isnull=True, confirmed_at__isnull=True, decision__isnull=True,
        sent_at__lt=at - LASTS[LinkFor.ADD],
    )  # fmt: skip
    count = rows.count()
    rows.delete()
    if count:
        audit.note(did="forgot entries that nobody confirmed", by=by, at=at, what=f"{count}")
    return count
