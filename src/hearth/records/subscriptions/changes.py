"""Ask to be told, change that, and stop it; and take down what happened, for who asked."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hearth.core.subscriptions import Channel, Content, Status, Topic
from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account
from hearth.records.subscriptions.models import Subscription
from hearth.records.subscriptions.secrets import sealed


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
        "payload": wanted.content.value,
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
