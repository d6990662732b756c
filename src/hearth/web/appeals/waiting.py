"""For staff: disagreements that are open where they work."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.appeal import DUTIES, STATE_WORDS, State
from hearth.records.appeals.queries import open_where_i_work
from hearth.records.people.queries import numbers_of
from hearth.web.door import staff_page
from hearth.web.page import staff_nav

PER_PAGE = 50


@staff_page()
def disagreements(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """What is open, the first day first; late ones say so. Constant queries."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    today = timezone.localdate()
    page = Paginator(open_where_i_work(posts, on=today), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, State(row.state), row.due and row.due < today) for row in page],
        "mine": {post.pk for post in posts},
        "numbers": numbers_of({row.appeal.person_id for row in page}),
        "state_words": STATE_WORDS,
        "duties": DUTIES,
    }
    return render(request, "appeals/disagreements.html", context)
