"""Hand over a round; say that the person came for their tests, and that the results are in."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.accountability.models import LeadHandover, TestVisit
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from hearth.records.plans.models import Round


class CannotHandOverRound(Refused):
    """A round needs somebody else to answer for it, and words for them."""


class CannotKeepVisit(Refused):
    """The visit was kept already, or its day is still to come."""


@transaction.atomic
def hand_over_round(
    *, record: Record, round: Round, to: Post, note: str, by: Account, at: datetime
) -> LeadHandover:
    """Let somebody else answer for a running round. Who did before stays on record."""
    record.require_own(round)
    record.require(Action.PLAN_ROUND)
    held = Round.objects.select_for_update().get(pk=round.pk)
    found = []
    if held.ended_at is not None:
        found.append(Refusal("This round is over."))
    if held.accountable_id == to.pk:
        found.append(Refusal("They lead it already.", "to"))
    if not note.strip():
        found.append(Refusal("Say what they need to know.", "note"))
    if found:
        raise CannotHandOverRound(found)
    row = LeadHandover.objects.create(
        round=held, before=held.accountable, to=to, note=note.strip(), at=at, by=by
    )
    Round.objects.filter(pk=held.pk).update(accountable=to)
    record.note("handed over the lead of a round", at=at, what=str(to))
    return row


@transaction.atomic
def came_for_tests(
    *, record: Record, round: Round, came_on: date, by: Account, at: datetime
) -> TestVisit:
    """Keep that the person came for their tests; from then on the results are waited for."""
    record.require_own(round)
    record.require(Action.PLAN_ROUND)
    if came_on > timezone.localdate(at):
        raise CannotKeepVisit([Refusal("This day is still to come.", "came_on")])
    try:
        with transaction.atomic():
            row = TestVisit.objects.create(round=round, came_on=came_on, at=at, by=by)
    except IntegrityError as error:
        raise CannotKeepVisit("This is kept already.") from error
    record.note("kept that they came for tests", at=at)
    return row


@transaction.atomic
def results_are_in(*, record: Record, round: Round, by: Account, at: datetime) -> None:
    """Say that all results of the tests are here."""
    record.require_own(round)
    record.require(Action.PLAN_ROUND)
    waiting = TestVisit.objects.filter(round=round, results_in_at__isnull=True)
    if not waiting.update(results_in_at=at, results_in_by=by):
        raise CannotKeepVisit("There are no results to wait for.")
    record.note("said that all results are in", at=at)
