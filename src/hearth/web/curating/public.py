"""Anybody can add a group, and say that an entry is wrong. Who they are is neither asked nor kept.

A program is kept out by a field that people do not see, a limit for each place, and a key with
which a form works once.
"""

import logging
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearth.core.directory.entry_links import MOST_AN_HOUR
from hearth.core.words import Refused
from hearth.records.curation.changes import proposing, reporting
from hearth.records.feedback.places import places
from hearth.web.curating.forms import AddForm, ReportForm
from hearth.web.curating.groups import activity_or_404
from hearth.web.directory.tabs import near_context
from hearth.web.door import open_page
from hearth.web.entry_form import add_refusals
from hearth.web.from_anyone import came_this_hour, only_once

TOO_MANY = "Too many people wrote just now. Please try again in an hour."
log = logging.getLogger("hearth.curating")


@open_page
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A group adds itself. Nothing is shown before its e-mail and a curator have said yes."""
    form = AddForm(request.POST if request.method == "POST" else None, initial={"status": "active"})
    chosen = places()
    community = chosen.get(request.POST.get("place", "")) or next(iter(chosen.values()), None)
    if request.method == "POST" and form.is_valid() and community:
        if form.cleaned_data["website"]:
            return redirect("near-add-sent")  # A program: it learns nothing.
        try:
            _add(request, form, community)
            return redirect("near-add-sent")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = near_context(request) | {"form": form, "places": chosen, "chosen": community}
    return render(request, "curating/add.html", page, status=422 if form.errors else 200)


def _add(request: HttpRequest, form: AddForm, community: Any) -> None:
    now, given = timezone.now(), form.cleaned_data
    add_it = partial(
        proposing.add, community=community, provider=given["provider"], said=form.said(), by=None,
        at=now,
    )  # fmt: skip
    only_once(request, add_it, at=now)


@open_page
def add_sent(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "curating/add_sent.html", near_context(request))


@open_page
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Say in three taps that an entry is wrong."""
    row = activity_or_404(activity)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("entry-report-sent", activity=row.pk)
        try:
            _report(request, form, row)
            return redirect("entry-report-sent", activity=row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = near_context(request) | {"form": form, "row": row}
    return render(request, "curating/report.html", page, status=422 if form.errors else 200)


def _report(request: HttpRequest, form: ReportForm, row: Any) -> None:
    """Keep what is wrong, once. Raises Refused with what is missing; past the limit, too."""
    name = f"entry-reports:{row.community_id}"
    if came_this_hour(name) >= MOST_AN_HOUR:
        log.warning("Reports about entries are past their limit.")
        raise Refused(TOO_MANY)
    now, given = timezone.now(), form.cleaned_data
    report_it = partial(
        reporting.report, activity=row, what=given["what"], words=given["words"], by=None, at=now
    )
    if only_once(request, report_it, at=now):
        came_this_hour(name, more=1)


@open_page
def report_sent(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Thank you."""
    page = near_context(request) | {"row": activity_or_404(activity)}
    return render(request, "curating/report_sent.html", page)
