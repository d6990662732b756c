"""The records auditor looks into each record that was opened in an emergency."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.words import Refused
from hearth.records.access.glass import (
    LOOKED_INTO_WITHIN,
    broken_glasses,
    look_into,
    looks_through,
)
from hearth.records.people.queries import numbers_of
from hearth.web.door import account_of, staff_page
from hearth.web.entry_form import add_refusals
from hearth.web.glass.forms import FindingForm
from hearth.web.quality.present import auditor_nav

PAGE = 20


@dataclass(frozen=True)
class Opening:
    """One broken glass as the auditor reads it. `pages`: what was looked at, and how often."""

    row: Any
    number: str
    pages: dict[str, int]
    is_late: bool

    @property
    def looks(self) -> int:
        return sum(self.pages.values())


@staff_page(Role.AUDITOR)
def opened(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """All broken glasses of my communities; those that wait for me first, the oldest on top."""
    _set_nav(request)
    page = Paginator(broken_glasses(_communities(posts)), PAGE).get_page(request.GET.get("page"))
    numbers = numbers_of({row.person_id for row in page})
    shown = [_opening(row, numbers) for row in page]
    return render(request, "glass/opened.html", {"openings": shown, "rows": page})


@staff_page(Role.AUDITOR, methods="GET POST")
def look(request: HttpRequest, posts: list[Any], pk: int) -> HttpResponse:
    """One of them, with what was looked at; and what the auditor found."""
    _set_nav(request)
    row = broken_glasses(_communities(posts)).filter(pk=pk).first()
    if row is None:
        raise Http404
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _kept(request, row, form):
        messages.success(request, "Saved. Thank you.")
        return redirect("emergency-opened")
    page = {"form": form, "opening": _opening(row, numbers_of([row.person_id]))}
    return render(request, "glass/look.html", page, status=422 if form.errors else 200)


def _kept(request: HttpRequest, row: Any, form: FindingForm) -> bool:
    finding = form.cleaned_data["finding"]
    try:
        look_into(glass=row, finding=finding, by=account_of(request), at=timezone.now())
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True


def _opening(row: Any, numbers: dict[Any, str]) -> Opening:
    pages: dict[str, int] = {}
    for look_row in looks_through(row):
        pages[look_row.why] = pages.get(look_row.why, 0) + 1
    late = row.looked_into_at is None and row.starts_at + LOOKED_INTO_WITHIN < timezone.now()
    return Opening(row, numbers.get(row.person_id, ""), pages, late)


def _communities(posts: list[Any]) -> list[int]:
    return sorted({post.organisation.community_id for post in posts})


def _set_nav(request: HttpRequest) -> None:
    request.nav = auditor_nav()  # type: ignore[attr-defined]
