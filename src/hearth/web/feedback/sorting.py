"""Read what people said, one after the other, and put it in themes; type in what is on paper."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.feedback import ABOUT_WORDS, SORTS, TYPES_IN, About, Way
from hearth.core.house.access import HouseAction
from hearth.core.house.tagging import suggest
from hearth.core.words import Refused
from hearth.records.access.door import NotAllowed
from hearth.records.feedback.changes import place, raise_theme, type_in
from hearth.records.feedback.queries import themes_of, unplaced
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.feedback.forms import SortForm, TypeInForm, element_choices
from hearth.web.feedback.themes import feedback_context
from hearth.web.house.door import house_page


@house_page(HouseAction.SEE_FEEDBACK, methods="GET POST")
def sort(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The one that has waited longest, and the themes that it may belong to."""
    if not sight.hats & SORTS:
        raise NotAllowed("Only House leads read all that people said.")
    waiting = unplaced(sight.community, on=timezone.localdate())
    page = feedback_context(request, sight) | {"waiting": len(waiting)}
    if not waiting:
        return render(request, "feedback/sorted.html", page)
    row, themes = waiting[0], _themes(sight)
    form = _form(request, sight, themes, row.words)
    if request.method == "POST" and form.is_valid():
        # The page may be old: what is placed is what was read on it.
        read = next((each for each in waiting if str(each.pk) == request.POST.get("said")), None)
        if read is None:
            messages.success(request, "Someone has put that in a theme already.")
            return redirect("feedback-sort")
        try:
            _place(sight, read, form, themes)
            return redirect("feedback-sort")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page |= {"form": form, "row": row, "about": ABOUT_WORDS[About(row.about)]}
    return render(request, "feedback/sort.html", page, status=422 if form.errors else 200)


def _themes(sight: Sight) -> dict[str, Any]:
    shown = themes_of(sight.community, on=timezone.localdate())
    return {str(each.theme.pk): each.theme for each in sorted(shown, key=lambda each: each.name)}


def _form(request: HttpRequest, sight: Sight, themes: dict[str, Any], words: str) -> SortForm:
    """The form; where words point to an element, it is chosen already, and can be changed."""
    framework = framework_of(sight.community)
    found = (
        [each.element.code for each in suggest(words, framework, settings.HOUSE_WORDS)][:1]
        if words
        else []
    )
    return SortForm(
        request.POST if request.method == "POST" else None,
        themes=[(key, theme.name) for key, theme in themes.items()],
        elements=element_choices(framework),
        initial={"element": found[0] if found else ""},
    )


def _place(sight: Sight, row: Any, form: SortForm, themes: dict[str, Any]) -> None:
    chosen = [themes[key] for key in form.cleaned_data["themes"]]
    done: dict[str, Any] = {"by": sight.account, "at": timezone.now()}
    if form.cleaned_data["name"].strip():
        name = form.cleaned_data["name"]
        new = raise_theme(community=sight.community, name=name, elements=form.elements, **done)
        chosen = [*(each for each in chosen if each.pk != new.pk), new]
    place(feedback=row, themes=chosen, **done)


@house_page(HouseAction.SEE_FEEDBACK, methods="GET POST")
def typing_in(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Type in one sheet; the next empty form follows at once."""
    if not sight.hats & TYPES_IN:
        raise NotAllowed("Only staff type in what came on paper.")
    form = TypeInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            type_in(
                community=sight.community, given=form.given(),
                way=Way(form.cleaned_data["way"] or Way.PAPER), by=sight.account,
                at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Kept. Here is the next empty form.")
            return redirect("feedback-type-in")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = feedback_context(request, sight) | {"form": form}
    return render(request, "feedback/type_in.html", page, status=422 if form.errors else 200)
