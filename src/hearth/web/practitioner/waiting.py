"""Dealing with what waits: an urgent result, and a person who asks for a review."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.joining import answer_review_request
from hearth.records.plans.queries.entries import open_review_request
from hearth.records.plans.queries.rounds import current_round
from hearth.records.preparation.changes import finish_urgent_task
from hearth.records.preparation.queries import urgent_task
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import AnswerRequestForm, DoneForm, require_same_person


@person_page(Action.RESOLVE_URGENT, why="dealt with an urgent result", methods="GET POST")
def urgent(request: HttpRequest, record: Record, task: int) -> HttpResponse:
    """What the result is, and a line to say what was done. Only then may the letter go."""
    held = urgent_task(record, task)
    if held is None:
        raise Http404
    form = DoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            finish_urgent_task(
                record=record, task=held, **form.cleaned_data, by=record.account, at=timezone.now()
            )
            messages.success(request, "Saved. The letter can go now.")
            return redirect("today")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=current_round(record, today=timezone.localdate()))
    page |= {"form": form, "task": held}
    return render(request, "practitioner/urgent.html", page, status=422 if form.errors else 200)


@person_page(Action.PLAN_ROUND, why="answered a request for a review", methods="GET POST")
def review_request(request: HttpRequest, record: Record) -> HttpResponse:
    """What the person asks, and the answer that they will read."""
    held = open_review_request(record)
    if held is None:
        return redirect("my-plan", record.person.pk)
    form = AnswerRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            answer_review_request(
                record=record,
                request=held,
                **form.cleaned_data,
                by=record.account,
                at=timezone.now(),
            )
            messages.success(request, "Your answer is sent.")
            return redirect("round", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=current_round(record, today=timezone.localdate()))
    page |= {"form": form, "asked": held}
    status = 422 if form.errors else 200
    return render(request, "practitioner/review_request.html", page, status=status)
