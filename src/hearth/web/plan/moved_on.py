"""Two people wrote at once: the second sees both texts, and loses neither."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.records.plans.changes.entries import MovedOn
from hearth.web.page import person_context
from hearth.web.plan.comparing import differing
from hearth.web.plan.writing import Writing


def moved_on_page(request: HttpRequest, yours: Writing, refusal: MovedOn) -> HttpResponse:
    """Show what stands now beside what was not saved; the form below holds yours, to mend and save.

    Saving again starts from the revision that is shown here, so a third writer is seen as well.
    """
    page: dict[str, Any] = {
        "form": yours.form,
        "now": yours,
        "theirs": refusal.now,
        "rows": differing(yours.kind, refusal.now.content if refusal.now else {}, refusal.yours),
        "base_number": refusal.now.number if refusal.now else 0,
    }
    context = person_context(yours.record, request) | page
    return render(request, "plan/moved_on.html", context, status=409)
