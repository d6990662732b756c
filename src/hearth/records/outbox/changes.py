"""Post a message, and stop those to somebody who died.

Both leave no audit row of their own: they are part of a change, and that change leaves one. What
is handed over to somebody outside leaves a row then (`jobs.sending`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hearth.core import messages as values
from hearth.core.messages import MessageKind, Outcome, Recipient
from hearth.core.words import Refused
from hearth.records.outbox.keys import forget_keys
from hearth.records.outbox.models import Attempt, Message, Settled


class CannotPost(Refused):
    """The message lacks something, or would say more than its kind may say."""


@transaction.atomic
def post(
    *,
    kind: MessageKind,
    to: Recipient,
    by: Any,
    at: datetime,
    person_id: UUID | None = None,
    about: str = "",
    path: str = "/",
    fields: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
    reference: UUID | None = None,
    cannot: str = "",
) -> Message:
    """Queue one message, in the caller's transaction. It leaves after that has committed.

    `person_id` is the person whom it is about; `about` names a row ("version 3") and never quotes;
    `path` is where its link leads. The same `reference` twice is one message. With `cannot` it is
    only kept: nobody can be reached, and staff read why.
    """
    if problems := post_problems(kind, to, path, fields or {}, cannot):
        raise CannotPost(problems)
    row, is_new = Message.objects.get_or_create(
        reference=reference or uuid4(),
        defaults={
            "kind": kind.value,
            "way": to.way.value,
            "audience": to.audience.value,
            "address": to.address,
            "name": to.name,
            "account_id": to.account_id,
            "person_id": person_id,
            "about": about[:100],
            "path": path,
            "fields": dict(fields or {}),
            "posted_at": at,
            "posted_by": getattr(by, "pk", None),
            "next_at": not_before or at,
        },
    )
    if cannot and is_new:
        end(message=row, outcome=Outcome.REFUSED, why=cannot, at=at)
    return row


def post_problems(
    kind: MessageKind, to: Recipient, path: str, fields: Mapping[str, str], cannot: str = ""
) -> list[str]:
    """List what stops this message from being posted at all."""
    found = values.field_problems(kind, fields)
    if not to.address.strip() and not cannot:
        found.append(f"There is no {to.way.value} address to send this to.")
    if not path.startswith("/") or path.startswith("//"):
        found.append("The link of a message leads to a page of this site.")
    return found


@transaction.atomic
def stop_for(*, person_id: UUID, by: Any, at: datetime, why: str) -> int:  # noqa: ARG001
    """Stop all that waits to leave and must not, now that this person has died. Say how many."""
    waiting = Message.objects.select_for_update().filter(person_id=person_id, next_at__isnull=False)
    stopped = [row for row in waiting if must_stop(row)]
    for row in stopped:
        end(message=row, outcome=Outcome.STOPPED, why=why, at=at)
    return len(stopped)


def must_stop(row: Message) -> bool:
    """Say whether a message must not leave once the person whom it is about has died."""
    kind, audience = MessageKind(row.kind), values.Audience(row.audience)
    return values.stops_at_death(kind, audience, row.person_id)


def end(*, message: Message, outcome: Outcome, why: str, at: datetime) -> None:
    """End one message without handing it over, and keep why."""
    Attempt.objects.create(
        message=message, started_at=at, ended_at=at, outcome=outcome.value, why=why[:200]
    )
    Message.objects.filter(pk=message.pk).update(next_at=None)
    forget_keys([message.pk])


def settle(*, message: Message, by: Any, at: datetime) -> None:
    """Staff printed this letter, or reached the person in another way."""
    Settled.objects.get_or_create(message=message, defaults={"by": by.pk, "at": at})
