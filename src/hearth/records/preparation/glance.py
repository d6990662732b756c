"""What is going on for one person, at a glance: read in one query, however much there is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hearth.core.kinds import CATALOGUE
from hearth.core.rounds import Step
from hearth.records.access.door import Record
from hearth.records.people.models import Person
from hearth.records.plans.models import KeyWorker, ReviewRequest, Round, StepReached, Suggestion
from hearth.records.preparation.models import Returned


@dataclass(frozen=True)
class Glance:
    """Facts for the top of a plan. `step` and `round_id` are None when no round is under way."""

    round_id: int | None
    step: Step | None
    conversation_at: datetime | None
    conversation_place: str
    handed_in: bool
    ideas: int
    review_asked: bool
    key_worker: str


def glance(record: Record) -> Glance:
    """Gather the facts in one query; suggestions only for sections that this viewer sees."""
    person = Person.objects.filter(pk=record.person.pk)
    running = Round.objects.filter(person=OuterRef("pk"), ended_at__isnull=True)
    found = person.values(
        round_id=Subquery(running.values("pk")[:1]),
        step=Subquery(_newest_step()),
        conversation_at=Subquery(running.values("conversation_at")[:1]),
        conversation_place=Coalesce(Subquery(running.values("conversation_place")[:1]), Value("")),
        handed_in=Exists(_returned()),
        ideas=Coalesce(Subquery(_waiting(record)), Value(0)),
        review_asked=Exists(
            ReviewRequest.objects.filter(person=OuterRef("pk"), answered_at__isnull=True)
        ),
        key_worker=Coalesce(Subquery(_key_worker()), Value("")),
    ).get()
    row: dict[str, Any] = dict(found)
    return Glance(**{**row, "step": Step(row["step"]) if row["step"] else None})


def _newest_step() -> QuerySet:
    steps = StepReached.objects.filter(
        round__person=OuterRef("pk"), round__ended_at__isnull=True
    ).order_by("-pk")
    return steps.values("step")[:1]


def _returned() -> QuerySet:
    return Returned.objects.filter(round__person=OuterRef("pk"), round__ended_at__isnull=True)


def _waiting(record: Record) -> QuerySet:
    seen = [kind.code for kind in CATALOGUE if record.sees(kind.section)]
    rows = Suggestion.objects.filter(person=OuterRef("pk"), answer="", kind__in=seen).exclude(
        thread__in=record.hidden
    )
    return rows.order_by().values("person").annotate(count=Count("pk")).values("count")


def _key_worker() -> QuerySet:
    rows = KeyWorker.objects.filter(person=OuterRef("pk"), ends__isnull=True)
    return rows.values("post__account__full_name")[:1]
