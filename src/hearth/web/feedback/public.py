"""Anybody can say how it went, in three taps and without a sign-in; and read what was done.

Who opens these pages is never asked and never kept: not their account, where they are signed in,
nor the address of their machine. A program is kept out by a field that people do not see, a limit
for each place, and a key with which a form works once.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
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
from hearth.records.once import changes as once
from hearth.records.once.changes import SentBefore
from hearth.web.door import open_page
from hearth.web.entry_form import add_refusals
from hearth.web.feedback.forms import SayForm
from hearth.web.feedback.present import theme_rows
from hearth.web.once import GOOD_KEY, KEY
from hearth.web.unmet.present import answers_to_unmet

NOBODY = 0
HOUR = 60 * 60
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
    if _said_this_hour(community) >= settings.FEEDBACK_AN_HOUR:
        log.warning("Feedback from the public is past its limit.")
        raise Refused(TOO_MANY)
    try:
        with transaction.atomic():
            _only_once(request)
            give(community=community, given=given, by=None, at=timezone.now())
    except SentBefore:
        return
    _said_this_hour(community, more=1)


def _said_this_hour(community: Any, more: int = 0) -> int:
    """Return how many forms came for a place. Counted in memory: no table holds a time of them."""
    tries, name = caches["memory"], f"feedback:{community.pk}"
    tries.add(name, 0, HOUR)
    return int(tries.incr(name, more))


def _only_once(request: HttpRequest) -> None:
    """Take the key of this form. Nothing of what was said is kept with it, nor the time."""
    key = request.POST.get(KEY, "")
    if GOOD_KEY.fullmatch(key):
        once.take(key=key, fingerprint="", by=NOBODY, at=only_the_day(timezone.now()))
