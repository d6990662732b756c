"""The page that is used during a meeting: who is there, what is said, decided, and taken on."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.words import Refused
from hearth.records.house.queries import framework_of, members_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.records.meetings.changes import holding as changes
from hearth.web.door import account_of
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_page
from hearth.web.meetings.forms import CatchForm, PeopleForm, WordsForm
from hearth.web.meetings.loading import base_of, item_or_404, meeting_context, meeting_or_404
from hearth.web.meetings.present import time_left, timetable


@house_page(HouseAction.RUN_MEETINGS)
def hold(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """The agenda by the clock, one line to catch what is agreed, and words for each item."""
    return hold_page(request, sight, meeting_or_404(sight, meeting_id))


def hold_page(
    request: HttpRequest,
    sight: Sight,
    row: Any,
    *,
    catch: CatchForm | None = None,
    people: PeopleForm | None = None,
) -> HttpResponse:
    """Show the page, with the form that could not be taken as it was typed."""
    now, said = timezone.now(), queries.said_in(row)
    framework = framework_of(sight.community)
    slots = timetable([e.item for e in said if e.item], row.starts, framework, now=now)
    members = accounts_of(sight, row)
    failed = bool((catch and catch.errors) or (people and people.errors))
    page = meeting_context(request, sight, row) | {
        "left": time_left(row.starts, row.appointment.ends, now=now),
        "items": list(zip(slots, said, strict=False)),
        "drafts": queries.drafts_of(row, account_of(request)),
        "loose": next((each for each in said if each.item is None), None),
        "catch": catch or CatchForm(items=choices(slots), initial={"item": _now(request, slots)}),
        "people": people or people_form(row, list(members)),
        "members": list(members),
        "failed": failed,
    }
    return render(request, "meetings/hold.html", page, status=422 if failed else 200)


def choices(slots: Sequence[Any]) -> list[tuple[str, str]]:
    """The items to choose from, with their numbers."""
    return [(str(e.row.pk), f"{place}. {e.row.title}") for place, e in enumerate(slots, 1)]


def _now(request: HttpRequest, slots: Sequence[Any]) -> str:
    """The item that was written on last; else the one whose time it is."""
    chosen = request.GET.get("item", "")
    return chosen or next((str(each.row.pk) for each in slots if each.is_now), "")


def accounts_of(sight: Sight, row: Any) -> dict[str, Any]:
    """Who sits in the group on the day of the meeting, by name."""
    seats = members_of(sight.community, timezone.localdate(row.starts))
    return {each.account.full_name: each.account for each in seats}


def people_form(row: Any, members: list[str], data: Any = None) -> PeopleForm:
    """The form of who is there, as it is kept."""
    held = queries.people_at(row)
    here = [each.name for each in held if each.was_there]
    names = [*members, *(e.name for e in held if not e.was_there and e.name not in members)]
    initial = {
        "here": here,
        "sorry": [each.name for each in held if not each.was_there],
        "others": "\n".join(name for name in here if name not in names),
    }
    return PeopleForm(data, members=names, initial=initial)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def catch(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Write down a decision or an action as it is said."""
    row = meeting_or_404(sight, meeting_id)
    slots = timetable(
        queries.items_of(row), row.starts, framework_of(sight.community), now=timezone.now()
    )
    form = CatchForm(request.POST, items=choices(slots))
    if form.is_valid():
        try:
            _caught(request, sight, row, form.cleaned_data)
            chosen = form.cleaned_data["item"]
            return redirect(f"{reverse('meeting-hold', args=[row.pk])}?item={chosen}#catch")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return hold_page(request, sight, row, catch=form)


def _caught(request: HttpRequest, sight: Sight, row: Any, said: dict[str, Any]) -> None:
    item = item_or_404(row, int(said["item"])) if said["item"] else None
    shared: dict[str, Any] = {"meeting": row, "item": item, "by": account_of(request)}
    if said["kind"] == "decision":
        changes.decide(**shared, words=said["words"], at=timezone.now())
        messages.success(request, "The decision is written down.")
        return
    owner = accounts_of(sight, row).get(said["who"].strip())
    changes.take_on(
        **shared, what=said["words"], who=said["who"], due=said["due"], owner=owner,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, "The action is written down. It is in the work plan now.")


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def people(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Keep who is there, and who could not come."""
    row = meeting_or_404(sight, meeting_id)
    accounts = accounts_of(sight, row)
    form = people_form(row, list(accounts), request.POST)
    if form.is_valid():
        here, sorry = ([(n, accounts.get(n)) for n in names] for names in form.names())
        try:
            changes.note_people(
                meeting=row, here=here, sorry=sorry, base=base_of(request),
                by=account_of(request), at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Saved who is here.")
            return redirect("meeting-hold", row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return hold_page(request, sight, row, people=form)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def words(request: HttpRequest, sight: Sight, meeting_id: int, item_id: int) -> HttpResponse:
    """Keep what was said on an item. Where somebody else wrote meanwhile, show both texts."""
    row = meeting_or_404(sight, meeting_id)
    item, form = item_or_404(row, item_id), WordsForm(request.POST)
    try:
        changes.write_words(
            item=item, words=request.POST.get("words", ""), base=base_of(request),
            by=account_of(request), at=timezone.now(),
        )  # fmt: skip
    except changes.MovedOn as refusal:
        page = meeting_context(request, sight, row)
        page |= {"item": item, "now": refusal.now, "form": form, "yours": refusal.yours}
        return render(request, "meetings/moved_on.html", page, status=409)
    except Refused as refusal:
        return _not_kept(request, sight, row, item, form, refusal)
    messages.success(request, "Saved.")
    return redirect(f"{reverse('meeting-hold', args=[row.pk])}#item-{item.pk}")


def _not_kept(
    request: HttpRequest, sight: Sight, row: Any, item: Any, form: WordsForm, refusal: Refused
) -> HttpResponse:
    """Show why these words were not kept, and the words, so that they can be saved elsewhere."""
    add_refusals(form, refusal.reasons)
    page = meeting_context(request, sight, row)
    page |= {"item": item, "form": form, "base": base_of(request)}
    return render(request, "meetings/not_kept.html", page, status=422)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def draft(request: HttpRequest, sight: Sight, meeting_id: int, item_id: int) -> HttpResponse:
    """Keep what is typed: JSON `{"fields": {"words": ..., "base": ...}}` in, when out."""
    item, at = item_or_404(meeting_or_404(sight, meeting_id), item_id), timezone.now()
    try:
        fields = json.loads(request.body)["fields"]
        typed, base = str(fields["words"]), max(0, int(str(fields["base"])[:9]))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"problem": "Send the fields of the form as JSON."}, status=400)
    try:
        changes.keep_draft(item=item, words=typed, base=base, by=account_of(request), at=at)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(at).strftime("%H:%M")})


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def decision(request: HttpRequest, sight: Sight, decision_id: int) -> HttpResponse:
    """Take a decision out of the minutes, or say that it is done."""
    row = queries.decision_of(sight.community, decision_id)
    if row is None:
        raise Http404
    shared: dict[str, Any] = {"decision": row, "by": account_of(request), "at": timezone.now()}
    if request.POST.get("do") == "done":
        changes.settle_decision(**shared)
        messages.success(request, "Done. It will not come up again.")
        return redirect("meeting-minutes", row.meeting_id)
    changes.take_out_decision(**shared)
    messages.success(request, "The decision is taken out.")
    return redirect("meeting-hold", row.meeting_id)
