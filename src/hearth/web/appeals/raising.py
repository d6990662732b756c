"""Saying that one does not agree."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.plan import Entry
from hearth.core.words import READING_ORDER, Refused, Section
from hearth.records.access.door import Record
from hearth.records.appeals.changes import raise_appeal
from hearth.records.plans.queries.entries import current_entry
from hearth.web.appeals.forms import LINE, RaiseForm
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person

LONGEST_LINE = 80


@person_page(Action.APPEAL, why="said that they do not agree", methods="GET POST")
def say(request: HttpRequest, record: Record) -> HttpResponse:
    """Three questions: what about, why, and what would put it right."""
    return _say(request, record, None)


@person_page(Action.APPEAL, why="said that they do not agree", methods="GET POST")
def say_of_line(request: HttpRequest, record: Record, thread: UUID) -> HttpResponse:
    """The same, about one line of the plan."""
    entry = current_entry(record, str(thread))
    if entry is None:
        raise Http404
    return _say(request, record, entry)


def _say(request: HttpRequest, record: Record, entry: Entry | None) -> HttpResponse:
    form = _form(request, record, entry)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            made = raise_appeal(
                record=record,
                about=form.what(entry.thread, entry.section) if entry else form.what(),
                words=form.cleaned_data["words"],
                remedy=form.cleaned_data["remedy"],
                for_person=form.cleaned_data.get("for_person") == "yes",
                by=record.account,
                at=timezone.now(),
            )
            messages.success(request, "Thank you. It is written down, with the day.")
            return redirect("appeal", record.person.pk, made.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {"form": form, "entry": entry}
    return render(request, "appeals/say.html", page, status=422 if form.errors else 200)


def _form(request: HttpRequest, record: Record, entry: Entry | None) -> RaiseForm:
    is_staff = record.role not in (Role.PERSON, Role.SUPPORTER)
    sections = [each for each in [*READING_ORDER, Section.RESULTS] if record.sees(each)]
    asked = request.GET.get("about", "")
    first = LINE if entry else asked
    return RaiseForm(
        request.POST if request.method == "POST" else None,
        sections=sections,
        named_line=entry.lead[:LONGEST_LINE] if entry else "",
        called=record.person.name.called if is_staff else "",
        initial={"about": first, "for_person": "yes"},
    )
