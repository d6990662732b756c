"""A round: its start, the dates agreed for its steps, and its way through them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.rounds import STEP_WORDS, Step, date_problems, move
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from hearth.records.plans.models import MissedDate, Round, SigningTerms, StepDate, StepReached


class CannotStartRound(Refused):
    """A round needs dates for its steps, somebody accountable, and no other round running."""


@dataclass(frozen=True)
class Signing:
    """The last day to sign, and who is told of a late one: by default who leads the round."""

    sign_by: date
    escalate_to: Post | None = None


@transaction.atomic
def start_round(
    *,
    record: Record,
    due: Mapping[Step, date | None],
    accountable: Post,
    agreed_with: str,
    by: Account,
    at: datetime,
    conversation_at: datetime | None = None,
    conversation_place: str = "",
    signing: Signing | None = None,
) -> Round:
    """Start a round with the dates that were agreed with the person (P12)."""
    record.require(Action.PLAN_ROUND)
    today = timezone.localdate(at)
    if problems := date_problems(due, start=today):
        raise CannotStartRound(problems)
    if Round.objects.filter(person=record.person, ended_at__isnull=True).exists():
        raise CannotStartRound("A round is under way already. Finish it first.")
    row = _new_round(record, accountable, conversation_at, conversation_place, by, at)
    _agree(row, due, agreed_with, by, at)
    StepReached.objects.create(round=row, step=Step.PREPARE.value, at=at, by=by)
    if signing:
        agree_signing(record=record, round=row, signing=signing, by=by, at=at)
    record.note("started a round", at=at)
    return row


def _new_round(
    record: Record,
    accountable: Post,
    conversation_at: datetime | None,
    place: str,
    by: Account,
    at: datetime,
) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(
                person=record.person,
                accountable=accountable,
                started_on=timezone.localdate(at),
                started_at=at,
                started_by=by,
                conversation_at=conversation_at,
                conversation_place=place,
            )
    except IntegrityError as error:
        raise CannotStartRound("A round is under way already. Finish it first.") from error


def _agree(
    row: Round, due: Mapping[Step, date | None], agreed_with: str, by: Account, at: datetime
) -> None:
    StepDate.objects.bulk_create(
        StepDate(
            round=row,
            step=step.value,
            organisation_id=row.accountable.organisation_id,
            due=day,
            agreed_with=agreed_with,
            agreed_at=at,
            agreed_by=by,
        )
        for step, day in due.items()
        if day
    )


@transaction.atomic
def agree_dates(
    *,
    record: Record,
    round: Round,
    due: Mapping[Step, date | None],
    agreed_with: str,
    by: Account,
    at: datetime,
    conversation_at: datetime | None = None,
    conversation_place: str = "",
    signing: Signing | None = None,
) -> None:
    """Agree new dates for steps that are still to come. The old ones stay on record."""
    record.require_own(round)
    record.require(Action.PLAN_ROUND)
    if problems := date_problems(due, start=round.started_on):
        raise CannotStartRound(problems)
    open_rows = {
        row.step: row for row in round.dates.filter(replaced_at__isnull=True, met_at__isnull=True)
    }
    moved = {
        step: day
        for step, day in due.items()
        if step.value in open_rows and day != open_rows[step.value].due
    }
    round.dates.filter(pk__in=[open_rows[step.value].pk for step in moved]).update(replaced_at=at)
    _agree(round, moved, agreed_with, by, at)
    round.conversation_at, round.conversation_place = conversation_at, conversation_place
    round.save(update_fields=["conversation_at", "conversation_place"])
    if signing:
        agree_signing(record=record, round=round, signing=signing, by=by, at=at)
    record.note("agreed new dates", at=at)


@transaction.atomic
def agree_signing(
    *, record: Record, round: Round, signing: Signing, by: Account, at: datetime
) -> SigningTerms:
    """Agree by when the plan of a round is signed, and who is told of a late signature (P12)."""
    record.require(Action.PLAN_ROUND)
    record.require_own(round)
    if signing.sign_by < round.started_on:
        words = "The last day to sign cannot come before the start."
        raise CannotStartRound([Refusal(words, "sign_by")])
    row = SigningTerms.objects.create(
        round=round,
        sign_by=signing.sign_by,
        escalate_to=signing.escalate_to or round.accountable,
        agreed_at=at,
        agreed_by=by,
    )
    record.note("agreed when to sign", at=at)
    return row


@transaction.atomic
def go_to(*, record: Record, round: Round, there: Step, by: Account, at: datetime) -> None:
    """Take the round to another step, when the table allows it."""
    record.require(Action.CONVERSE)
    record.require_own(round)
    carry_on(record=record, round=round, there=there, by=by, at=at)


def carry_on(*, record: Record, round: Round, there: Step, by: Account, at: datetime) -> None:
    """Take the round on because of what happened; `go_to` is the step that somebody chooses."""
    locked = Round.objects.select_for_update().get(pk=round.pk)
    here = step_of(locked)
    if here is there:
        return
    move(here, there)
    StepReached.objects.create(round=locked, step=there.value, at=at, by=by)
    order = list(Step)
    _settle(locked, before=order[: order.index(there)], again=order[order.index(there) :], at=at)
    record.note(f"took the round to {STEP_WORDS[there][0].lower()}", at=at)


def _settle(row: Round, *, before: list[Step], again: list[Step], at: datetime) -> None:
    """Steps left behind have met their date; steps that come again have it open again."""
    current = row.dates.filter(replaced_at__isnull=True)
    current.filter(step__in=before, met_at__isnull=True).update(met_at=at)
    for old in current.filter(step__in=again, met_at__isnull=False):
        StepDate.objects.filter(pk=old.pk).update(replaced_at=at)
        old.pk, old.met_at, old.replaced_at = None, None, None
        old._state.adding = True
        old.save()


@transaction.atomic
def carry_on_to(
    *, record: Record, round: Round | None, there: Step, by: Account, at: datetime
) -> None:
    """Take a running round through every step up to `there`; one that is further on stays there."""
    if round is None or round.ended_at is not None:
        return
    record.require_own(round)
    order, here = list(Step), step_of(round)
    for step in order[order.index(here) + 1 : order.index(there) + 1]:
        carry_on(record=record, round=round, there=step, by=by, at=at)


def step_of(round: Round) -> Step:
    """The step that a round has come to."""
    last = round.steps.order_by("-pk").values_list("step", flat=True).first()
    return Step(last or Step.PREPARE)


@transaction.atomic
def explain_missed_date(
    *, record: Record, round: Round, step: Step, reason: str, by: Account, at: datetime
) -> None:
    """Write down why the date of a step was missed; everyone with the plan can read it."""
    record.require_own(round)
    record.require(Action.PLAN_ROUND)
    if not reason.strip():
        raise Refused([Refusal("Say why, in a few words.", "reason")])
    MissedDate.objects.create(round=round, step=step.value, reason=reason.strip(), at=at, by=by)
    record.note("gave a reason for a missed date", at=at, what=step.value)


@transaction.atomic
def end_round(*, record: Record, round: Round, by: Account, at: datetime) -> None:
    """Close a round after its review."""
    record.require_own(round)
    record.require(Action.CONVERSE)
    StepReached.objects.create(round=round, step=Step.REVIEW.value, ended=True, at=at, by=by)
    round.dates.filter(replaced_at__isnull=True, met_at__isnull=True).update(met_at=at)
    round.ended_at = at
    round.save(update_fields=["ended_at"])
    record.note("ended the round", at=at)
