"""Subscriptions of one app, what waits, and what was told."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from hearth.core.subscriptions import Status
from hearth.records.people.models import Account
from hearth.records.subscriptions.models import Happening, Notice, Subscription, Try

__all__ = ["Happening", "Notice", "Subscription", "Try"]


def subscriptions_of(account: Account, app_id: str) -> QuerySet[Subscription]:
    """Those that this account made by this app: nobody else may know of them."""
    return Subscription.objects.filter(account=account, app_id=app_id).order_by("made_at", "pk")


def subscription(account: Account, app_id: str, key: UUID | str) -> Subscription | None:
    """One of them; none where there is no such one among them."""
    try:
        return subscriptions_of(account, app_id).filter(pk=UUID(str(key))).first()
    except ValueError:
        return None


def every() -> QuerySet[Subscription]:
    """All subscriptions, for who runs the site."""
    return Subscription.objects.select_related("account").order_by("made_at", "pk")


def is_anybody_listening() -> bool:
    """Say whether any subscription is not off."""
    return Subscription.objects.exclude(status=Status.OFF.value).exists()


def told(row: Subscription, *, since: int, until: int | None) -> list[Notice]:
    """What was numbered, from one number to another, in order."""
    rows = row.notices.filter(number__gte=since).select_related("happening")
    if until is not None:
        rows = rows.filter(number__lte=until)
    return list(rows.order_by("number"))


def waiting(rows: Iterable[Subscription]) -> dict[UUID, int]:
    """How many notices wait, for each subscription."""
    found = {row.pk: 0 for row in rows}
    held = Notice.objects.filter(
        subscription__in=found, told_at__isnull=True, withheld_at__isnull=True
    )
    for pk in held.values_list("subscription_id", flat=True):
        found[pk] += 1
    return found


def last_try(row: Subscription) -> Try | None:
    """The last try to reach its receiver."""
    return Try.objects.filter(subscription=row).order_by("-pk").first()
