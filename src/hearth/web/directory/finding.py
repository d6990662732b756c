"""Find something near: the list is the page."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.records.directory import queries
from hearth.web.directory.tabs import near_context
from hearth.web.door import open_page

A_PAGE = 20


@open_page
def find(request: HttpRequest) -> HttpResponse:
    """What is near, by name."""
    rows = [queries.facts_of(row) for row in queries.listed()[:A_PAGE]]
    return render(request, "directory/find.html", near_context(request) | {"rows": rows})


@open_page
def one(request: HttpRequest, activity: UUID) -> HttpResponse:
    """All that is known about one activity."""
    row = queries.activity(activity)
    if row is None:
        raise Http404
    page = near_context(request) | {"row": row, "activity": queries.facts_of(row)}
    return render(request, "directory/one.html", page)
