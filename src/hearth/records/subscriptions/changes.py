"""Ask to be told, change that, and stop it; and take down what happened, for who asked."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hearth.core.subscriptions import Channel, Content, Status, Topic
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account
from hearth.records.subscriptions.models import Happening, Looked, Notice, Subscription
from hearth.records.subscriptions.secrets import sealed

SETTLES = timedelta(hours=1)
"""How long a row may take from its number to its commit; after that no more are looked for."""
MEANWHILE = timedelta(minutes=5)


@dataclass(frozen=True)
class Wanted:
    """What a system asks for, once it has been found good."""

    topic: Topic
    channel: Channel
    endpoint: str
    content: Content
    person_id: UUID | None = None
    heartbeat: int | None = None
    ends_at: datetime | None = None
    headers: list[str] = field(default_factory=list)
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asker:
    """By which app, and how far it reached as it asked."""

    account: Account
    app: str
    app_id: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Something that happened, as it was found in a row."""

    source: str
    person_id: UUID
    focus: str
    at: datetime


@transaction.atomic
def subscribe(*, asker: Asker, wanted: Wanted, by: Account, at: datetime) -> Subscription:
    """Ask to be told. It begins with a handshake: nothing is told before the receiver answers."""
    row: Subscription = Subscription.objects.create(
        account=asker.account,
        app=asker.app[:200],
        app_id=asker.app_id,
        scopes=list(asker.scopes),
        nonce=secrets.token_hex(32),
        status=Status.REQUESTED.value,
        made_at=at,
        changed_at=at,
        next_at=at,
        **_columns(wanted),
    )
    _note("asked to be told", row, by, at)
    return row


@transaction.atomic
def change(
    *, subscription: Subscription, wanted: Wanted, off: bool, base: int | None, by: Account,
    at: datetime,
) -> Subscription:  # fmt: skip
    """Ask for something else, begin again after an error, or stop. `base`: the version they read.

    The topic and the person stay: who wants others asks anew, so that numbers mean one thing.
    """
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if base is not None and base != row.version:
        raise MovedOn("It was changed meanwhile. Read it again.")
    if (row.topic, row.person_id) != (wanted.topic.value, wanted.person_id):
        raise Refused("Ask anew for another topic or another person.")
    for name, value in _columns(wanted).items():
        setattr(row, name, value)
    _restart(row, off, at)
    row.version += 1
    row.changed_at = at
    row.save()
    _note("stopped being told" if off else "changed what it is told", row, by, at)
    return row


class MovedOn(Refused):
    """Somebody changed it since it was read."""


def _restart(row: Subscription, off: bool, at: datetime) -> None:
    row.status = (Status.OFF if off else Status.REQUESTED).value
    row.next_at = None if off else at
    row.tries, row.error, row.busy_until, row.holder = 0, "", None, None


def _columns(wanted: Wanted) -> dict[str, Any]:
    return {
        "topic": wanted.topic.value,
        "person_id": wanted.person_id,
        "channel": wanted.channel.value,
        "endpoint": wanted.endpoint,
        "content": wanted.content.value,
        "heartbeat": wanted.heartbeat,
        "ends_at": wanted.ends_at,
        "sealed_headers": sealed(wanted.headers),
        "body": dict(wanted.body),
    }


@transaction.atomic
def stop(*, subscription: Subscription, why: str, by: Account | None, at: datetime) -> None:
    """Stop it for good: its end has come, or its app may no longer ask."""
    Subscription.objects.filter(pk=subscription.pk).update(
        status=Status.OFF.value, error=why[:300], next_at=None, holder=None, busy_until=None
    )
    _note("stopped being told", subscription, by, at)


@transaction.atomic
def tell_again(*, subscription: Subscription, since: int, by: Account | None, at: datetime) -> int:
    """Begin again after an error, with all from number `since` on (0: only what is not told).

    Returns how many wait. They keep their numbers.
    """
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.status == Status.OFF.value:
        raise Refused("It was stopped. The other system has to ask anew.")
    if since:
        row.notices.filter(number__gte=since).update(told_at=None)
    _restart(row, False, at)
    row.save()
    _note("tells another system again", row, by, at)
    return row.notices.filter(told_at__isnull=True, withheld_at__isnull=True).count()


def _note(did: str, row: Subscription, by: Account | None, at: datetime) -> None:
    audit.note(
        did=did,
        by=by,
        at=at,
        through=row.app,
        person_id=row.person_id,
        what=f"subscription {row.pk}",
        is_change=row.person_id is not None,
    )


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
        if row.at >= each.made_at and each.person_id in (None, row.person_id)
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
