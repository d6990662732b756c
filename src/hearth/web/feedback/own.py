"""What somebody said with their name: they can take it back, and read what was done about it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.feedback import ABOUT_WORDS, QUOTE_WORDS, About, MayQuote
from hearth.core.words import Refusal, Refused
from hearth.records.feedback.changes import give, take_back
from hearth.records.feedback.places import own_places, word_for
from hearth.records.feedback.queries import own_feedback
from hearth.web.door import account_of, signed_in_page
from hearth.web.entry_form import add_refusals
from hearth.web.feedback.forms import OwnSayForm


@signed_in_page
def mine(request: HttpRequest) -> HttpResponse:
    """Say it with or without a name; and all that one said with it."""
    near = own_places(account_of(request), on=timezone.localdate())
    if not near:
        raise Http404
    names = [(word, each.name) for word, each in near.items()]
    form = OwnSayForm(request.POST if request.method == "POST" else None, places=names)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, form, near)
            messages.success(request, "Thank you. We have it.")
            return redirect("my-feedback")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = {"form": form, "places": names, "said": _said(request)}
    page |= {"wording": settings.JURISDICTION.wording}
    return render(request, "feedback/mine.html", page, status=422 if form.errors else 200)


def _give(request: HttpRequest, form: OwnSayForm, near: dict[str, Any]) -> None:
    only = next(iter(near)) if len(near) == 1 else ""
    chosen = near.get(form.cleaned_data.get("place") or only)
    if chosen is None:
        raise Refused([Refusal("Choose the place.", "place")])
    give(community=chosen, given=form.given(), by=account_of(request), at=timezone.now())


def _said(request: HttpRequest) -> list[dict[str, Any]]:
    """Each thing that one said, with its themes."""
    return [
        {
            "row": row,
            "about": ABOUT_WORDS[About(row.about)],
            "may_quote": QUOTE_WORDS[MayQuote(row.may_quote)],
            "themes": [each.theme for each in row.placed.all() if each.theme],
            "place": word_for(row.community),
        }
        for row in own_feedback(account_of(request))
    ]


@signed_in_page
def back(request: HttpRequest, feedback: UUID) -> HttpResponse:
    """Take it back: ask first, then nothing of it is kept."""
    row = own_feedback(account_of(request)).filter(pk=feedback).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        take_back(feedback=row, by=account_of(request), at=timezone.now())
        messages.success(request, "It is gone.")
        return redirect("my-feedback")
    return render(request, "feedback/take_back.html", {"row": row})
