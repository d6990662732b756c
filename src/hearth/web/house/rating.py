"""A member goes through the elements: saved at once, resumed later, checked at the end."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.assessing import Voice
from hearth.core.house.framework import Element
from hearth.core.house.parts import MEANS, NAMES, Part
from hearth.core.words import Refused
from hearth.records.house import changes, queries
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.house.figures import Newest, figures_for, figures_in
from hearth.web.house.loading import OwnRating, own_rating
from hearth.web.house.rating_forms import PLAIN, ElementForm, Together


def _page(request: HttpRequest, sight: Sight, rated: OwnRating | None) -> dict[str, Any]:
    return house_context(request, sight) | {
        "rated": rated,
        "names": NAMES,
        "means": MEANS,
        "plain": PLAIN,
    }


def _rated_or_404(sight: Sight) -> OwnRating:
    rated = own_rating(sight)
    if rated is None:
        raise Http404
    return rated


@house_page(HouseAction.ASSESS)
def assess(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Where one begins and goes on."""
    rated = own_rating(sight)
    ahead = rated.after() if rated else None
    page = _page(request, sight, rated) | {
        "is_staff": sight.voice is Voice.STAFF,
        "next": rated.address_of(ahead) if rated and ahead else "",
    }
    return render(request, "house/assess.html", page)


@house_page(HouseAction.ASSESS, methods="GET POST")
def part(request: HttpRequest, sight: Sight, part: str) -> HttpResponse:
    """All elements of a part on one page. What is right is kept, even where some is not."""
    rated = _rated_or_404(sight)
    row = next((each for each in rated.parts if each.part == part), None)
    if row is None:
        raise Http404
    newest = figures_in(sight.community)
    forms = [_form(request, rated, each.element, newest) for each in row.rows]
    kept = [_kept(sight, rated, form) for form in forms] if request.method == "POST" else [False]
    if all(kept):
        return redirect(_onwards(sight, row.rows[-1].element))
    summary = Together(forms)
    page = _page(request, sight, rated)
    page |= {"part": row.part, "forms": forms, "form": summary}
    return render(request, "house/assess_part.html", page, status=422 if summary.errors else 200)


@house_page(HouseAction.ASSESS, methods="GET POST")
def one(request: HttpRequest, sight: Sight, element: str) -> HttpResponse:
    """One element on a page, in the plainest layout."""
    rated = _rated_or_404(sight)
    row = next((each for each in rated.rows if each.element.code == element), None)
    if row is None:
        raise Http404
    newest = figures_in(sight.community)
    form = _form(request, rated, row.element, newest, plain=True)
    if request.method == "POST" and _kept(sight, rated, form):
        return redirect(_onwards(sight, row.element, one_each=True))
    page = _page(request, sight, rated) | {"element": row.element, "form": form}
    return render(request, "house/assess_one.html", page, status=422 if form.errors else 200)


def _form(
    request: HttpRequest, rated: OwnRating, element: Element, newest: Newest, plain: bool = False
) -> ElementForm:
    return ElementForm(
        element,
        request.POST if request.method == "POST" else None,
        own=rated.said_of(element),
        figures=figures_for(element, newest),
        asks_name=rated.voice is Voice.PEOPLE,
        is_named=element.code in rated.named,
        plain=plain,
    )


def _kept(sight: Sight, rated: OwnRating, form: ElementForm) -> bool:
    """Keep what was changed on one element, both answers or none; say whether all is well."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            for question, rating in form.changed_answers():
                changes.answer(
                    assessment=rated.assessment, element=form.element.code, question=question,
                    rating=rating, evidence=form.evidence, named=form.cleaned_data["named"],
                    by=sight.account, at=timezone.now(),
                )  # fmt: skip
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


def _onwards(sight: Sight, element: Element, *, one_each: bool = False) -> str:
    """Where to go on: to what is not answered yet, else to the page where all is checked."""
    rated = _rated_or_404(sight)
    ahead = rated.after(element)
    if ahead is None:
        return reverse("house-assess-check")
    return reverse("house-assess-one", args=[ahead.code]) if one_each else rated.address_of(ahead)


@house_page(HouseAction.ASSESS)
def check(request: HttpRequest, sight: Sight) -> HttpResponse:
    """All own answers, each with a way to change it."""
    return render(request, "house/assess_check.html", _page(request, sight, _rated_or_404(sight)))


@house_page(HouseAction.ASSESS)
def done(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What comes next."""
    return render(request, "house/assess_done.html", _page(request, sight, own_rating(sight)))


@house_page(HouseAction.SEE_HOUSE)
def paper(request: HttpRequest, sight: Sight, large: bool = False) -> HttpResponse:
    """The questions as a sheet to print."""
    assessment = queries.open_assessment_of(sight.community)
    if assessment is None:
        asked = queries.framework_of(sight.community)
    else:
        asked = queries.framework_at(assessment)
    page = _page(request, sight, None) | {
        "asked": [(part, asked.of(part)) for part in Part if asked.of(part)],
        "large": large,
        "rates": sight.may(HouseAction.ASSESS),
    }
    return render(request, "house/assess_paper.html", page)
