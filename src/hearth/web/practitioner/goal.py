"""A goal's ladder: from worse than now to much better than hoped, in the person's own words."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.kinds import KINDS
from hearth.core.plan import Entry
from hearth.core.words import Refused, Section
from hearth.records.access.door import Record
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.entries import MovedOn
from hearth.records.plans.queries.entries import draft_of
from hearth.records.plans.queries.rounds import current_round
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.parts import RUNGS
from hearth.web.practitioner.catching import back_to, goal_or_404, revise, tell
from hearth.web.practitioner.forms import PlainForm, line, require_same_person, text

ASKED = ("why", "in_the_way")
HINTS = {
    "much_better": "A dream come true.",
    "better": "One step more than you hope for.",
    "hoped_for": "What you hope to reach by the review.",
    "now": "Today, as it is.",
    "worse": "One step down from today.",
}


def _field(name: str) -> forms.CharField:
    label = KINDS["goal"].field(name).label
    return line(label, HINTS[name]) if name in RUNGS else text(label, rows=2)


LadderForm = type("LadderForm", (PlainForm,), {name: _field(name) for name in (*RUNGS, *ASKED)})
"""Five steps, best first; then why it matters, and what may get in the way."""


@person_page(Action.CONVERSE, why="opened a goal and its ladder", methods="GET POST")
def ladder(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """Draw the ladder with the person. Steps may stay empty."""
    record.require(Action.WRITE, Section.GOALS)
    goal, name = goal_or_404(record, str(thread)), f"ladder-{thread}"
    if request.method == "POST":
        return _save(request, record, goal, name)
    form = LadderForm(initial=dict(goal.content), draft=draft_of(record, name))
    return _page(request, record, goal, form, name)


def _save(request: HttpRequest, record: Record, goal: Entry, name: str) -> HttpResponse:
    require_same_person(request, record)
    form = LadderForm(request.POST)
    form.is_valid()
    try:
        written = revise(record, goal, request.POST, form.cleaned_data)
    except MovedOn:
        return _page(request, record, goal, form, name, status=409)
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return _page(request, record, goal, form, name, status=422)
    drop_draft(record=record, form=name, by=record.account)
    tell(request, record, written)
    return back_to(record, "catch_goal", caught=goal.thread)


def _page(
    request: HttpRequest,
    record: Record,
    goal: Entry,
    form: PlainForm,
    draft_form: str,
    *,
    status: int = 200,
) -> HttpResponse:
    """After somebody else was first (409), their text stands beside what was typed."""
    page = person_context(record, request, round=current_round(record, today=timezone.localdate()))
    page |= {"goal": goal, "form": form, "draft_form": draft_form, "moved_on": status == 409}
    return render(request, "practitioner/ladder.html", page, status=status)
