"""A prompt where the professional works: the people who are due, and why."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import STAFF_SEES, Role
from hearth.core.recall.stages import STAGE_WORDS
from hearth.core.words import Section
from hearth.records.access.queries import with_sealed
from hearth.records.people.queries import numbers_of
from hearth.records.recall.queries.lines import RecallLine, lines, recalls_at
from hearth.web.door import staff_page
from hearth.web.page import staff_nav
from hearth.web.recall.present import why_in_brief

PER_PAGE = 25


@staff_page(Role.PRACTITIONER, Role.ADMINISTRATOR)
def due(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Those whose month has come or is near, the longest due first. Constant queries."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    today, mine = timezone.localdate(), request.GET.get("mine") == "1"
    limit = today + timedelta(days=settings.JURISDICTION.recall.invite_before)
    found = recalls_at({post.organisation_id for post in posts}, today=today)
    if mine:
        found = found.filter(accountable__in=[post.pk for post in posts])
    rows = found.filter(month__lte=limit).order_by("month", "person__family_key", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    held = lines(page, today=today)
    context = {
        "page": page,
        "lines": list(zip(held, _whys(held, posts), strict=True)),
        "mine": mine,
        "stage_words": STAGE_WORDS,
        "numbers": numbers_of(each.recall.person_id for each in held),
    }
    return render(request, "worklists/due.html", context)


def _whys(held: Sequence[RecallLine], posts: Sequence[Any]) -> list[Sequence[str]]:
    """The reasons of each; in brief for who may not read results: a list can say what one has."""
    reads = {
        post.organisation_id for post in posts if Section.RESULTS in STAFF_SEES[Role(post.role)]
    }
    sealed = with_sealed([each.recall.person_id for each in held], Section.RESULTS)
    return [
        each.decision.reasons
        if each.recall.organisation_id in reads and each.recall.person_id not in sealed
        else [why_in_brief(each)]
        for each in held
    ]
