"""Writing an action down, and changing it. Elements are suggested; nobody must take them."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.tagging import suggest
from hearth.core.house.work import Work
from hearth.core.words import Refused
from hearth.records.house.queries import members_of
from hearth.records.house.sight import Sight
from hearth.records.workplan import changes
from hearth.records.workplan.queries import item_in, newest_wording
from hearth.web.house.door import house_context, house_page
from hearth.web.workplan.forms import ANOTHER, NOBODY, WorkForm
from hearth.web.workplan.listing import plan_of
from hearth.web.workplan.present import Plan

SUGGEST = "suggest"
NO_WORDS = "Nothing in your words points to an element. Choose for yourself."


@house_page(HouseAction.PLAN_WORK, methods="GET POST")
def new(request: HttpRequest, sight: Sight) -> HttpResponse:
    """An action is written down."""
    plan, accounts = plan_of(sight), _accounts(sight)
    if request.method == "GET":
        first = {name: request.GET.get(name, "")[:160] for name in ("title", "why")}
        ticked = request.GET.get("element", "")
        return _show(request, sight, _form(plan, accounts, initial=first | _ticked(plan, [ticked])))
    form = _posted(request, plan, accounts)
    if request.POST.get("do") == SUGGEST or not form.is_valid():
        return _show(request, sight, form, again=True)
    try:
        item = changes.add_work(
            community=sight.community, said=form.said(), owner=_owner(form, accounts),
            elements=form.chosen(), depends_on=form.needed(), by=sight.account, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_reasons(refusal.reasons)
        return _show(request, sight, form, again=True)
    messages.success(request, "Written down. It is in the plan.")
    return redirect("work-item", item.pk)


@house_page(HouseAction.PLAN_WORK, methods="GET POST")
def change(request: HttpRequest, sight: Sight, number: int) -> HttpResponse:
    """What an action says is changed; the old words stay in its history."""
    plan, item = plan_of(sight), item_in(sight.community, number)
    held = next((each for each in plan.work if each.number == number), None)
    if item is None or held is None:
        raise Http404
    newest = newest_wording(item)
    accounts = _accounts(sight, also=newest.owner_account)
    if request.method == "GET":
        form = _form(plan, accounts, initial=_initial(plan, held, newest), changing=number)
        return _show(request, sight, form, changing=number, base=newest.number)
    form = _posted(request, plan, accounts, changing=number)
    base = int("0" + "".join(filter(str.isdecimal, request.POST.get("base", "")))[:6])
    if request.POST.get("do") == SUGGEST or not form.is_valid():
        return _show(request, sight, form, again=True, changing=number, base=base)
    try:
        _keep(sight, plan, item, held, form, accounts, base)
    except Refused as refusal:
        form.add_reasons(refusal.reasons)
        return _show(request, sight, form, again=True, changing=number, base=base)
    messages.success(request, "Changed. The words before are kept.")
    return redirect("work-item", number)


def _keep(
    sight: Sight,
    plan: Plan,
    item: Any,
    held: Work,
    form: WorkForm,
    accounts: Mapping[str, Any],
    base: int,
) -> None:
    """Keep a change. What could not be ticked, for it is over or retired, stays as it was."""
    in_use = {each.code for each in plan.framework.in_use}
    over = [each.number for each in plan.work if not each.is_open]
    changes.change_work(
        item=item, base_number=base, said=form.said(), owner=_owner(form, accounts),
        elements=[*form.chosen(), *(each for each in held.elements if each not in in_use)],
        depends_on=[*form.needed(), *(each for each in held.depends_on if each in over)],
        reason=form.cleaned_data["reason"], by=sight.account, at=timezone.now(),
    )  # fmt: skip


def _accounts(sight: Sight, *, also: Any = None) -> dict[str, Any]:
    """Who can be given an action: the steering group, who is asking, and whose it is now."""
    seats = members_of(sight.community, timezone.localdate())
    found = [*(seat.account for seat in seats), sight.account, *([also] if also else [])]
    return {str(each.pk): each for each in found}


def _form(
    plan: Plan, accounts: Mapping[str, Any], data: Any = None, *, changing: int = 0, **more: Any
) -> WorkForm:
    names = sorted((each.full_name, key) for key, each in accounts.items())
    return WorkForm(
        data,
        framework=plan.framework,
        members={key: name for name, key in names},
        others=[each for each in plan.work if each.number != changing],
        changing=bool(changing),
        **more,
    )


def _posted(
    request: HttpRequest, plan: Plan, accounts: Mapping[str, Any], *, changing: int = 0
) -> WorkForm:
    """The form as it was sent, with what its words suggest where that was asked for."""
    names = {each.code: each.name for each in plan.framework.in_use}
    taken = [code for code in request.POST.getlist("elements_suggested") if code in names]
    suggested = {code: names[code] for code in taken}
    if request.POST.get("do") == SUGGEST:
        words = f"{request.POST.get('title', '')}. {request.POST.get('why', '')}"
        ticked = {
            code for key in request.POST if key.startswith("elements_")
            for code in request.POST.getlist(key)
        }  # fmt: skip
        found = [
            each
            for each in suggest(words, plan.framework, settings.HOUSE_WORDS)
            if each.element.code not in ticked
        ]
        suggested |= {each.element.code: f"{each.element.name} ({each.why})" for each in found}
    return _form(plan, accounts, request.POST, changing=changing, suggested=suggested)


def _owner(form: WorkForm, accounts: Mapping[str, Any]) -> Any:
    return accounts.get(form.cleaned_data["member"])


def _ticked(plan: Plan, codes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in plan.framework.in_use:
        if each.code in codes:
            found.setdefault(f"elements_{each.part}", []).append(each.code)
    return found


def _initial(plan: Plan, held: Work, newest: Any) -> dict[str, Any]:
    said = held.said
    member = str(newest.owner_account_id or (ANOTHER if said.owner else NOBODY))
    return _ticked(plan, held.elements) | {
        "title": said.title, "why": said.why, "member": member, "due": said.due,
        "owner": said.owner if member == ANOTHER else "", "organisation": said.organisation,
        "effort": said.effort, "depends_on": [str(each) for each in held.depends_on],
    }  # fmt: skip


def _show(
    request: HttpRequest, sight: Sight, form: WorkForm, *, again: bool = False, **more: Any
) -> HttpResponse:
    asked = again and request.POST.get("do") == SUGGEST
    if asked:
        form.errors.clear()  # They asked what fits, and have not finished yet.
    nothing = asked and "elements_suggested" not in form.fields
    page = house_context(request, sight) | {
        "form": form, "suggested": asked, "nothing": NO_WORDS if nothing else "", **more,
    }  # fmt: skip
    status = 422 if again and not asked else 200
    return render(request, "workplan/write.html", page, status=status)
