"""The minutes: to read, to agree, and to put right."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.minutes import Minutes, obstacles_to_agree
from hearth.core.words import Refusal, Refused
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.records.meetings.changes import agreeing as changes
from hearth.web.door import account_of
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_page
from hearth.web.meetings.forms import CorrectionForm
from hearth.web.meetings.loading import base_of, meeting_context, meeting_or_404


def minutes_or_404(sight: Sight, row: Any) -> tuple[Minutes, int]:
    """Return the minutes and their number: 0 while they are not agreed.

    Until then only those who run the meetings see them.
    """
    agreed = queries.agreed_of(row)
    if agreed:
        return agreed
    if not sight.may(HouseAction.RUN_MEETINGS) or row.cancelled_at:
        raise Http404
    return queries.minutes_of(row, framework_of(sight.community)), 0


@house_page(HouseAction.SEE_HOUSE)
def minutes(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """What was said, decided and taken on."""
    return minutes_page(request, sight, meeting_or_404(sight, meeting_id))


def minutes_page(
    request: HttpRequest,
    sight: Sight,
    row: Any,
    *,
    form: CorrectionForm | None = None,
    refused: Sequence[Refusal] = (),
) -> HttpResponse:
    """Show the minutes, and what stands in the way of agreeing them."""
    told, number = minutes_or_404(sight, row)
    begun = row.starts <= timezone.now()
    failed = bool(refused or (form and form.errors))
    page = meeting_context(request, sight, row) | {
        "minutes": told,
        "number": number,
        "missing": [] if number else obstacles_to_agree(told, has_begun=begun),
        "open_decisions": [
            each
            for said in queries.said_in(row)
            for each in said.decisions
            if number and not each.done_at
        ],
        "form": form or CorrectionForm(),
        "refused": refused,
        "failed": failed,
    }
    return render(request, "meetings/minutes.html", page, status=422 if failed else 200)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def agree(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Agree the minutes as they stand. From then on they never change."""
    row = meeting_or_404(sight, meeting_id)
    framework = framework_of(sight.community)
    try:
        changes.agree(meeting=row, framework=framework, by=account_of(request), at=timezone.now())
    except Refused as refusal:
        return minutes_page(request, sight, row, refused=refusal.reasons)
    messages.success(request, "The minutes are agreed.")
    return redirect("meeting-minutes", row.pk)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def correct(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Add a correction below agreed minutes."""
    row = meeting_or_404(sight, meeting_id)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            changes.correct(
                meeting=row, words=form.cleaned_data["words"], base=base_of(request),
                by=account_of(request), at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "The correction is added.")
            return redirect("meeting-minutes", row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return minutes_page(request, sight, row, form=form)
