"""What waits for a curator comes first; then the feeds, and how they are."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.directory.entries import BY_NAME as LABELS
from hearth.core.directory.entries import entry_of
from hearth.core.directory.entry_links import REPORT_WORDS as REPORTED
from hearth.core.directory.entry_links import ReportOf
from hearth.core.house.access import HouseAction
from hearth.core.words import Refused
from hearth.records.curation import queries
from hearth.records.curation.changes import deciding, keeping_over, links, reporting
from hearth.records.directory.changes import listing
from hearth.records.directory.queries import facts_of
from hearth.records.house.sight import Sight
from hearth.web.curating.feeds import feed_rows
from hearth.web.curating.forms import EntryForm
from hearth.web.curating.present import entry_lines, said
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page

A_PAGE = 50


@house_page(HouseAction.CURATE)
def desk(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The directory, as who looks after it meets it."""
    here, today = sight.community, timezone.localdate()
    page = house_context(request, sight) | {
        "sent": list(queries.waiting(here)[:A_PAGE]),
        "looks": len(queries.likely(here)),
        "reports": queries.reports(here).count(),
        "disputed": queries.disputed(here).count(),
        "merged": queries.merged(here).count(),
        "stale": queries.stale(here, today=today),
        "feeds": feed_rows(here),
    }
    return render(request, "curating/desk.html", page)


def entry_of_sight(sight: Sight, key: UUID) -> Any:
    """Return an entry of this community."""
    rows = queries.entries(sight.community, [key])
    if not rows:
        raise Http404
    return rows[0]


@house_page(HouseAction.CURATE, methods="GET POST")
def entry(request: HttpRequest, sight: Sight, activity: UUID) -> HttpResponse:
    """One entry: what it says, what people report, and on or off the lists."""
    row = entry_of_sight(sight, activity)
    if request.method == "POST":
        _do(request, sight, row)
        return redirect("curating-entry", activity=row.pk)
    page = house_context(request, sight) | {
        "row": row,
        "lines": entry_lines(row),
        "reports": [
            (REPORTED[ReportOf(each.what)], each.words, each.day)
            for each in queries.reports_of(row)
        ],
    }
    return render(request, "curating/entry.html", page)


def _do(request: HttpRequest, sight: Sight, row: Any) -> None:
    by, at = sight.account, timezone.now()
    match request.POST.get("do"):
        case "hide":
            listing.hide(activity=row, by=by, at=at)
        case "show":
            listing.show(activity=row, by=by, at=at)
        case "handled":
            reporting.handle(activity=row, by=by, at=at)
        case "ask":
            links.ask_for_link(activity=row, by=by, at=at)


@house_page(HouseAction.CURATE, methods="GET POST")
def change(request: HttpRequest, sight: Sight, activity: UUID) -> HttpResponse:
    """Write down what a group told us: by telephone, or where it has no e-mail."""
    row = entry_of_sight(sight, activity)
    form = EntryForm(
        request.POST if request.method == "POST" else None, initial=entry_of(facts_of(row))
    )
    if request.method == "POST" and form.is_valid():
        try:
            by, at = sight.account, timezone.now()
            deciding.change(activity=row, said=form.said(), by=by, at=at)
            return redirect("curating-entry", activity=row.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form, "row": row}
    return render(request, "curating/change_entry.html", page, status=422 if form.errors else 200)


@house_page(HouseAction.CURATE)
def reported(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What people say is wrong, the oldest first."""
    rows = [
        (each, REPORTED[ReportOf(each.what)]) for each in queries.reports(sight.community)[:A_PAGE]
    ]
    page = house_context(request, sight) | {"rows": rows}
    return render(request, "curating/reported.html", page)


@house_page(HouseAction.CURATE)
def old(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What nobody checked for a year, or ever; the oldest first."""
    rows = queries.stale_rows(sight.community, today=timezone.localdate())[:A_PAGE]
    return render(request, "curating/old.html", house_context(request, sight) | {"rows": rows})


@house_page(HouseAction.CURATE, methods="GET POST")
def both(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Where a feed says something new, and a group had told us otherwise."""
    if request.method == "POST":
        kept = queries.one_disputed(sight.community, _number(request.POST.get("kept", "")))
        if kept is None:
            raise Http404
        keeping_over.choose(
            kept=kept, feed_is_right=request.POST.get("choice") == "feed", by=sight.account,
            at=timezone.now(),
        )  # fmt: skip
        return redirect("curating-both")
    rows = [
        (each, LABELS[each.name].label, said(each.name, each.ours), said(each.name, each.fed))
        for each in queries.disputed(sight.community)[:A_PAGE]
    ]
    return render(request, "curating/both.html", house_context(request, sight) | {"rows": rows})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
