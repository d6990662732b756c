"""Take a subscription to tell what waits, and record how that ended. One worker at a time each.

So that order holds: the next notice leaves after the one before was taken by the receiver.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F, Q

from hearth.core.subscriptions import Status, gives_up, wait_after
from hearth.records.subscriptions.models import Notice, Subscription, Try

LEASE = timedelta(minutes=2)
OPEN = (Status.REQUESTED.value, Status.ACTIVE.value)


@dataclass(frozen=True)
class Held:
    """One subscription in the hands of one worker."""

    subscription: Subscription
    holder: UUID


@transaction.atomic
def claim(*, at: datetime) -> Held | None:
    """Take the subscription that has waited longest. It comes back when its lease is over."""
    free = Q(busy_until__isnull=True) | Q(busy_until__lte=at)
    rows = Subscription.objects.filter(free, status__in=OPEN, next_at__lte=at)
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(skip_locked=True)
    row = rows.order_by("next_at", "pk").first()
    if row is None:
        return None
    row.holder, row.busy_until = uuid4(), at + LEASE
    row.save(update_fields=["holder", "busy_until"])
    return Held(row, row.holder)


def wake(*, at: datetime) -> int:
    """Make those due that have something to tell, or that have been silent too long."""
    waits = Notice.objects.filter(told_at__isnull=True, withheld_at__isnull=True)
    quiet = Subscription.objects.filter(next_at__isnull=True, status=Status.ACTIVE.value)
    woken = quiet.filter(pk__in=waits.values("subscription")).update(next_at=at)
    for row in quiet.filter(heartbeat__isnull=False):
        if row.told_at is None or at >= row.told_at + timedelta(seconds=row.heartbeat or 0):
            woken += Subscription.objects.filter(pk=row.pk).update(next_at=at)
    return woken


def _mine(held: Held) -> "Subscription | None":
    return (
        Subscription.objects.select_for_update()
        .filter(pk=held.subscription.pk, holder=held.holder, status__in=OPEN)
        .first()
    )


def next_notice(held: Held, *, leave: Collection[int] = ()) -> Notice | None:
    """The first that is not told, with what happened; without those that must wait."""
    rows = Notice.objects.exclude(pk__in=leave).filter(
        subscription=held.subscription, told_at__isnull=True, withheld_at__isnull=True
    )
    return rows.select_related("happening").order_by("pk").first()


@transaction.atomic
def give_number(*, held: Held, notice: Notice) -> bool:
    """Number it, unless a try before this did. False: the subscription is no longer ours."""
    row = _mine(held)
    if row is None:
        return False
    if notice.number is None:
        notice.number = row.numbered + 1
        Subscription.objects.filter(pk=row.pk).update(numbered=F("numbered") + 1)
        Notice.objects.filter(pk=notice.pk, number__isnull=True).update(number=notice.number)
    return True


@transaction.atomic
def withhold(*, held: Held, notice: Notice, at: datetime) -> bool:
    """The door did not let it through. It is not told, now or later."""
    if _mine(held) is None:
        return False
    Notice.objects.filter(pk=notice.pk, told_at__isnull=True).update(withheld_at=at)
    return True


@transaction.atomic
def succeed(*, held: Held, kind: str, notice: Notice | None, at: datetime) -> bool:
    """The receiver took it. False: another worker has taken over, who will tell it again."""
    row = _mine(held)
    if row is None:
        return False
    number = notice.number if notice else None
    Try.objects.create(subscription=row, kind=kind, number=number, at=at)
    if notice:
        Notice.objects.filter(pk=notice.pk).update(told_at=at)
    row.status, row.error, row.tries, row.told_at = Status.ACTIVE.value, "", 0, at
    row.busy_until = at + LEASE
    row.save(update_fields=["status", "error", "tries", "told_at", "busy_until"])
    return True


@transaction.atomic
def fail(*, held: Held, kind: str, notice: Notice | None, why: str, at: datetime) -> bool:
    """The receiver did not take it: wait longer each time; after many tries stop, and say so."""
    row = _mine(held)
    if row is None:
        return False
    number = notice.number if notice else None
    Try.objects.create(subscription=row, kind=kind, number=number, at=at, why_not=why[:200])
    row.tries += 1
    row.next_at = at + wait_after(row.tries)
    if gives_up(row.tries):
        row.status, row.error, row.next_at = Status.ERROR.value, why[:300], None
    row.busy_until = row.holder = None
    row.save(update_fields=["tries", "next_at", "status", "error", "busy_until", "holder"])
    return True


def let_go(*, held: Held, at: datetime, soon: bool = False) -> None:
    """Give it back: nothing waits, or (`soon`) it must be tried again in a moment."""
    rows = Subscription.objects.filter(pk=held.subscription.pk, holder=held.holder)
    rows.update(holder=None, busy_until=None, next_at=at + timedelta(seconds=5) if soon else None)
