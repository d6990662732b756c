"""Catching what is said: one line for a goal and its action, and one for each other thing."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.plan import Entry
from hearth.records.access.door import Record
from hearth.records.plans.changes.catching import catch_goal
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.entries import CannotWrite, MovedOn, Written, write
from hearth.records.plans.queries.entries import current_entries, current_entry
from hearth.records.plans.queries.rounds import running_round
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.practitioner import present
from hearth.web.practitioner.conversation import (
    CATCH,
    Typed,
    catch_form,
    help_form,
    shown_again,
)
from hearth.web.practitioner.forms import QUICK_FIELDS, quick_form, require_same_person


@person_page(Action.CONVERSE, why="wrote down a goal or an action", methods="POST")
def catch(request: HttpRequest, record: Record) -> HttpResponse:
    """Write the goal and its action, and lead back to an empty line with the cursor in it."""
    require_same_person(request, record)
    form = catch_form(present.goal_rows(current_entries(record), {}), request.POST)
    if form.is_valid():
        try:
            caught = catch_goal(
                record=record,
                goal=form.goal_content(),
                action=form.action_content(),
                by=record.account,
                at=timezone.now(),
                round=running_round(record),
            )
        except CannotWrite as refusal:
            form.add_reasons(refusal.reasons)
        else:
            drop_draft(record=record, form=CATCH, by=record.account)
            done = caught.goal or caught.action
            return back_to(record, "catch_goal", caught=done.thread if done else "")
    return shown_again(request, record, Typed(catch=form))


@person_page(Action.CONVERSE, why="wrote in the plan", methods="POST")
def add(request: HttpRequest, record: Record, kind: str) -> HttpResponse:
    """Write one entry of another kind, from its line on the conversation page."""
    if kind not in QUICK_FIELDS:
        raise Http404
    require_same_person(request, record)
    form = quick_form(kind, request.POST)
    if form.is_valid():
        content = {name: value for name, value in form.cleaned_data.items() if value}
        try:
            written = write(
                record=record,
                kind=kind,
                content=content,
                by=record.account,
                at=timezone.now(),
                round=running_round(record),
            )
        except CannotWrite as refusal:
            add_refusals(form, refusal.reasons)
        else:
            drop_draft(record=record, form=f"add-{kind}", by=record.account)
            return back_to(record, kind, caught=written.thread)
    return shown_again(request, record, Typed(quick={kind: form}))


@person_page(Action.CONVERSE, why="asked what would help", methods="POST")
def would_help(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """Write down what would make the person more sure of a goal."""
    require_same_person(request, record)
    goal = goal_or_404(record, str(thread))
    form = help_form(goal.thread, request.POST)
    if not form.is_valid() or not form.cleaned_data["what_would_help"]:
        form.add_error("what_would_help", "Write what would help, or leave it for later.")
        return shown_again(request, record, Typed(help={goal.thread: form}))
    try:
        written = revise(record, goal, request.POST, form.cleaned_data)
    except MovedOn:
        form.add_error("what_would_help", "Someone else changed this goal just now. Read it again.")
        return shown_again(request, record, Typed(help={goal.thread: form}), status=409)
    drop_draft(record=record, form=f"help-{goal.thread}", by=record.account)
    tell(request, record, written)
    return back_to(record, "catch_goal", caught=goal.thread)


def goal_or_404(record: Record, thread: str) -> Entry:
    goal = current_entry(record, thread)
    if goal is None or goal.kind != "goal":
        raise Http404
    return goal


def revise(record: Record, entry: Entry, posted: Any, given: Mapping[str, object]) -> Written:
    """Change some fields of an entry and leave the others. Raises MovedOn with both texts."""
    typed = posted.get("base_number", "")
    return write(
        record=record,
        kind=entry.kind,
        content={**entry.content, **given},
        thread=entry.thread,
        base_number=int(typed) if typed.isascii() and typed.isdigit() else 0,
        by=record.account,
        at=timezone.now(),
        round=running_round(record),
    )


def tell(request: HttpRequest, record: Record, written: Written) -> None:
    """Say what became of a change: it is kept, or it waits for the person."""
    called = record.person.name.called
    words = f"{called} will be asked about this." if written.is_suggestion else "Saved."
    messages.success(request, words)


def back_to(record: Record, part: str, **query: str) -> HttpResponse:
    """Lead back to a part of the conversation page. The browser puts the focus there."""
    address = reverse("conversation", args=[record.person.pk])
    asked = {name: value for name, value in query.items() if value}
    return HttpResponseRedirect(
        f"{address}{'?' + urlencode(asked) if asked else ''}#{part}", status=303
    )
