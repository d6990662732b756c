"""Dates of plans, and personal budgets, for a population extract. No words of anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, Subquery

from hearth.core.agreement import THEIRS, YES
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.plans.models import Entry, Round, Signature, StepDate, StepReached

CHUNK = 2000
PUBLIC_MONEY = ("nhs", "council")


@dataclass(frozen=True)
class PlanRow:
    """The days of one round: begun, agreed by the person, reviewed, and to be reviewed by."""

    row: int
    person_id: UUID
    started_on: date
    agreed_at: datetime | None
    reviewed_at: datetime | None
    review_due: date | None


def plans_for_extract() -> Iterator[PlanRow]:
    """Give each round with its days."""
    agreed = Signature.objects.filter(
        version__round=OuterRef("pk"),
        party__in=[party.value for party in THEIRS],
        answer__in=[answer.value for answer in YES],
    )
    reviewed = StepReached.objects.filter(round=OuterRef("pk"), step=Step.REVIEW.value, ended=True)
    due = StepDate.objects.filter(
        round=OuterRef("pk"), step=Step.REVIEW.value, replaced_at__isnull=True
    )
    rows = Round.objects.order_by("pk").annotate(
        agreed_at=Subquery(_last(agreed, "version__round")),
        reviewed_at=Subquery(_last(reviewed, "round")),
        review_due=Subquery(due.values("due")[:1]),
    )
    names = ("pk", "person_id", "started_on", "agreed_at", "reviewed_at", "review_due")
    for row in rows.values_list(*names).iterator(CHUNK):
        yield PlanRow(*row)


def _last(rows: Any, of: str) -> Any:
    return rows.order_by().values(of).annotate(last=Max("at")).values("last")


def budgets_for_extract() -> Iterator[tuple[int, UUID, str, str, str, datetime]]:
    """Give each line of support that public money pays: row, person, who, from, until, written at.

    Lines that anybody has closed stay out. The first two days are ISO texts, as entries have them.
    """
    seals = Seal.objects.filter(
        Q(thread__isnull=True) | Q(thread=OuterRef("thread")),
        person=OuterRef("person"),
        section=Section.RESOURCES.value,
        lifted_at__isnull=True,
    )
    rows = Entry.objects.filter(
        ~Exists(seals), kind="resource", replaced_at__isnull=True, withdrawn=False
    ).order_by("pk")
    for row, person, said, at in rows.values_list("pk", "person_id", "content", "at").iterator(
        CHUNK
    ):
        funder = said.get("funder")
        if said.get("amount") and funder in PUBLIC_MONEY:
            yield row, person, funder, said.get("starts") or "", said.get("ends") or "", at


def agreements_for_extract() -> Iterator[tuple[UUID, datetime]]:
    """Give each time that a person, or who speaks for them, agreed a plan."""
    rows = Signature.objects.filter(
        party__in=[party.value for party in THEIRS], answer__in=[answer.value for answer in YES]
    ).order_by("pk")
    yield from rows.values_list("version__person_id", "at").iterator(CHUNK)


def reviews_for_extract() -> Iterator[tuple[UUID, datetime]]:
    """Give each time that a round ended with its review."""
    rows = StepReached.objects.filter(step=Step.REVIEW.value, ended=True).order_by("pk")
    yield from rows.values_list("round__person_id", "at").iterator(CHUNK)
