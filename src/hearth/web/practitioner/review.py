"""Review: look back at each goal on its own ladder and at each action, then finish the round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.rounds import Step
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.measures.changes import scale_goal
from hearth.records.measures.queries import goals_scaled
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.entries import MovedOn
from hearth.records.plans.changes.progress import note_progress
from hearth.records.plans.changes.rounds import end_round
from hearth.records.plans.queries.entries import current_entries, draft_of
from hearth.records.plans.queries.rounds import RoundStanding, current_round, running_round
from hearth.records.plans.queries.versions import in_force
from hearth.web.door import person_page
from hearth.web.forms import error_list
from hearth.web.joint.services import joint_context
from hearth.web.page import person_context
from hearth.web.practitioner import present
from hearth.web.practitioner.forms import require_same_person
from hearth.web.practitioner.looking_back import ActionForm, GoalForm, action_form, goal_form

DRAFT = "review"


@dataclass(frozen=True)
class LookingBack:
    """The forms of a review: one for each goal, one for each action."""

    goals: Sequence[GoalForm]
    actions: Sequence[ActionForm]

    def is_valid(self) -> bool:
        """Every form is checked, so that all that is wrong is shown at once."""
        checked = [form.is_valid() for form in (*self.goals, *self.actions)]
        return all(checked)

    def errors(self) -> list[dict[str, str]]:
        """Every error of every form, with the address of its field."""
        return [each for form in (*self.goals, *self.actions) for each in error_list(form)]


@person_page(Action.CONVERSE, why="opened the review", methods="GET POST")
def review(request: HttpRequest, record: Record) -> HttpResponse:
    """How each goal and each action went, on one page."""
    now = current_round(record, today=timezone.localdate())
    if request.method == "GET":
        forms = _forms(record, now, None, draft_of(record, DRAFT))
        return _page(request, record, now, forms)
    require_same_person(request, record)
    forms = _forms(record, now, request.POST, None)
    reasons: list[Any] = []
    moved_on = False
    if forms.is_valid():
        try:
            _save(record, now, forms)
            messages.success(request, "Saved.")
            return redirect("review", record.person.pk)
        except MovedOn:
            moved_on = True
            reasons = ["Someone else changed one of these just now. Read it again, then save."]
        except Refused as refusal:
            reasons = list(refusal.reasons)
    status = 409 if moved_on else 422
    return _page(request, record, now, forms, reasons, status=status)


def _forms(record: Record, now: RoundStanding | None, posted: Any, draft: Any) -> LookingBack:
    entries, scaled = current_entries(record), goals_scaled(record)
    this_round = now.round.pk if now else None
    return LookingBack(
        [
            goal_form(goal, _scaled_now(scaled.get(goal.thread, ()), this_round), posted, draft)
            for goal in present.of_kind(entries, "goal")
        ],
        [action_form(each, posted, draft) for each in present.of_kind(entries, "action")],
    )


def may_finish(now: RoundStanding | None, scaled: Mapping[str, Sequence[Any]]) -> bool:
    """A round ends after a look back in it, or once the day agreed for its review has come."""
    if now is None or now.here is not Step.REVIEW:
        return False
    looked_back = any(_scaled_now(rows, now.round.pk) for rows in scaled.values())
    return looked_back or now.facts.due[Step.REVIEW] <= timezone.localdate()


def _scaled_now(rows: Sequence[Any], round_id: int | None) -> Any:
    """How the goal was scaled in this very round, if it was."""
    return next((row for row in rows if row.round_id == round_id), None)


@transaction.atomic
def _save(record: Record, now: RoundStanding | None, forms: LookingBack) -> None:
    """Keep all of it, or none. A goal that nobody scaled is left as it was."""
    by, at, round = record.account, timezone.now(), now.round if now else None
    for goal in forms.goals:
        if goal.says_something_new():
            scale_goal(
                record=record,
                thread=goal.entry.thread,
                **goal.said(),
                by=by,
                at=at,
                round_id=round.pk if round else None,
            )
    for action in forms.actions:
        if progress := action.progress():
            note_progress(
                record=record,
                thread=action.entry.thread,
                base_number=action.base_number(),
                progress=progress,
                by=by,
                at=at,
                round=round,
            )
    drop_draft(record=record, form=DRAFT, by=by)


def _page(
    request: HttpRequest,
    record: Record,
    now: RoundStanding | None,
    forms: LookingBack,
    reasons: Sequence[Any] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    page = person_context(record, request, round=now) | joint_context(record)
    page |= {
        "forms": forms,
        "reasons": reasons,
        "failed": status != 200,
        "all_errors": forms.errors(),
        "moved_on": status == 409,
        "held": in_force(record),
        "may_finish": may_finish(now, goals_scaled(record)),
        "can_start": bool(now and now.here is Step.DOCUMENT),
        "draft_form": DRAFT,
    }
    return render(request, "practitioner/review.html", page, status=status)


@person_page(Action.CONVERSE, why="finished the round", methods="POST")
def finish(request: HttpRequest, record: Record) -> HttpResponse:
    """Close the round. The next one starts with its own dates."""
    require_same_person(request, record)
    now = current_round(record, today=timezone.localdate())
    if not may_finish(now, goals_scaled(record)):
        raise Refused("Look back at a goal first, or wait for the day of the review.")
    round = running_round(record)
    assert round is not None
    end_round(record=record, round=round, by=record.account, at=timezone.now())
    messages.success(request, "This round is done. You can start the next one now.")
    return redirect("round", record.person.pk)
