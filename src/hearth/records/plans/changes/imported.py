"""Join plans that came in with an import: beside what is held, never over it (P2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hearth.records.people.models import Account
from hearth.records.plans.models import JoinedPlan


@dataclass(frozen=True)
class OtherPlan:
    """Another service's plan. `content` rows: kind, text, status, date."""

    person_id: UUID
    title: str
    service: str
    dated: date | None
    status: str
    content: Sequence[dict[str, str]]
    source_id: str


def held_plans(plans: Iterable[OtherPlan]) -> set[tuple[UUID, str]]:
    """Which of these plans are joined already, as (person, source id)."""
    wanted = list(plans)
    rows = JoinedPlan.objects.filter(
        person_id__in={each.person_id for each in wanted},
        source_id__in={each.source_id for each in wanted},
    )
    return set(rows.values_list("person_id", "source_id"))


def join_imported(*, plans: Iterable[OtherPlan], by: Account | None, at: datetime) -> None:
    """Join plans that are not held yet. The import writes the audit row of each person."""
    JoinedPlan.objects.bulk_create(
        (
            JoinedPlan(
                person_id=each.person_id,
                title=each.title,
                service=each.service,
                dated=each.dated,
                status=each.status,
                content=list(each.content),
                source_id=each.source_id,
                joined_at=at,
                joined_by=by,
            )
            for each in plans
        ),
        batch_size=500,
    )
