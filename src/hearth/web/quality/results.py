"""What was found: by question, for one month or for the last twelve, never for one plan."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.access import Role
from hearth.records.quality import queries
from hearth.web.door import staff_page
from hearth.web.quality.forms import WORDS
from hearth.web.quality.present import WIDTH, auditor_nav, communities_of, result_rows

MONTHS = 12


@staff_page(Role.AUDITOR)
def results(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Counts by question. Those that could point to one plan are hidden."""
    request.nav = auditor_nav()  # type: ignore[attr-defined]
    places = communities_of(posts)
    months = queries.months_with_results(places)[:MONTHS]
    chosen = _chosen(request, months)
    page: dict[str, object] = {"months": months, "chosen": chosen, "places": places.values()}
    if months:
        least = settings.JURISDICTION.quality.least_shown
        since, until = (chosen, chosen) if chosen else (months[-1], months[0])
        found = queries.results_by_principle(places, since=since, until=until, least_shown=least)
        page |= {"rows": result_rows(found), "since": since, "until": until, "least": least}
    page |= {"words": list(WORDS.values()), "width": WIDTH}
    return render(request, "quality/results.html", page)


def _chosen(request: HttpRequest, months: list[date]) -> date | None:
    asked = request.GET.get("month", "")
    return next((month for month in months if month.isoformat() == asked), None)
