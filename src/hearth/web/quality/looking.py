"""One drawn plan, to be read, with the checklist beside it."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.quality import QUESTIONS
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.drafts import drop_draft
from hearth.records.plans.queries.entries import draft_of
from hearth.records.quality.changes import finish_look
from hearth.records.quality.queries import drawn_plan
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.loading import version_or_404, version_reading
from hearth.web.practitioner.forms import require_same_person
from hearth.web.quality.forms import ChecklistForm
from hearth.web.quality.present import auditor_nav

DRAFT = "quality"
WHY = "looked at the plan to see how well we plan (it was drawn by chance)"


@person_page(why=WHY, methods="GET POST")
def look(request: HttpRequest, record: Record) -> HttpResponse:
    """Read the plan, and answer the questions. Saving them closes the plan again."""
    drawn = drawn_plan(record, on=timezone.localdate())
    if drawn is None:
        raise Http404
    form = ChecklistForm(
        request.POST if request.method == "POST" else None, draft=draft_of(record, DRAFT)
    )
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _finish(record, form)
            messages.success(request, "Saved. This plan is closed to you again. Thank you.")
            return redirect("quality")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {
        "tabs": [],  # This one page is what the look is for.
        "plan": version_reading(record, version_or_404(record, drawn.version.number)),
        "drawn": drawn,
        "form": form,
        "draft": DRAFT,
        "questions": [(form[each.code], form[f"{each.code}_words"]) for each in QUESTIONS],
    }
    request.nav = auditor_nav()  # type: ignore[attr-defined]
    return render(request, "quality/look.html", page, status=422 if form.errors else 200)


@transaction.atomic
def _finish(record: Record, form: ChecklistForm) -> None:
    finish_look(record=record, marks=form.marks(), by=record.account, at=timezone.now())
    drop_draft(record=record, form=DRAFT, by=record.account)
