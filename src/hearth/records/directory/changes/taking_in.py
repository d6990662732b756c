"""Take in what a feed brought, in one transaction: what is new, what changed, and what is gone."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from hearth.core.words import Refused
from hearth.records.directory.changes.filing import file
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.documents import document_of
from hearth.records.directory.indexing import index
from hearth.records.directory.models import Activity
from hearth.records.feeds.changes import Reading, note_run
from hearth.records.feeds.models import Feed, FeedRun

A_BATCH = 500
FEW = 10
"""So few may always go: a small directory may halve from one day to the next."""


class TooMuchGone(Refused):
    """More than half of what a feed had would be gone: more likely the feed is broken."""


Rows = list[Activity]


def _silent(_done: int) -> None:
    """Show nothing."""


def _as_they_came(_rows: Rows) -> None:
    """Change nothing of what came."""


@transaction.atomic
def take_in(
    *, feed: Feed, documents: Iterable[dict[str, Any]], listed: Collection[str] | None,
    reading: Reading, by: object, at: datetime, let_go: bool = False,
    progress: Callable[[int], None] = _silent, over: Callable[[Rows], object] = _as_they_came,
) -> FeedRun:  # fmt: skip
    """Keep the entries of a feed that are new or changed, and note the reading with its counts.

    `over` is given each batch of rows as they came, to lay over them what is known better.

    `listed`: the ids of all entries that the feed has; what is not among them is gone. None: the
    feed told only what changed. Raises TooMuchGone, unless `let_go` says that it is meant.
    """
    gone = _gone(feed, listed) if listed is not None else []
    held = Activity.objects.filter(feed=feed, gone_at=None).count()
    if not let_go and len(gone) > FEW and len(gone) * 2 > held:
        raise TooMuchGone(f"{len(gone)} of {held} entries would be gone. Is the feed whole?")
    kept = done = 0
    for batch in _batches(documents):
        changed = _changed(feed, batch)
        over(keep(changed, community=feed.community, feed=feed, at=at))
        kept, done = kept + len(changed), done + len(batch)
        progress(done)
    for batch in _batches(gone):
        _let_go(batch, at)
    counts = reading.counts | {"kept": kept, "unchanged": done - kept, "gone": len(gone)}
    return note_run(feed=feed, reading=replace(reading, counts=counts), by=by, at=at)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, A_BATCH)):
        yield batch


def _changed(feed: Feed, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those that we do not have in these words, or that were gone."""
    keys = [each["id"] for each in documents]
    rows = Activity.objects.filter(feed=feed, source_id__in=keys, gone_at=None)
    held = {row.source_id: document_of(row) for row in rows.select_related("provider")}
    return [each for each in documents if held.get(each["id"]) != each]


def _gone(feed: Feed, listed: Collection[str]) -> list[Activity]:
    rows = Activity.objects.filter(feed=feed, gone_at=None).order_by("pk")
    return [row for row in rows.only("pk", "source_id") if row.source_id not in listed]


def _let_go(rows: list[Activity], at: datetime) -> None:
    """Take them off the lists. Who has one in their plan can still see what it was."""
    keys = [row.pk for row in rows]
    Activity.objects.filter(pk__in=keys).update(gone_at=at, is_listed=False)
    gone = list(Activity.objects.filter(pk__in=keys).select_related("provider"))
    file(gone)
    index(gone)
