"""Where one's own voice differs: what was said, and what the voice agreed on after it talked."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.house.assessing import Question, Rating, Voice
from hearth.core.house.framework import Element
from hearth.core.house.standing import HouseStanding
from hearth.core.words import Refused
from hearth.records.house import changes, queries
from hearth.records.house.answers import said_in
from hearth.records.house.sight import Sight
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.house.loading import OwnRating, own_rating
from hearth.web.house.present import SLUGS, Row, elements_of
from hearth.web.house.rating_forms import STEPS
from hearth.web.practitioner.forms import PlainForm, text

SPEAKS = {Voice.STAFF: "staff", Voice.PEOPLE: "people who use services, and carers"}


class SettleForm(PlainForm):
    """What a voice agreed on, and why."""

    rating = forms.ChoiceField(
        label="What did you agree on?",
        choices=[(str(int(each)), each.words) for each in STEPS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you agreed on."},
    )
    why = text("Why?", "So that others can follow. Name no one.", rows=3)


@dataclass(frozen=True)
class Split(Row):
    """One question on which a voice differs."""

    element: Element

    @property
    def slug(self) -> str:
        """How the question is called in an address."""
        return SLUGS[self.heard.question]


def _splits(rated: OwnRating, standing: HouseStanding) -> list[Split]:
    """Where the member's own voice differs, on what they have answered themselves."""
    return [
        Split(heard, each.element)
        for each in elements_of(standing)
        for heard in each.heard
        if heard.voice is rated.voice
        and (heard.is_split or heard.settled)
        and each.element.code not in rated.open_codes
    ]


@house_page(HouseAction.SETTLE)
def settle(request: HttpRequest, sight: Sight) -> HttpResponse:
    """All on which the voice of this member differs."""
    rated = own_rating(sight)
    page = house_context(request, sight) | {"open": rated, "voice_words": _speaks(sight)}
    if rated:
        standing = queries.standing_in(rated.assessment)
        page |= {"rows": _splits(rated, standing), "unanswered": rated.left}
    return render(request, "house/settle.html", page)


@house_page(HouseAction.SETTLE, methods="GET POST")
def one(request: HttpRequest, sight: Sight, element: str, question: str) -> HttpResponse:
    """Settle one question about one element."""
    rated = own_rating(sight)
    split = _split_or_404(rated, element, question) if rated else None
    if rated is None or split is None:
        raise Http404
    agreed = split.settled
    initial = {"rating": str(int(agreed.rating)), "why": agreed.why} if agreed else {}
    form = SettleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _kept(sight, rated, split, form):
        messages.success(request, "Kept. It counts from now on.")
        return redirect("house-settle")
    page = house_context(request, sight) | _told(sight, rated, split) | {"form": form}
    return render(request, "house/settle_one.html", page, status=422 if form.errors else 200)


def _split_or_404(rated: OwnRating, code: str, question: str) -> Split:
    found = _splits(rated, queries.standing_in(rated.assessment))
    for each in found:
        if (each.element.code, each.slug) == (code, question):
            return each
    raise Http404


def _kept(sight: Sight, rated: OwnRating, split: Split, form: SettleForm) -> bool:
    try:
        changes.settle(
            assessment=rated.assessment, element=split.element.code,
            question=split.heard.question, voice=rated.voice,
            rating=Rating(int(form.cleaned_data["rating"])), why=form.cleaned_data["why"],
            by=sight.account, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


def _told(sight: Sight, rated: OwnRating, split: Split) -> dict[str, Any]:
    """What was asked and said, so that the talk can begin from it."""
    element, question = split.element, split.heard.question
    said = [
        each
        for each in said_in(rated.assessment, element.code)
        if (each.question, each.voice) == (question, rated.voice)
    ]
    return {
        "element": element,
        "asked": element.is_there if question is Question.THERE else element.does_it_work,
        "row": split,
        "said": said,
        "voice_words": _speaks(sight).capitalize(),
    }


def _speaks(sight: Sight) -> str:
    return SPEAKS[sight.voice] if sight.voice else ""
