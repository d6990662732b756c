"""One action: what it says, what it waits for, what became of it, and where it goes next."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.work import WorkState, waiting_for
from hearth.core.words import Refusal, Refused
from hearth.records.house.sight import Sight
from hearth.records.workplan.changes import move_work
from hearth.records.workplan.queries import history_of, item_in
from hearth.web.house.door import house_context, house_page
from hearth.web.workplan.forms import MoveForm
from hearth.web.workplan.listing import plan_of


@house_page(HouseAction.SEE_HOUSE)
def item(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """One action as it stands."""
    return _page(request, sight, number)


@house_page(HouseAction.PLAN_WORK, methods="POST")
def move(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """It goes on, waits, is done or is stopped."""
    row = item_in(sight.community, number)
    if row is None:
        raise Http404
    asked = request.POST.get("state", "")
    if asked not in list(WorkState):
        return _page(
            request, sight, number, [Refusal("Choose how it stands now.", "state")], request.POST
        )
    to = WorkState(asked)
    try:
        why = "".join(filter(str.isprintable, request.POST.get("why", "")))
        move_work(item=row, to=to, why=why, by=sight.account, at=timezone.now())
    except Refused as refusal:
        return _page(request, sight, number, refusal.reasons, request.POST)
    messages.success(request, f"It is “{to}” now.")
    return redirect("work-item", number)


def _page(
    request: HttpRequest, sight: Sight, number: int, refused: Any = (), data: Any = None
) -> HttpResponse:
    plan, row = plan_of(sight), item_in(sight.community, number)
    held = next((each for each in plan.work if each.number == number), None)
    if row is None or held is None:
        raise Http404
    needed = [each for each in plan.work if each.number in held.depends_on]
    page = house_context(request, sight) | {
        "row": plan.row(held),
        "work": held,
        "needed": needed,
        "waiting": waiting_for(held, plan.work),
        "events": history_of(row),
        "form": _form(held.state, data, refused),
        "may_plan": sight.may(HouseAction.PLAN_WORK),
    }
    return render(request, "workplan/item.html", page, status=422 if refused else 200)


def _form(here: WorkState, data: Any, refused: Any) -> MoveForm:
    """The form as it was sent, with what the core says of it and nothing else."""
    form = MoveForm(here, data)
    form.errors.clear()
    for reason in refused:
        form.add_error(reason.where, reason.words)
    return form
