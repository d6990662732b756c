"""Take down what happened, once, and put it on the list of each who asked to be told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hearth.core.subscriptions import Status, Topic
from hearth.records.subscriptions.models import Happening, Looked, Notice, Subscription

SETTLES = timedelta(hours=1)
"""How long a row may take from its number to its commit; after that no more are looked for."""
MEANWHILE = timedelta(minutes=5)


@dataclass(frozen=True)
class Found:
    """Something that happened, as it was found in a row."""

    source: str
    person_id: UUID
    focus: str
    at: datetime


@transaction.atomic
def take_down(*, topic: Topic, found: Iterable[Found], at: datetime) -> int:
    """Take down what happened, once, and put it on the list of each who asked. Say how many."""
    wanted = {each.source: each for each in found}
    known = Happening.objects.filter(topic=topic.value, source__in=wanted)
    for source in known.values_list("source", flat=True):
        del wanted[source]
    rows = [
        Happening(
            topic=topic.value,
            source=each.source,
            person_id=each.person_id,
            focus=each.focus,
            at=each.at,
            noticed_at=at,
        )
        for each in sorted(wanted.values(), key=lambda each: (each.at, each.source))
    ]
    Happening.objects.bulk_create(rows, ignore_conflicts=True)
    of_topic = Happening.objects.filter(topic=topic.value)
    listening = Subscription.objects.filter(topic=topic.value).exclude(status=Status.OFF.value)
    _put_on_lists(of_topic.filter(source__in=[row.source for row in rows]), listening)
    # Who asked while the last ones were taken down was not seen by who took them down.
    _put_on_lists(
        of_topic.filter(noticed_at__gte=at - MEANWHILE),
        listening.filter(made_at__gte=at - MEANWHILE),
    )
    return len(rows)


def _put_on_lists(happened: QuerySet[Happening], listening: QuerySet[Subscription]) -> None:
    """Another worker may do the same at once: each has it on its list once all the same."""
    if not (asking := list(listening)):
        return
    notices = [
        Notice(subscription=each, happening=row)
        for row in happened.order_by("at", "pk")
        for each in asking
        if row.at > each.made_at and each.person_id in (None, row.person_id)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def begin_at(*, rows: str, newest: int, at: datetime) -> int:
    """Return from which key on rows of this kind are to be looked through: not before today."""
    row, _ = Looked.objects.get_or_create(
        rows=rows, defaults={"low": newest, "high": newest, "high_at": at}
    )
    return row.low


def looked_up_to(*, rows: str, newest: int, at: datetime) -> None:
    """Move on, an hour behind what there is: until then a row may still be on its way."""
    row = Looked.objects.get(rows=rows)
    if at - row.high_at < SETTLES:
        return
    Looked.objects.filter(rows=rows, high_at=row.high_at).update(
        low=row.high, high=max(newest, row.high), high_at=at
    )


def is_time(*, rows: str, every: timedelta, at: datetime) -> bool:
    """Say whether it is time to look at rows of this kind again, and that we do so now."""
    _, is_new = Looked.objects.get_or_create(
        rows=rows, defaults={"low": 0, "high": 0, "high_at": at}
    )
    due = Looked.objects.filter(rows=rows, high_at__lte=at - every)
    return is_new or bool(due.update(high_at=at))


def forget_how_far() -> None:
    """Nobody listened: what happened meanwhile is told to nobody, and need not be looked at."""
    Looked.objects.all().delete()
