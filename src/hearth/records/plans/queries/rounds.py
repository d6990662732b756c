from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from hearth.core.rounds import Reached, RoundFacts, Step, StepStanding, path
from hearth.records.access.door import Record
from hearth.records.plans.models import MissedDate, Round, StepDate


@dataclass(frozen=True)
class RoundStanding:
    """A round as it stands today: its row, its facts, its path, and why dates were missed."""

    round: Round
    facts: RoundFacts
    stops: list[StepStanding]
    reasons: list[MissedDate]

    @property
    def here(self) -> Step:
        return self.facts.here


def current_round(record: Record, *, today: date) -> RoundStanding | None:
    """The round that is under way. Four queries."""
    row = (
        Round.objects.filter(person=record.person, ended_at__isnull=True)
        .select_related("accountable__account", "accountable__organisation")
        .first()
    )
    return standing_of(row, today=today) if row else None


def running_round(record: Record) -> Round | None:
    """The row of the round that is under way, for a change that belongs to it. One query."""
    return Round.objects.filter(person=record.person, ended_at__isnull=True).first()


def standing_of(row: Round, *, today: date) -> RoundStanding:
    """Read what happened to a round, and lay out its path."""
    due = {Step(each.step): each.due for each in row.dates.filter(replaced_at__isnull=True)}
    history = [
        Reached(Step(each.step), timezone.localdate(each.at), each.ended)
        for each in row.steps.order_by("pk")
    ]
    reasons = list(row.missed.order_by("pk"))
    facts = RoundFacts(due, history, frozenset(Step(each.step) for each in reasons))
    return RoundStanding(row, facts, path(facts, today), reasons)


def past_rounds(record: Record) -> QuerySet[Round]:
    return Round.objects.filter(person=record.person, ended_at__isnull=False).order_by(
        "-started_at"
    )


def conversations_between(posts: list[int], start: datetime, end: datetime) -> QuerySet[Round]:
    """Whom these members of staff see, by the time of the conversation."""
    return (
        Round.objects.filter(
            accountable__in=posts,
            conversation_at__gte=start,
            conversation_at__lt=end,
            ended_at__isnull=True,
        )
        .select_related("person", "accountable__account")
        .order_by("conversation_at")
    )


def dates_missed(organisations: list[int], *, today: date) -> QuerySet[StepDate]:
    """Steps whose date has gone by and that have not happened, the oldest first."""
    return (
        StepDate.objects.filter(
            organisation__in=organisations,
            due__lt=today,
            met_at__isnull=True,
            replaced_at__isnull=True,
        )
        .select_related("round__person", "round__accountable__account")
        .order_by("due", "pk")
    )


def rounds_of(people: list[UUID]) -> dict[UUID, Round]:
    """The running round of each of these people, with its steps and dates, in three queries."""
    rows = (
        Round.objects.filter(person__in=people, ended_at__isnull=True)
        .select_related("accountable__account")
        .prefetch_related("dates", "steps")
    )
    return {row.person_id: row for row in rows}
