"""What waits for an answer where I work; and of what the public sent, whom it is about."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action
from hearth.core.referral import CONSENT_WORDS, Consent
from hearth.core.words import Refused
from hearth.records.access.queries import PAGE, people_visible_to, search
from hearth.records.people.queries import numbers_of
from hearth.records.referrals.changes import answer_unmatched
from hearth.records.referrals.queries import (
    answers_for,
    as_asked,
    likely_people,
    unmatched_ask,
    waiting_asks,
)
from hearth.web.door import account_of, staff_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import staff_nav
from hearth.web.referrals.forms import CloseForm

ANSWERING_ROLES = tuple(role for role in STAFF_MAY if Action.PLAN_ROUND in STAFF_MAY[role])


@staff_page(*ANSWERING_ROLES)
def asks(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """What was asked of us and has no answer, the oldest first. Constant queries."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    today = timezone.localdate()
    places = [post.organisation_id for post in posts]
    page = Paginator(waiting_asks(places), PAGE).get_page(request.GET.get("page"))
    rows = [as_asked(row, today=today) for row in page]
    ids = [each.row.person_id for each in rows if each.row.person_id]
    visible = people_visible_to(account_of(request), on=today).in_bulk(ids)
    context = {"page": page, "asks": rows, "people": visible, "numbers": numbers_of(visible)}
    return render(request, "referrals/asks.html", context)


@staff_page(*ANSWERING_ROLES, methods="GET POST")
def unmatched(request: HttpRequest, posts: list[Any], ask: UUID) -> HttpResponse:
    """What somebody without a sign-in told us: find the person, or close it with a reason."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    account, today = account_of(request), timezone.localdate()
    held = unmatched_ask(answers_for(account, on=today), ask, today=today)
    if held is None:
        raise Http404
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_unmatched(referral=held.row, **form.given(), by=account, at=timezone.now())
            messages.success(request, "It is closed.")
            return redirect("asks")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    found = _found(request, held)
    page = {
        "form": form,
        "asked": held,
        "consent": CONSENT_WORDS[Consent(held.row.consent)],
        "found": found,
        "numbers": numbers_of(person.pk for person in found),
        "q": request.GET.get("q", ""),
        "may_add": any(Action.EDIT_DETAILS in STAFF_MAY.get(post.role, ()) for post in posts),
    }
    return render(request, "referrals/unmatched.html", page, status=422 if form.errors else 200)


def _found(request: HttpRequest, held: Any) -> list[Any]:
    """Whom it may be: by what was told, or by what staff search for."""
    today = timezone.localdate()
    if words := request.GET.get("q", "").strip()[:200]:
        return list(search(account_of(request), words, on=today)[:10])
    return likely_people(held, account_of(request), on=today)
