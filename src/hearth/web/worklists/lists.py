"""The worklists: all of them with their counts, and one with its people."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.access import Role
from hearth.core.worklists import LISTS, Worklist
from hearth.records.accountability.queries.lists import FINDERS
from hearth.records.accountability.queries.worklists import counts, lists_for, rows
from hearth.records.people.queries import numbers_of
from hearth.records.referrals.queries import ANSWERING, waiting_asks
from hearth.web.door import staff_page
from hearth.web.page import staff_nav
from hearth.web.worklists.present import READERS, next_page, place_for, place_of, roles_of

PER_PAGE = 50


@staff_page(*READERS)
def overview(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """What has not happened: each list, and how many are on it. One query for each."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    roles, place = roles_of(posts), place_of(request, posts)
    found = [
        row for each in lists_for(roles) for row in counts(place_for(request, posts, each), [each])
    ]
    answering = [post.organisation_id for post in posts if post.role in ANSWERING]
    page = {
        "lists": [row for row in found if row[2]],
        "empty": [row for row in found if not row[2]],
        "mine": bool(place.posts),
        "asks": waiting_asks(answering).count() if answering else None,
        "sees_due": bool(roles & {Role.PRACTITIONER, Role.ADMINISTRATOR}),
        "sees_statement": Role.ADMINISTRATOR in roles,
    }
    return render(request, "worklists/overview.html", page)


@staff_page(*READERS)
def worklist(request: HttpRequest, posts: list[Any], name: str) -> HttpResponse:
    """One list: who is on it, since when, who answers, and what to do now."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    roles = roles_of(posts)
    chosen = next((each for each in lists_for(roles) if each.value == name), None)
    if chosen is None:
        raise Http404
    place = place_for(request, posts, chosen)
    pages = Paginator(FINDERS[chosen](place).order_by("row_fact", "row_about"), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    start = (page.number - 1) * PER_PAGE
    found = rows(place, chosen, start=start, stop=start + PER_PAGE)
    context = {
        "about": LISTS[chosen],
        "name": Worklist(chosen).value,
        "page": page,
        "rows": [(row, next_page(chosen, row, roles, mine=bool(place.posts))) for row in found],
        "numbers": numbers_of(row.person.pk for row in found),
        "mine": bool(place.posts),
    }
    return render(request, "worklists/list.html", context)
