"""The visit at which all tests are done once: that they came, and that all results are in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.accountability.changes import came_for_tests, results_are_in
from hearth.records.accountability.queries.rounds import visit_of
from hearth.web.accountability.forms import CameForm
from hearth.web.administrator.rounds import running
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person


@person_page(Action.PLAN_ROUND, why="looked at the visit for tests", methods="GET POST")
def tests(request: HttpRequest, record: Record) -> HttpResponse:
    """Keep the day on which they came."""
    now = running(record)
    form = CameForm(
        request.POST if request.method == "POST" else None,
        initial={"came_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            day = form.cleaned_data["came_on"]
            if day is None:
                raise Refused([Refusal("Give the day.", "came_on")])
            came_for_tests(
                record=record, round=now.round, came_on=day, by=record.account, at=timezone.now()
            )
            return redirect("round-tests", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=now)
    page |= {"form": form, "visit": visit_of(now.round)}
    return render(request, "accountability/tests.html", page, status=422 if form.errors else 200)


@person_page(Action.PLAN_ROUND, why="said that all results are in", methods="POST")
def results_in(request: HttpRequest, record: Record) -> HttpResponse:
    """All results are here: nobody waits for them any more."""
    now = running(record)
    require_same_person(request, record)
    results_are_in(record=record, round=now.round, by=record.account, at=timezone.now())
    messages.success(request, "All results are in.")
    return redirect("round", record.person.pk)
