"""Planning a meeting, moving it, calling it off; and its page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.agenda import draft
from hearth.core.words import Refused
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.records.meetings.changes import inviting
from hearth.records.meetings.changes import planning as changes
from hearth.web.door import account_of
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.meetings.facts import facts_for
from hearth.web.meetings.forms import AppointmentForm
from hearth.web.meetings.loading import (
    base_of,
    is_in_another_of_their_houses,
    meeting_context,
    meeting_or_404,
)
from hearth.web.meetings.present import timetable

USUAL = {"title": "Steering group", "length": 90, "time": "14:00"}


@house_page(HouseAction.SEE_HOUSE)
def meeting(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """When and where it is, and what is on its agenda."""
    if is_in_another_of_their_houses(request, sight, meeting_id):
        return redirect("meeting", meeting_id)
    row = meeting_or_404(sight, meeting_id)
    items, framework = queries.items_of(row), framework_of(sight.community)
    page = meeting_context(request, sight, row) | {
        "slots": timetable(items, row.starts, framework, now=timezone.now()),
        "covered": queries.covered_words(row, [each.as_item for each in items], framework),
        "to_tell": queries.to_tell(row, at=timezone.now()),
    }
    return render(request, "meetings/meeting.html", page)


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def new(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Plan a meeting. Its agenda is drafted at once, to be changed."""
    form = AppointmentForm(request.POST or None, initial=_usual(sight))
    if request.method == "POST" and form.is_valid():
        try:
            row = _planned(request, sight, form)
            messages.success(request, "The meeting is planned. We drafted an agenda for you.")
            return redirect("meeting-agenda", row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form}
    return render(request, "meetings/new.html", page, status=422 if form.errors else 200)


def _usual(sight: Sight) -> dict[str, Any]:
    """What the last meeting was like: the next one mostly is like it."""
    last = queries.meetings_of(sight.community).first()
    if last is None:
        return {**USUAL, "chair": sight.account.full_name}
    kept = {name: getattr(last, name) for name in ("title", "length", "place", "link", "chair")}
    return {**kept, "time": f"{timezone.localtime(last.starts):%H:%M}"}


def _planned(request: HttpRequest, sight: Sight, form: AppointmentForm) -> Any:
    appointment = form.appointment()
    return changes.plan_meeting(
        community=sight.community,
        appointment=appointment,
        items=draft(facts_for(sight, appointment.starts), appointment.length).items,
        by=account_of(request),
        at=timezone.now(),
    )


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def change(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Change when or where it is."""
    row = meeting_or_404(sight, meeting_id)
    form = AppointmentForm.of(row.appointment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.move_meeting(
                meeting=row, appointment=form.appointment(), base=base_of(request),
                by=account_of(request), at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Saved. Now tell the members that it has changed.")
            return redirect("meeting", row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = meeting_context(request, sight, row) | {
        "form": form,
        "may_call_off": row.starts > timezone.now(),
    }
    return render(request, "meetings/change.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def call_off(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Call it off."""
    row = meeting_or_404(sight, meeting_id)
    changes.call_off(meeting=row, by=account_of(request), at=timezone.now())
    messages.success(request, "The meeting is called off. Now tell the members.")
    return redirect("meeting", row.pk)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def tell(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Send the members the invitation, or that it has moved or is called off."""
    row = meeting_or_404(sight, meeting_id)
    try:
        count = inviting.tell_members(meeting=row, by=account_of(request), at=timezone.now())
        members = "1 member" if count == 1 else f"{count} members"
        messages.success(request, f"An email is on its way to {members}.")
    except Refused as refusal:
        messages.error(request, " ".join(each.words for each in refusal.reasons))
    return redirect("meeting", row.pk)
