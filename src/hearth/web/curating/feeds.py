"""The feeds of a directory: how reading each went, and what was refused."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.words import Refused
from hearth.jobs.directory.report import report_of
from hearth.records.curation import queries
from hearth.records.curation.changes import reporting
from hearth.records.feeds import changes
from hearth.records.feeds import queries as feeds
from hearth.records.house.sight import Sight
from hearth.web.curating.forms import FeedForm
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page

RUNS = 10
MOST_REFUSED = 100
WIDTH = 100


@dataclass(frozen=True)
class FeedRow:
    """One feed, and how reading it last went."""

    feed: Any
    run: Any

    @property
    def failed(self) -> bool:
        return self.run is not None and not self.run.is_kept


def feed_rows(community: Any) -> list[FeedRow]:
    """Return the feeds of a community, those that failed first."""
    rows = [FeedRow(feed, feeds.runs_of(feed).first())
            for feed in feeds.feeds().filter(community=community)]  # fmt: skip
    return sorted(rows, key=lambda row: (not row.failed, row.feed.name))


@house_page(HouseAction.CURATE, methods="GET POST")
def one(request: HttpRequest, sight: Sight, feed: int) -> HttpResponse:
    """One feed: its newest reading, what was refused by row, and its quality report."""
    row = _feed(sight, feed)
    if request.method == "POST":
        _do(request, sight, row)
        return redirect("curating-feed", feed=row.pk)
    runs = list(feeds.runs_of(row)[:RUNS])
    page = house_context(request, sight) | {
        "feed": row,
        "runs": runs,
        "run": runs[0] if runs else None,
        "refused": runs[0].refused[:MOST_REFUSED] if runs else [],
        "is_asked": queries.is_asked(row),
    }
    return render(request, "curating/feed.html", page)


def _feed(sight: Sight, key: int) -> Any:
    row = feeds.feeds().filter(community=sight.community, pk=key).first()
    if row is None:
        raise Http404
    return row


@house_page(HouseAction.CURATE)
def report(request: HttpRequest, sight: Sight, feed: int) -> HttpResponse:
    """How good the entries of a feed are: each fault with its count, a bar, and examples."""
    row = _feed(sight, feed)
    found = report_of(row, today=timezone.localdate())
    page = house_context(request, sight) | {
        "feed": row,
        "report": found,
        "width": WIDTH,
        "rows": [(each, *_bar(each.count, found.total)) for each in found.findings],
    }
    return render(request, "curating/report_feed.html", page)


def _bar(count: int, total: int) -> tuple[int, str]:
    """Return how long the bar is, and the share in words."""
    share = count / total if total else 0
    return round(share * (WIDTH - 2)), f"{share:.0%}"


def _do(request: HttpRequest, sight: Sight, feed: Any) -> None:
    by, at = sight.account, timezone.now()
    match request.POST.get("do"):
        case "read" if feed.address:
            reporting.ask_to_read(feed=feed, by=by, at=at)
        case "pause":
            changes.pause(feed=feed, by=by, at=at)
        case "go on":
            changes.go_on(feed=feed, by=by, at=at)


@house_page(HouseAction.CURATE, methods="GET POST")
def add(request: HttpRequest, sight: Sight) -> HttpResponse:
    """Add a feed by its name and address. The worker reads it soon."""
    form = FeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, at = sight.account, timezone.now()
        try:
            feed = changes.add(
                community=sight.community.name, name=form.cleaned_data["name"],
                address=form.cleaned_data["address"], by=by, at=at,
            )  # fmt: skip
            reporting.ask_to_read(feed=feed, by=by, at=at)
            return redirect("curating-feed", feed=feed.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = house_context(request, sight) | {"form": form}
    return render(request, "curating/feed_add.html", page, status=422 if form.errors else 200)
