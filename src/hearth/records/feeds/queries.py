"""Feeds, how reading them went, and which links of theirs are dead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from hearth.core.directory.facts import activity_of
from hearth.core.directory.quality import Entry, Known, Report, report, urls_of
from hearth.records.feeds.models import Feed, FeedRun, LinkCheck


def feeds() -> QuerySet[Feed]:
    """Return all feeds, by name."""
    return Feed.objects.select_related("community").order_by("name", "pk")


def due() -> QuerySet[Feed]:
    """Return the feeds that are read each day: with an address, and not paused."""
    return feeds().filter(paused_at=None).exclude(address="")


def runs_of(feed: Feed) -> QuerySet[FeedRun]:
    """Return each reading of a feed, the latest first."""
    return FeedRun.objects.filter(feed=feed).order_by("-ended_at", "-pk")


def last_kept(feed: Feed, *, whole: bool = False) -> FeedRun | None:
    """Return the latest reading that was kept; with `whole`, the latest of the whole feed."""
    kept = runs_of(feed).filter(is_kept=True)
    return (kept.filter(modified_after=None) if whole else kept).first()


def dead_links(urls: Iterable[str]) -> set[str]:
    """Return which of these addresses did not answer when they were last tried."""
    wanted = {url[:500] for url in urls if url}
    dead = set(LinkCheck.objects.filter(is_dead=True).values_list("url", flat=True))
    return {url for url in wanted if url in dead}


def report_of(feed: Feed, today: date, twins: Mapping[str, str] | None = None) -> Report:
    """Say how good the listed entries of a feed are. `twins`: key -> what it looks like."""
    entries = list(_entries(feed))
    known = Known(
        today=today,
        assured_days=feed.assured_days,
        dead=dead_links(url for each in entries for url in urls_of(each.document)),
        twins=twins or {},
    )
    last = runs_of(feed).first()
    return report(feed.name, entries, known, last_reading=_said_of(last) if last else "")


def _entries(feed: Feed) -> Iterator[Entry]:
    """Give the listed entries of a feed. The rows lie above this app: they are reached from it."""
    rows = feed.activities.filter(is_listed=True).select_related("provider")  # type: ignore[attr-defined]
    for row in rows.order_by("name", "pk"):
        provider = {"organization": row.provider.document} if row.provider else {}
        document = {**row.document, **provider}
        facts = activity_of(document, settings.INTERESTS)
        yield Entry(document, replace(facts, key=str(row.pk)))


def _said_of(run: FeedRun) -> str:
    day = f"{run.ended_at:%Y-%m-%d}"
    return f"Last read on {day}." if run.is_kept else f"It could not be read on {day}: {run.why}"
