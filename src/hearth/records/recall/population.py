"""What happened around conversations, for a population extract: days and numbers, and no words."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from hearth.core.recall.facts import Letter as Kind
from hearth.core.rounds import Step
from hearth.records.plans.models import Round, StepReached
from hearth.records.preparation.models import Letter, Returned
from hearth.records.recall.models import BatchLine, Recall
from hearth.records.recall.queries.facts import TALKED

CHUNK = 2000
Told = tuple[UUID, str, date, int | None]
"""(person, code of `core.metrics.happened`, day, value)"""


def recalls_for_extract() -> Iterator[Told]:
    """Give the month in which each recall was first due."""
    rows = Recall.objects.order_by("pk").values_list("person_id", "first_month")
    for person, month in rows.iterator(CHUNK):
        yield person, "recall-due", month, None


def conversations_for_extract(at: datetime) -> Iterator[Told]:
    """Give each conversation that was held by a moment, and what came before it.

    All of it has the day of the conversation, so that it is counted with it.
    """
    for person, written, booked, by_hand, in_batch, told, back in _rounds().iterator(CHUNK):
        held = min((moment for moment in (written, booked) if moment), default=None)
        if held is None or held >= at:
            continue
        talk = timezone.localdate(held)
        sent = min((moment for moment in (by_hand, in_batch) if moment), default=None)
        lead = _days_before(talk, sent)
        yield person, "conversation-held", talk, None
        yield person, "prompts-sent", talk, lead
        yield person, "prompts-returned", talk, int(_days_before(talk, back) >= 0)
        if lead >= 0 or told:
            yield person, "prompts-in-format", talk, int(lead >= 0)


def _days_before(talk: date, moment: datetime | None) -> int:
    return -1 if moment is None else max(-1, (talk - timezone.localdate(moment)).days)


def _rounds() -> QuerySet[Any, Any]:
    """Rounds in which they may have talked, with their moments.

    They talked when the plan began to be written, or when the time of the conversation went by
    after the round stood at “discuss”; as in the worklists (`accountability.queries.place`).
    """
    its = {"round": OuterRef("pk")}
    written = StepReached.objects.filter(**its, step__in=TALKED)
    ready = StepReached.objects.filter(**its, step=Step.DISCUSS.value)
    lines = BatchLine.objects.filter(
        batch__letter=Kind.PREPARATION.value, batch__undone_at__isnull=True
    )
    by_hand = Letter.objects.filter(~Exists(_any_line_of(OuterRef("pk"))), **its)
    in_batch = lines.filter(made__round=OuterRef("pk"), how=BatchLine.How.MESSAGE)
    told = lines.filter(recall__round=OuterRef("pk"), how=BatchLine.How.TASK)
    booked = Round.objects.filter(Exists(ready), pk=OuterRef("pk"))
    return Round.objects.order_by("pk").values_list(
        "person_id",
        _first(written, "round", "at"),
        Subquery(booked.values("conversation_at")[:1]),
        _first(by_hand, "round", "made_at"),
        _first(in_batch, "made__round", "batch__leaves_at"),
        Exists(told),
        _first(Returned.objects.filter(**its), "round", "at"),
    )


def _any_line_of(letter: OuterRef) -> QuerySet[BatchLine]:
    return BatchLine.objects.filter(made=letter)


def _first(rows: QuerySet[Any], of: str, moment: str) -> Subquery:
    return Subquery(rows.order_by().values(of).annotate(first=Min(moment)).values("first"))
