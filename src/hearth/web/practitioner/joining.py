"""Other services' plans: joined as they are, and brought in line by line with their source."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.kinds import KINDS
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.bringing import bring_line
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.changes.joining import join_plan
from hearth.records.plans.queries.entries import draft_of
from hearth.records.plans.queries.entries import joined_plans as plans_of
from hearth.records.plans.queries.rounds import running_round
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals, content_of, entry_form
from hearth.web.page import person_context
from hearth.web.practitioner.forms import JoinForm, require_same_person

DRAFT = "join"
CAN_BECOME = ("need", "strength", "goal", "action", "risk", "community", "resource", "alert")
"""What a line of another plan can become here."""


@person_page(Action.WRITE, why="looked at other services' plans", methods="GET POST")
def joined_plans(request: HttpRequest, record: Record) -> HttpResponse:
    """The plans of other services, and a form to join one more."""
    if request.method == "POST":
        return _join(request, record)
    return _list_page(request, record, JoinForm(draft=draft_of(record, DRAFT)))


def _join(request: HttpRequest, record: Record) -> HttpResponse:
    require_same_person(request, record)
    form = JoinForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = join_plan(
                record=record,
                title=given["title"],
                service=given["service"],
                dated=given["dated"],
                content=form.content(),
                by=record.account,
                at=timezone.now(),
            )
            drop_draft(record=record, form=DRAFT, by=record.account)
            return redirect("joined-plan", record.person.pk, row.pk)
        except Refused as refusal:
            add_refusals(form, [_at_lines(reason) for reason in refusal.reasons])
    return _list_page(request, record, form, status=422)


def _at_lines(reason: Any) -> Any:
    """The core speaks of the content; the form asks for lines."""
    return type(reason)(reason.words, "lines" if reason.where == "content" else reason.where)


def _list_page(
    request: HttpRequest, record: Record, form: JoinForm, *, status: int = 200
) -> HttpResponse:
    page = person_context(record, request)
    page |= {"form": form, "plans": plans_of(record), "draft_form": DRAFT}
    return render(request, "practitioner/joined_plans.html", page, status=status)


@person_page(Action.WRITE, why="read another service's plan")
def joined_plan(request: HttpRequest, record: Record, plan: int) -> HttpResponse:
    """One plan of another service, word for word."""
    page = person_context(record, request) | {"plan": _plan(record, plan)}
    return render(request, "practitioner/joined_plan.html", page)


@person_page(Action.WRITE, why="brought in a line of another plan", methods="GET POST")
def bring_in(request: HttpRequest, record: Record, plan: int, line: int) -> HttpResponse:
    """Turn one line into an entry of this plan. First choose what it is; then add what it lacks."""
    held = _plan(record, plan)
    if line >= len(held.content):
        raise Http404
    words, kind = (
        str(held.content[line].get("text", "")),
        _kind(record, request.GET.get("kind", "")),
    )
    form = None
    if kind:
        known = KINDS[kind]
        form = entry_form(known, request.POST or None, initial={known.lead: words})
    if request.method == "POST" and form is not None and form.is_valid():
        require_same_person(request, record)
        try:
            _bring(record, held, kind, content_of(form))
            messages.success(request, "It is in this plan now. The other plan stays as it is.")
            return redirect("joined-plan", record.person.pk, held.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request)
    page |= {
        "plan": held,
        "line": line,
        "words": words,
        "kind": kind,
        "form": form,
        "kinds": _kinds(record),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "practitioner/joined_line.html", page, status=status)


def _bring(record: Record, plan: Any, kind: str, content: dict[str, object]) -> None:
    bring_line(
        record=record,
        plan=plan,
        kind=kind,
        content=content,
        by=record.account,
        at=timezone.now(),
        round=running_round(record),
    )


def _plan(record: Record, key: int) -> Any:
    found = next((each for each in plans_of(record) if each.pk == key), None)
    if found is None:
        raise Http404
    return found


def _kinds(record: Record) -> list[tuple[str, str]]:
    """The kinds that this viewer may write, with what they are called."""
    return [
        (code, KINDS[code].one)
        for code in CAN_BECOME
        if record.may(Action.WRITE, KINDS[code].section)
    ]


def _kind(record: Record, code: str) -> str:
    return code if code in dict(_kinds(record)) else ""
