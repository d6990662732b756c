"""The themes of a community: the longest wait first, what people said, and our answers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.feedback import DID_WORDS, SORTS, TYPES_IN
from hearth.core.house.access import HouseAction
from hearth.core.house.framework import Framework
from hearth.core.words import Refused
from hearth.records.access.door import NotAllowed
from hearth.records.feedback.changes import answer, hide
from hearth.records.feedback.places import word_for
from hearth.records.feedback.queries import (
    ThemeShown,
    feedback_in,
    theme_of,
    themes_of,
    unplaced,
)
from hearth.records.house.queries import framework_of
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.feedback.forms import AnswerForm, HideForm
from hearth.web.feedback.present import WIDTH, theme_rows
from hearth.web.house.door import house_context, house_page

UNREAD_TOO_LONG = timedelta(days=14)


def feedback_context(request: HttpRequest, sight: Sight) -> dict[str, object]:
    """What every page of the feedback is given: who may sort it, type it in and answer it."""
    return house_context(request, sight) | {
        "may_sort": bool(sight.hats & SORTS),
        "may_type_in": bool(sight.hats & TYPES_IN),
        "may_answer": sight.may(HouseAction.ANSWER_FEEDBACK),
        "place": word_for(sight.community),
    }


@house_page(HouseAction.SEE_FEEDBACK)
def listing(request: HttpRequest, sight: Sight) -> HttpResponse:
    """All themes, and what is still to be read."""
    themes = themes_of(sight.community, on=timezone.localdate())
    page = feedback_context(request, sight)
    unread = unplaced(sight.community, on=timezone.localdate())
    old = sum(1 for each in unread if timezone.localdate() - each.day > UNREAD_TOO_LONG)
    page |= {"rows": theme_rows(themes), "width": WIDTH, "waiting": len(unread), "old": old}
    return render(request, "feedback/themes.html", page)


@house_page(HouseAction.SEE_FEEDBACK, methods="GET POST")
def one(request: HttpRequest, sight: Sight, theme: int) -> HttpResponse:
    """One theme: what people said, all answers, and the form of a new one."""
    shown = theme_of(sight.community, theme, on=timezone.localdate())
    if shown is None:
        raise Http404
    may_answer = sight.may(HouseAction.ANSWER_FEEDBACK)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_answer:
            raise NotAllowed("Only House leads and commissioners answer.")
        if form.is_valid() and _answered(request, sight, shown, form):
            return redirect("feedback-theme", theme=theme)
    page = feedback_context(request, sight) | _theme_page(sight, shown) | {"form": form}
    return render(request, "feedback/theme.html", page, status=422 if form.errors else 200)


def _theme_page(sight: Sight, shown: ThemeShown) -> dict[str, object]:
    row = theme_rows([shown])[0]
    names = element_names(framework_of(sight.community), shown.theme.elements)
    answers = [(DID_WORDS[each.did], each) for each in reversed(shown.answers)]
    return {"row": row, "elements": names, "answers": answers, "width": WIDTH}


def element_names(framework: Framework, codes: list[str]) -> list[str]:
    """The names of elements by their codes; one that is gone is left out."""
    return [each.name for each in framework.elements if each.code in codes]


def _answered(request: HttpRequest, sight: Sight, shown: ThemeShown, form: AnswerForm) -> bool:
    given: dict[str, Any] = form.cleaned_data
    try:
        answer(
            theme=shown.theme, did=form.chosen(), words=given["words"], due=given["due"],
            by=sight.account, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    messages.success(request, "Your answer stands on the page “You said, we did”.")
    return True


@house_page(HouseAction.SEE_FEEDBACK, methods="GET POST")
def hidden(request: HttpRequest, sight: Sight, feedback: UUID) -> HttpResponse:
    """Keep a quotation from all pages, with a reason; its words are never edited."""
    if not sight.hats & SORTS:
        raise NotAllowed("Only House leads hide what people said.")
    row = feedback_in(sight.community, feedback)
    if row is None:
        raise Http404
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            hide(
                feedback=row, reason=form.cleaned_data["reason"], by=sight.account,
                at=timezone.now(),
            )  # fmt: skip
            messages.success(request, "No page shows it any more.")
            return redirect("feedback")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = feedback_context(request, sight) | {"form": form, "row": row}
    return render(request, "feedback/hide.html", page, status=422 if form.errors else 200)
