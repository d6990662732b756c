"""Anybody can say how it went, in three taps and without a sign-in; and read what was done.

Who opens these pages is never asked and never kept: not their account, where they are signed in,
nor the address of their machine. A program is kept out by a field that people do not see, a limit
for each place, and a key with which a form works once.
"""

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearth.core.feedback import CannotKeep, Given, given_problems
from hearth.core.words import Refused
from hearth.records.feedback.changes import give, only_the_day
from hearth.records.feedback.places import places
from hearth.records.feedback.queries import themes_of
from hearth.web.door import open_page
from hearth.web.entry_form import add_refusals
from hearth.web.feedback.forms import SayForm
from hearth.web.feedback.present import theme_rows
from hearth.web.from_anyone import came_this_hour, only_once
from hearth.web.unmet.present import answers_to_unmet

TOO_MANY = "Too many people wrote just now. Please try again in an hour, or tell us on paper."
log = logging.getLogger("hearth.feedback")


@open_page
def where(request: HttpRequest) -> HttpResponse:
    """Choose the place that it is about; with one place there is nothing to choose."""
    found = places()
    if len(found) == 1:
        return redirect("say", place=next(iter(found)))
    return render(request, "feedback/where.html", {"places": found})


@open_page
@never_cache
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, place: str) -> HttpResponse:
    """Say how it went, without a name."""
    community = _community(place)
    form = SayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("say-thanks", place=place)  # A program: it learns nothing.
        try:
            _take(request, form.given(), community)
            return redirect("say-thanks", place=place)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = {"form": form, "community": community, "place": place}
    page |= {"wording": settings.JURISDICTION.wording}
    return render(request, "feedback/say.html", page, status=422 if form.errors else 200)


@open_page
def thanks(request: HttpRequest, place: str) -> HttpResponse:
    """What happens now."""
    page = {"community": _community(place), "place": place}
    return render(request, "feedback/thanks.html", page)


@open_page
def you_said(request: HttpRequest, place: str) -> HttpResponse:
    """What people said here, and what was done: for everyone. What waits is shown as well."""
    community = _community(place)
    themes = themes_of(community, on=timezone.localdate(), to_everyone=True)
    page = {"community": community, "place": place, "rows": theme_rows(themes)}
    page |= {"unmet": answers_to_unmet(community)}
    return render(request, "feedback/you_said.html", page)


def _community(place: str) -> Any:
    found = places().get(place)
    if found is None:
        raise Http404
    return found


def _take(request: HttpRequest, given: Given, community: Any) -> None:
    """Keep what was said, once. Raises Refused with what is missing; past the limit, too."""
    if problems := given_problems(given):
        raise CannotKeep(problems)
    name, now = f"feedback:{community.pk}", timezone.now()
    if came_this_hour(name) >= settings.FEEDBACK_AN_HOUR:
        log.warning("Feedback from the public is past its limit.")
        raise Refused(TOO_MANY)
    give_it = partial(give, community=community, given=given, by=None, at=now)
    if only_once(request, give_it, at=only_the_day(now)):  # The time would tell who it was.
        came_this_hour(name, more=1)
