"""Find a person, by name, by birth date or by number."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import MAY_BREAK_GLASS, STAFF_MAY, Action, Role
from hearth.records.access.queries import PAGE, search
from hearth.records.people.queries import numbers_of
from hearth.records.plans.queries.rounds import rounds_of
from hearth.web.door import staff_page
from hearth.web.page import staff_nav
from hearth.web.practitioner.present import person_rows

LAST_PAGE = 200
"""Nobody turns more pages than this: a search is quicker, and deep pages are slow to fetch."""


@staff_page()
def people(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """The people whom I may know of, a page at a time. Nothing counts the list: it may be long."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    words, number = request.GET.get("q", "").strip()[:200], _page_number(request)
    start = (number - 1) * PAGE
    found = list(search(posts[0].account, words, on=timezone.localdate())[start : start + PAGE + 1])
    shown = found[:PAGE]
    ids = [person.pk for person in shown]
    page = {
        "q": words,
        "rows": person_rows(shown, numbers_of(ids), rounds_of(ids)),
        "number": number,
        "has_more": len(found) > PAGE and number < LAST_PAGE,
        "query": f"{urlencode({'q': words})}&" if words else "",
        "may_break_glass": any(post.role in MAY_BREAK_GLASS for post in posts),
        "may_send": any(Action.SEND_LETTER in STAFF_MAY[Role(post.role)] for post in posts),
    }
    return render(request, "practitioner/people.html", page)


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    return min(max(int(typed), 1), LAST_PAGE) if typed.isascii() and typed.isdigit() else 1
