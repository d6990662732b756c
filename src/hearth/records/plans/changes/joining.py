"""Join what other services hold, and ask for a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused, Section
from hearth.records.access.door import Record
from hearth.records.people.models import Account
from hearth.records.plans.models import JoinedPlan, ReviewRequest


class CannotJoin(Refused):
    """The other plan lacks a name or a source."""


@transaction.atomic
def join_plan(
    *,
    record: Record,
    title: str,
    service: str,
    content: Sequence[dict[str, str]],
    by: Account,
    at: datetime,
    dated: date | None = None,
    status: str = "",
    source_id: str = "",
) -> JoinedPlan:
    """Join a plan that another service holds, as it is (P2). Rows: kind, text, status, date."""
    record.require(Action.WRITE, Section.PEOPLE_AND_PLANS)
    found = [Refusal("Give the plan a name.", "title")] if not title.strip() else []
    if not service.strip():
        found.append(Refusal("Say whose plan this is.", "service"))
    if not content:
        found.append(Refusal("Say what the plan holds.", "content"))
    if found:
        raise CannotJoin(found)
    row = JoinedPlan.objects.create(
        person=record.person,
        title=title.strip(),
        service=service.strip(),
        dated=dated,
        status=status,
        content=list(content),
        source_id=source_id,
        joined_at=at,
        joined_by=by,
    )
    section = Section.PEOPLE_AND_PLANS
    record.note("joined another plan", at=at, what=service, section=section)
    return row


@dataclass(frozen=True)
class OtherPlan:
    """A plan as other software sent it. `source_id` names it, so that an update does not double it.

    `content` may be empty: the plan itself stands beside it as it came.
    """

    title: str
    service: str
    content: Sequence[dict[str, str]]
    source_id: str
    dated: date | None = None
    status: str = ""


@transaction.atomic(savepoint=False)
def keep_joined(
    *, record: Record, plan: OtherPlan, by: Account, at: datetime, is_new: bool = False
) -> None:
    """Join a plan that other software sent, or mend the one that it sent before (P2)."""
    record.require(Action.WRITE, Section.PEOPLE_AND_PLANS)
    fields = {
        "title": plan.title,
        "service": plan.service,
        "dated": plan.dated,
        "status": plan.status,
        "content": list(plan.content),
    }
    held = JoinedPlan.objects.filter(person=record.person, source_id=plan.source_id)
    if is_new or not held.update(**fields):
        JoinedPlan.objects.create(
            person=record.person, source_id=plan.source_id, joined_at=at, joined_by=by, **fields
        )
    record.note("joined another plan", at=at, what=plan.service, section=Section.PEOPLE_AND_PLANS)


@transaction.atomic
def ask_for_review(*, record: Record, reason: str, by: Account, at: datetime) -> ReviewRequest:
    """Ask for a review at any time; one open request is enough."""
    record.require(Action.ASK_REVIEW)
    held = ReviewRequest.objects.filter(person=record.person, answered_at__isnull=True).first()
    if held:
        raise Refused("A review has been asked for already. We will answer it soon.")
    row = ReviewRequest.objects.create(
        person=record.person, reason=reason, asked_at=at, asked_by=by, asked_by_name=by.full_name
    )
    record.note("asked for a review", at=at)
    return row


@transaction.atomic
def answer_review_request(
    *, record: Record, request: ReviewRequest, answer: str, by: Account, at: datetime
) -> None:
    """Answer a request for a review, in words that the person will read."""
    record.require_own(request)
    record.require(Action.PLAN_ROUND)
    if not answer.strip():
        raise Refused([Refusal("Say what will happen now.", "answer")])
    waiting = ReviewRequest.objects.filter(pk=request.pk, answered_at__isnull=True)
    if not waiting.update(answer=answer.strip(), answered_at=at, answered_by=by):
        raise Refused("This has been answered already.")
    record.note("answered a request for a review", at=at)
