"""Post many messages at once, and take them all back before the first has left.

As `changes.post`, they leave no audit row of their own: the change that they belong to does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from hearth.core.messages import MessageKind, Outcome, Recipient
from hearth.core.words import Refused
from hearth.records.outbox.changes import CannotPost, post_problems
from hearth.records.outbox.keys import forget_keys
from hearth.records.outbox.models import Attempt, Message, Settled


class CannotTakeBack(Refused):
    """One of these messages has left, or is just leaving."""


@dataclass(frozen=True)
class NewMessage:
    """One message to post. The same `reference` is never posted twice."""

    reference: UUID
    to: Recipient
    person_id: UUID
    about: str = ""
    path: str = "/"
    fields: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def post_all(
    new: Sequence[NewMessage], *, kind: MessageKind, by: Any, at: datetime, not_before: datetime
) -> None:
    """Queue all of these in the caller's transaction, or none. They wait until `not_before`."""
    for each in new:
        if problems := post_problems(kind, each.to, each.path, each.fields):
            raise CannotPost(problems)
    Message.objects.bulk_create(_row(each, kind, by, at, not_before) for each in new)


def _row(each: NewMessage, kind: MessageKind, by: Any, at: datetime, due: datetime) -> Message:
    return Message(
        reference=each.reference, kind=kind.value, way=each.to.way.value,
        audience=each.to.audience.value, address=each.to.address, name=each.to.name,
        account_id=each.to.account_id, person_id=each.person_id, about=each.about[:100],
        path=each.path, fields=dict(each.fields), posted_at=at,
        posted_by=getattr(by, "pk", None), next_at=due,
    )  # fmt: skip


@transaction.atomic
def take_back(references: Collection[UUID], *, at: datetime, why: str) -> int:
    """Stop all of these, or none: raises CannotTakeBack once a worker has taken one of them.

    The rows are locked first: a worker that has one of them is waited for, and then seen.
    """
    rows = Message.objects.select_for_update().filter(reference__in=references).order_by("pk")
    held = list(rows.values_list("pk", "next_at"))
    tried = Attempt.objects.filter(message__in=[pk for pk, _ in held])
    if tried.exclude(outcome=Outcome.STOPPED.value).exists():
        raise CannotTakeBack("These letters are leaving already.")
    return _stop([pk for pk, next_at in held if next_at], at, why)


@transaction.atomic
def stop_waiting(references: Collection[UUID], *, at: datetime, why: str) -> int:
    """Stop those of these messages that have not left yet. Say how many."""
    rows = Message.objects.select_for_update().filter(
        reference__in=references, next_at__isnull=False
    )
    return _stop(list(rows.order_by("pk").values_list("pk", flat=True)), at, why)


def _stop(messages: Sequence[int], at: datetime, why: str) -> int:
    Attempt.objects.bulk_create(
        Attempt(
            message_id=pk, started_at=at, ended_at=at, outcome=Outcome.STOPPED.value, why=why[:200]
        )
        for pk in messages
    )
    forget_keys(messages)
    return Message.objects.filter(pk__in=messages).update(next_at=None)


@transaction.atomic
def settle_all(
    messages: Collection[int], *, among: Iterable[UUID | None], by: Any, at: datetime
) -> list[UUID]:
    """Staff printed these letters, as far as they are `among` those references. Whose they are."""
    rows = Message.objects.filter(pk__in=messages, reference__in=[each for each in among if each])
    new = list(rows.filter(settled__isnull=True, person_id__isnull=False))
    Settled.objects.bulk_create(
        (Settled(message=row, by=by.pk, at=at) for row in new), ignore_conflicts=True
    )
    return [row.person_id for row in new if row.person_id]
