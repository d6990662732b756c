"""Saving what was built as the next version, dropping it, and asking for a run."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from hearth.core.cohorts.text import definition_hash, parse, write
from hearth.core.words import Refused
from hearth.jobs.cohorts.running import ask, run_now
from hearth.records.cohorts import changes, queries
from hearth.web.cohorts.building import build_page_of, require_same
from hearth.web.cohorts.loading import BUILDERS, search_or_404, working
from hearth.web.door import account_of, staff_page


@staff_page(*BUILDERS, methods="POST")
def save(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """Keep the next version, or drop what was built."""
    row = search_or_404(posts, search_id)
    if request.POST.get("do") == "drop":
        changes.drop_draft(definition=row, by=account_of(request))
        messages.info(request, "Your changes are gone.")
        return redirect("search", search_id)
    held = working(request, row)
    try:
        require_same(request, held)
        changes.save_version(
            definition=row,
            text=write(held.definition),
            hash=definition_hash(held.definition),
            base_number=held.base_number,
            why="".join(filter(str.isprintable, request.POST.get("why", ""))),
            by=account_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        return build_page_of(request, held, refusal.reasons, status=422)
    messages.success(request, "Saved. Others see it now.")
    return redirect("search", search_id)


@staff_page(*BUILDERS, methods="POST")
def run(request: HttpRequest, posts: list[Any], search_id: int) -> HttpResponse:
    """Run the newest version: at once where that is quick, else when the worker comes to it."""
    row = search_or_404(posts, search_id)
    version = queries.newest_version(row)
    asked = ask(parse(version.text), version=version, by=account_of(request), at=timezone.now())
    run_now(asked, at=timezone.now())
    return redirect("search-result", search_id, asked.pk)
