"""The plans of last month that were drawn by chance, and how far we are with them."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.quality import month_before
from hearth.core.words import Refused
from hearth.records.people.queries import numbers_of
from hearth.records.quality import queries
from hearth.records.quality.changes import draw_month
from hearth.web.door import account_of, staff_page
from hearth.web.quality.present import auditor_nav, communities_of


@staff_page(Role.AUDITOR)
def sample(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Last month's plans: draw them, or go on looking at them."""
    request.nav = auditor_nav()  # type: ignore[attr-defined]
    today = timezone.localdate()
    month, places = month_before(today), communities_of(posts)
    draws = queries.draws_in(places, month)
    drawn = {each.community_id for each in draws}
    done, of = queries.progress(places, month)
    plans = queries.plans_to_look_at([post.pk for post in posts], month, on=today)
    page = {
        "month": month,
        "rule": settings.JURISDICTION.quality,
        "to_draw": [place for key, place in places.items() if key not in drawn],
        "draws": draws,
        "plans": plans,
        "numbers": numbers_of(each.plan.version.person_id for each in plans),
        "done": done,
        "of": of,
    }
    return render(request, "quality/sample.html", page)


@staff_page(Role.AUDITOR, methods="POST")
def draw(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Draw last month's plans in each community where that is not done yet."""
    month = month_before(timezone.localdate())
    for community in communities_of(posts).values():
        try:
            held = draw_month(
                community=community,
                month=month,
                rule=settings.JURISDICTION.quality,
                seed=secrets.token_hex(32),
                by=account_of(request),
                at=timezone.now(),
            )
            messages.success(request, f"Plans drawn in {community}: {held.size}.")
        except Refused as refusal:
            messages.info(request, f"{community}: {refusal}")
    return redirect("quality")
