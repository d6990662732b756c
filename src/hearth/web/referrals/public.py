"""Anybody can ask for a conversation, without a sign-in. Nothing is told about who is known here.

The answer is the same page for everyone. What is typed is never used to send anything. Programs are
kept out by a field that people do not see, a limit for each address and each service, and a key
with which a form works once.
"""

import logging
from functools import partial
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hearth.core.referral import CannotAsk, told_problems
from hearth.core.words import Refusal, Refused
from hearth.records.referrals.changes import take_from_public
from hearth.records.referrals.queries import open_to_asks
from hearth.web.door import open_page
from hearth.web.entry_form import add_refusals
from hearth.web.from_anyone import only_once
from hearth.web.once import fingerprint
from hearth.web.referrals.forms import ForMeForm, ForSomeoneForm, PublicForm

ACTION = "ask_public"
TOO_MANY = "Too many people asked from here just now. Please call the service, or try again later."
log = logging.getLogger("hearth.asks")


@open_page
def begin(request: HttpRequest) -> HttpResponse:
    """What it is, what happens next, and for whom to ask."""
    page = {"wording": settings.JURISDICTION.wording, "days": settings.JURISDICTION.referral_days}
    return render(request, "referrals/begin.html", page)


@open_page
@never_cache
@require_http_methods(["GET", "POST"])
def for_me(request: HttpRequest) -> HttpResponse:
    """Ask for oneself."""
    return _ask(request, ForMeForm, "Ask for a conversation")


@open_page
@never_cache
@require_http_methods(["GET", "POST"])
def for_someone(request: HttpRequest) -> HttpResponse:
    """Ask for somebody else."""
    return _ask(request, ForSomeoneForm, "Ask for someone else")


@open_page
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens now: the same words whoever asked, and whoever it is about."""
    page = {"wording": settings.JURISDICTION.wording, "days": settings.JURISDICTION.referral_days}
    return render(request, "referrals/thanks.html", page)


def _ask(request: HttpRequest, form_class: type[PublicForm], heading: str) -> HttpResponse:
    services = {str(each.pk): each for each in open_to_asks()}
    form = form_class(
        request.POST if request.method == "POST" else None,
        services=[(key, each.name) for key, each in services.items()],
        initial={"organisation": request.GET.get("service", "")},
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["website"]:
            return redirect("ask-thanks")  # A program: it learns nothing, and nothing is kept.
        try:
            _take(request, form, services.get(form.cleaned_data["organisation"]))
            return redirect("ask-thanks")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = {"form": form, "heading": heading, "asks_for_other": form_class is ForSomeoneForm}
    page |= {"wording": settings.JURISDICTION.wording}
    return render(request, "referrals/public.html", page, status=422 if form.errors else 200)


def _take(request: HttpRequest, form: Any, service: Any) -> None:
    """Keep one ask, once. Raises Refused with all that is missing; past the limit, too."""
    told = form.told()
    problems = told_problems(told, today=timezone.localdate())
    if service is None:
        raise CannotAsk([Refusal("Choose a service.", "organisation"), *problems])
    if problems:
        raise CannotAsk(problems)
    limits = {"action": ACTION, "key": str(service.pk)}
    if not ratelimit.consume(request, dry_run=True, **limits):
        log.warning("Asks from the public are past their limit.")
        raise Refused(TOO_MANY)
    now = timezone.now()
    take = partial(take_from_public, told=told, organisation=service, by=None, at=now)
    if only_once(request, take, at=now, fingerprint=fingerprint(request)):
        ratelimit.consume(request, **limits)
