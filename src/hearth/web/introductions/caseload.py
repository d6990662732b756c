"""What those who put people in touch do next, late first: one screen, one click to each step."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.introductions.states import STATE_WORDS
from hearth.records.introductions import caseload as queries
from hearth.records.people.queries import numbers_of
from hearth.web.directory.tabs import INTRODUCERS, near_context
from hearth.web.door import account_of, staff_page

A_SCREEN = 25


@staff_page(*INTRODUCERS)
def caseload(request: HttpRequest, posts: list[Any]) -> HttpResponse:  # noqa: ARG001
    """The list. `?who=team`: of all who follow people up where I work."""
    today, team = timezone.localdate(), request.GET.get("who") == "team"
    cases = queries.caseload(account_of(request), today=today, team=team)
    page = Paginator(cases, A_SCREEN).get_page(request.GET.get("page"))
    rows = queries.in_full(list(page))
    context = near_context(request) | {
        "page": page,
        "rows": rows,
        "numbers": numbers_of({each.row.person_id for each in rows}),
        "late": sum(case.standing.is_late(today) for case in cases),
        "all": len(cases),
        "team": team,
        "query": "who=team&" if team else "",
        "today": today,
        "state_words": {each.value: words for each, words in STATE_WORDS.items()},
    }
    return render(request, "introductions/caseload.html", context)


def due_for(request: HttpRequest) -> dict[str, int]:
    """How much is to be done and how much is late, for the page of today. Four queries."""
    today = timezone.localdate()
    cases = queries.caseload(account_of(request), today=today)
    due = [case for case in cases if case.standing.due and case.standing.due <= today]
    return {"due": len(due), "late": sum(case.standing.is_late(today) for case in due)}
