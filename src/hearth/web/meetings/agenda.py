"""The agenda while it is written: what covers what is shown at every step."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.agenda import AgendaFacts, suggestions
from hearth.core.house.framework import Framework
from hearth.core.house.meetings import AgendaItem
from hearth.core.house.tagging import suggest
from hearth.core.words import Refused
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.records.meetings import queries
from hearth.records.meetings.changes import agenda as changes
from hearth.records.meetings.changes.planning import ChangedMeanwhile
from hearth.web.door import account_of
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_page
from hearth.web.meetings.facts import facts_for
from hearth.web.meetings.forms import ItemForm
from hearth.web.meetings.loading import base_of, item_or_404, meeting_context, meeting_or_404
from hearth.web.meetings.present import WIDTH, covered, timetable


@house_page(HouseAction.RUN_MEETINGS)
def agenda(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """All items with their buttons, what they cover, and what else could be on the agenda."""
    return agenda_page(request, sight, meeting_or_404(sight, meeting_id))


def agenda_page(
    request: HttpRequest, sight: Sight, row: Any, refused: Refused | None = None
) -> HttpResponse:
    """Show the agenda, and why something could not be done."""
    items, facts = queries.items_of(row), facts_for(sight, row.starts)
    held = [each.as_item for each in items]
    page = meeting_context(request, sight, row) | {
        "slots": timetable(items, row.starts, facts.framework, now=timezone.now()),
        "covered": covered(held, facts.framework, row.length, facts.touched, facts.today),
        "width": WIDTH,
        "more": _more(facts, held),
        "refused": refused.reasons if refused else [],
        "failed": refused is not None,
    }
    return render(request, "meetings/agenda.html", page, status=422 if refused else 200)


def _more(facts: AgendaFacts, held: list[AgendaItem]) -> list[AgendaItem]:
    """Suggest what is not on the agenda yet."""
    titles = {each.title for each in held}
    return [each for each in suggestions(facts) if each.title not in titles]


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def arrange(request: HttpRequest, sight: Sight, meeting_id: int, item_id: int) -> HttpResponse:
    """Move an item up or down, or take it out."""
    row = meeting_or_404(sight, meeting_id)
    item, did = item_or_404(row, item_id), request.POST.get("do")
    shared = {"item": item, "base": base_of(request), "by": account_of(request)}
    try:
        if did == "out":
            changes.take_out_item(**shared, at=timezone.now())
        else:
            changes.move_item(**shared, up=did == "up", at=timezone.now())
    except Refused as refusal:
        return agenda_page(request, sight, row, refusal)
    return redirect("meeting-agenda", row.pk)


@house_page(HouseAction.RUN_MEETINGS, methods="POST")
def take_in(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Put one of the suggestions on the agenda."""
    row = meeting_or_404(sight, meeting_id)
    held = [each.as_item for each in queries.items_of(row)]
    wanted = request.POST.get("title")
    found = [e for e in _more(facts_for(sight, row.starts), held) if e.title == wanted]
    if not found:
        raise Http404
    try:
        _add(request, row, found[0])
    except Refused as refusal:
        return agenda_page(request, sight, row, refusal)
    return redirect("meeting-agenda", row.pk)


def _add(request: HttpRequest, row: Any, item: AgendaItem) -> Any:
    return changes.add_item(
        meeting=row, item=item, base=base_of(request), by=account_of(request), at=timezone.now()
    )


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def new_item(request: HttpRequest, sight: Sight, meeting_id: int) -> HttpResponse:
    """Add an item of one's own."""
    row = meeting_or_404(sight, meeting_id)
    framework = framework_of(sight.community)
    form = ItemForm(request.POST or None, framework=framework, initial={"minutes": 10})
    if request.method == "POST" and form.is_valid():
        try:
            made = _add(request, row, form.item())
            return _kept(request, row, made, framework)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _item_page(request, sight, row, form)


@house_page(HouseAction.RUN_MEETINGS, methods="GET POST")
def change_item(request: HttpRequest, sight: Sight, meeting_id: int, item_id: int) -> HttpResponse:
    """Change an item: its words, its minutes, its elements."""
    row = meeting_or_404(sight, meeting_id)
    item, framework = item_or_404(row, item_id), framework_of(sight.community)
    held = {name: getattr(item, name) for name in ("title", "minutes", "note", "elements")}
    form = ItemForm(request.POST or None, framework=framework, initial=held)
    if request.method == "POST" and form.is_valid():
        try:
            changes.change_item(
                item=item, to=form.item(), base=base_of(request),
                by=account_of(request), at=timezone.now(),
            )  # fmt: skip
            return _kept(request, row, item, framework)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
            met = isinstance(refusal, ChangedMeanwhile)
            return _item_page(request, sight, row, form, item, now=item if met else None)
    return _item_page(request, sight, row, form, item)


def _kept(request: HttpRequest, row: Any, item: Any, framework: Framework) -> HttpResponse:
    """Go back to the agenda; where no element was chosen, say which it may be about."""
    found = (
        []
        if item.elements
        else suggest(f"{item.title} {item.note}", framework, settings.HOUSE_WORDS)
    )
    if found:
        names = ", ".join(f"{each.element.name} ({each.why})" for each in found)
        messages.info(request, f"No element is chosen for the new words. It may be: {names}.")
    return redirect("meeting-agenda", row.pk)


def _item_page(
    request: HttpRequest,
    sight: Sight,
    row: Any,
    form: ItemForm,
    item: Any = None,
    *,
    now: Any = None,
) -> HttpResponse:
    """Show the form. `now`: the item as somebody else left it while this was typed."""
    page = meeting_context(request, sight, row) | {"form": form, "item": item, "now": now}
    return render(request, "meetings/item.html", page, status=422 if form.errors else 200)
