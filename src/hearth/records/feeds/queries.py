"""Feeds, how reading them went, and which links of theirs are dead."""

from collections.abc import Iterable

from django.db.models import QuerySet

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
