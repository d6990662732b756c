"""A House lead makes the framework the community's own: each change is a version, and says why."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house import adapting as core
from hearth.core.house.access import HouseAction
from hearth.core.house.framework import Element, Framework, element_obstacles, parse
from hearth.core.house.parts import NAMES
from hearth.core.words import Refusal, Refused
from hearth.records.house import changes, queries
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.house.framework_forms import (
    AddForm,
    BringTextForm,
    RewordForm,
    WeightForm,
    WhyForm,
    words_of,
)

DONE = {
    "reword": "The new words are kept.",
    "weight": "The new weight is kept.",
    "out": "It is taken out. What was said about it is kept.",
    "back": "It is back.",
}


@house_page(HouseAction.ADAPT, methods="GET POST")
def add(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Add an element."""
    initial = {"matters": "yes", "proof": "words", "strand": "", "part": request.GET.get("part")}
    form = AddForm(request.POST if request.method == "POST" else None, initial=initial)

    def grown(now: Framework) -> Framework:
        new = form.element(now)
        _require(element_obstacles(new))
        return core.add(now, new)

    if _keep(request, sight, form, grown):
        messages.success(request, "Added. It is asked from the next time on.")
        return redirect("house-framework")
    return _form_page(request, sight, form, heading="Add something", button="Add it")


@house_page(HouseAction.ADAPT, methods="GET POST")
def bring(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Bring in the whole text, changed by hand."""
    form = BringTextForm(request.POST if request.method == "POST" else None)
    if _keep(request, sight, form, lambda _: parse(form.cleaned_data["text"])):
        messages.success(request, "Brought in. This is the framework from now on.")
        return redirect("house-framework")
    lead = ["Download the text first. Change it, and paste it here. Leave each code as it is."]
    return _form_page(
        request, sight, form, heading="Bring in a changed text", button="Bring it in", lead=lead
    )


@house_page(HouseAction.ADAPT, methods="GET POST")
def change(request: HttpRequest, sight: Sight, element: str) -> HttpResponse:
    """Change one element: its words, its weight, or whether it is asked at all."""
    now = queries.framework_in_use(sight.community)
    held = next((each for each in now.framework.elements if each.code == element), None)
    if held is None:
        raise Http404
    do = request.POST.get("do", "")
    shown = _forms(held, do, request.POST)
    form = shown.get(do)
    if form is not None and _keep(request, sight, form, _step(do, form, held)):
        messages.success(request, DONE[do])
        return redirect("house-framework")
    page = house_context(request, sight) | {
        "element": held, "forms": shown, "form": form, "seen": now.number, "names": NAMES,
    }  # fmt: skip
    refused = form is not None and bool(form.errors)
    return render(request, "house/element.html", page, status=422 if refused else 200)


def _forms(held: Element, do: str, given: Any) -> dict[str, forms.Form]:
    """Return the forms that fit: bring it back, or reword, reweigh and take out."""
    weight = {"matters": "yes" if held.matters else "no", "proof": held.proof.value}
    made: dict[str, tuple[type[forms.Form], dict[str, str]]] = (
        {"back": (WhyForm, {})}
        if held.retired
        else {
            "reword": (RewordForm, words_of(held)),
            "weight": (WeightForm, weight),
            "out": (WhyForm, {}),
        }
    )
    return {
        name: kind(given if name == do else None, initial=initial, auto_id=f"{name}_%s")
        for name, (kind, initial) in made.items()
    }


def _step(do: str, form: Any, held: Element) -> Callable[[Framework], Framework]:
    """Return what a form makes of the framework."""

    def stepped(now: Framework) -> Framework:
        if do == "reword" and not form.cleaned_data["same"]:
            raise Refused([Refusal("Say that it still means the same.", "same")])
        after: Framework = {
            "reword": lambda: core.reword(now, held.code, **form.words),
            "weight": lambda: core.reweigh(now, held.code, **form.weight),
            "out": lambda: core.retire(now, held.code),
            "back": lambda: core.bring_back(now, held.code),
        }[do]()
        _require(element_obstacles(after.element(held.code)))
        return after

    return stepped


def _require(problems: list[Refusal]) -> None:
    if problems:
        raise Refused(problems)


def _keep(
    request: HttpRequest, sight: Sight, form: Any, make: Callable[[Framework], Framework]
) -> bool:
    """Keep the next version. What is refused is put beside its field, and nothing is kept."""
    if request.method != "POST" or not form.is_valid():
        return False
    now = queries.framework_in_use(sight.community)
    try:
        changes.adapt(
            community=sight.community, to=make(now.framework), base_number=_seen(request),
            why=form.cleaned_data["why"], by=sight.account, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


def _seen(request: HttpRequest) -> int:
    """Which version the page was made from."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else -1


def _form_page(request: HttpRequest, sight: Sight, form: Any, **page: Any) -> HttpResponse:
    page |= house_context(request, sight) | {
        "form": form,
        "seen": str(queries.framework_in_use(sight.community).number),
        "back_to": ("What the house is made of", "house-framework"),
    }
    return render(request, "house/one_form.html", page, status=422 if form.errors else 200)
