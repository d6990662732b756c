"""Draw the plans of a month, and keep what was found in one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core import quality
from hearth.core.quality import CannotDraw, CannotFinish, Marked, SamplingRule
from hearth.core.words import Refusal
from hearth.records.access.door import Record
from hearth.records.access.looks import end_look, open_look
from hearth.records.audit.changes import together
from hearth.records.community.models import Community, Post
from hearth.records.people.models import Account
from hearth.records.plans.models import Version
from hearth.records.quality.models import Draw, DrawnPlan, QualityMark
from hearth.records.quality.queries import auditors_in, drawn_plan, name_of, plans_agreed


@transaction.atomic
def draw_month(
    *,
    community: Community,
    month: date,
    rule: SamplingRule,
    seed: str,
    by: Account | None,
    at: datetime,
) -> Draw:
    """Draw from the plans that were agreed in a month that is over, and share them out.

    `seed` is made by chance just before, and kept. Raises CannotDraw with the reasons.
    """
    today = timezone.localdate(at)
    auditors = auditors_in(community, on=today)
    if found := _obstacles(community, month, auditors, today):
        raise CannotDraw(found)
    plans = {name_of(each): each for each in plans_agreed(community, month, auditors=auditors)}
    size = rule.size(len(plans))
    drawn = quality.draw(plans, size=size, seed=seed)
    held = _keep(community, month, sorted(plans), size, seed, by, at)
    until = today + timedelta(days=rule.days)
    _share_out(held, [plans[name] for name in drawn], auditors, until, by, at)
    return held


def _obstacles(
    community: Community, month: date, auditors: Sequence[Post], today: date
) -> list[Refusal]:
    found = {
        "This month is not over yet.": not quality.is_over(month, today=today),
        "There is no records auditor here.": not auditors,
        "The plans of this month were drawn before. They are drawn once.": Draw.objects.filter(
            community=community, month=month
        ).exists(),
    }
    return [Refusal(words) for words, stands in found.items() if stands]


def _keep(
    community: Community,
    month: date,
    frame: list[str],
    size: int,
    seed: str,
    by: Account | None,
    at: datetime,
) -> Draw:
    try:
        with transaction.atomic():
            return Draw.objects.create(
                community=community,
                month=month,
                method=quality.METHOD,
                seed=seed,
                frame=frame,
                size=size,
                drawn_at=at,
                drawn_by=by,
            )
    except IntegrityError as error:
        raise CannotDraw("The plans of this month were drawn before.") from error


def _share_out(
    held: Draw,
    drawn: Sequence[Version],
    auditors: Sequence[Post],
    until: date,
    by: Account | None,
    at: datetime,
) -> None:
    """Give each plan to one auditor, in turn: nobody reads more than they look at."""
    with together():  # Several people are noted in one transaction.
        for place, version in enumerate(drawn, start=1):
            post = auditors[(place - 1) % len(auditors)]
            look = open_look(person_id=version.person_id, post=post, until=until, by=by, at=at)
            DrawnPlan.objects.create(draw=held, place=place, version=version, look=look)


@transaction.atomic
def finish_look(*, record: Record, marks: Sequence[Marked], by: Account, at: datetime) -> DrawnPlan:
    """Keep the whole checklist of one plan, and close the plan. Raises CannotFinish."""
    plan = drawn_plan(record, on=timezone.localdate(at))
    if plan is None:
        raise CannotFinish("This plan is not open to you for a quality look any more.")
    if found := quality.mark_problems(marks):
        raise CannotFinish(found)
    try:
        with transaction.atomic():
            _keep_marks(plan, marks, by, at)
    except IntegrityError as error:
        raise CannotFinish("This plan was looked at already.") from error
    end_look(look=plan.look, by=by, at=at)
    return plan


def _keep_marks(plan: DrawnPlan, marks: Sequence[Marked], by: Account, at: datetime) -> None:
    for each in marks:
        assert each.mark is not None
        QualityMark.objects.create(
            plan=plan,
            question=each.question,
            mark=each.mark.value,
            words=each.words.strip(),
            at=at,
            by=by,
        )
