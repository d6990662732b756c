"""All that waits for me to sign, and what is late that I was named for."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.records.people.queries import numbers_of
from hearth.records.plans.queries.signing import late_for, waiting_to_sign
from hearth.web.door import staff_page
from hearth.web.page import staff_nav

PER_PAGE = 25
MOST_LATE = 25


@staff_page()
def waiting(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """My own and my service's requests, the oldest day first. Constant queries."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    today = timezone.localdate()
    found = Paginator(waiting_to_sign(posts, on=today), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    late = list(late_for([post.pk for post in posts], on=today)[:MOST_LATE])
    people = {each.version.person_id for each in (*page, *late)}
    context = {"page": page, "late": late, "today": today, "numbers": numbers_of(people)}
    return render(request, "signing/waiting.html", context)
