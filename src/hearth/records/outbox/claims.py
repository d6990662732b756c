"""Take a message to hand it over, and record how that ended. Only `jobs.sending` does this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from hearth.core import messages as values
from hearth.core.messages import MessageWay, Outcome
from hearth.records.outbox.keys import forget_keys
from hearth.records.outbox.models import Attempt, Message

LEASE = timedelta(minutes=2)
CUT_OFF = "The worker stopped before the answer came."


@dataclass(frozen=True)
class Claim:
    """One message in the hands of one worker, and whether an earlier try may have arrived."""

    message: Message
    attempt: Attempt
    ask_first: bool


@transaction.atomic
def claim(*, ways: Iterable[MessageWay], at: datetime) -> Claim | None:
    """Take the message that has waited longest. It comes back by itself when its lease is over."""
    due = Message.objects.filter(next_at__lte=at, way__in=[way.value for way in ways])
    if connection.vendor == "postgresql":
        due = due.select_for_update(skip_locked=True)
    message = due.order_by("next_at", "pk").first()
    if message is None:
        return None
    _close_cut_off(message, at)
    unsure = message.attempts.filter(outcome=Outcome.UNSURE.value).exists()
    message.next_at = at + LEASE
    message.save(update_fields=["next_at"])
    attempt = Attempt.objects.create(message=message, started_at=at)
    return Claim(message, attempt, ask_first=unsure)


def _close_cut_off(message: Message, at: datetime) -> None:
    message.attempts.filter(ended_at__isnull=True).update(
        ended_at=at, outcome=Outcome.UNSURE.value, why=CUT_OFF
    )


def still_holds(claim: Claim) -> bool:
    """Say whether the message is still this worker's: neither stopped nor taken over."""
    return Attempt.objects.filter(
        pk=claim.attempt.pk, ended_at__isnull=True, message__next_at__isnull=False
    ).exists()


@transaction.atomic
def finish(*, claim: Claim, outcome: Outcome, why: str, at: datetime) -> bool:
    """Record how a try ended, and when the next one is due, if one is. False: it was taken over."""
    mine = Attempt.objects.filter(pk=claim.attempt.pk, ended_at__isnull=True)
    if not mine.update(ended_at=at, outcome=outcome.value, why=why[:200]):
        return False
    rows = claim.message.attempts.order_by("pk").exclude(outcome="")
    outcomes = [Outcome(word) for word in rows.values_list("outcome", flat=True)]
    goes_on = values.state(outcomes) is values.State.QUEUED
    next_at = at + values.wait_after(outcomes) if goes_on else None
    Message.objects.filter(pk=claim.message.pk).update(next_at=next_at)
    if not goes_on:
        forget_keys([claim.message.pk])
    return True


@transaction.atomic
def put_back(*, claim: Claim, at: datetime) -> None:
    """Give back a message that nothing was tried with."""
    Attempt.objects.filter(pk=claim.attempt.pk, ended_at__isnull=True).delete()
    Message.objects.filter(pk=claim.message.pk, next_at__isnull=False).update(next_at=at)
