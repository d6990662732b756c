"""Add a feed, pause it, and keep what came of reading it and of checking its links."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from hearth.core.words import Refused
from hearth.records.audit.changes import note
from hearth.records.community.models import Community
from hearth.records.feeds.models import Feed, FeedRun, LinkCheck

MOST_ROWS_KEPT = 500
"""So many refused rows, and so many warnings, are kept of one reading; the counts hold for all."""


class CannotAddFeed(Refused):
    """A feed of this name or address cannot be added."""


@dataclass(frozen=True)
class Reading:
    """What came of reading a feed. `refused`, `warned`: rows as `FeedRun` keeps them."""

    started_at: datetime
    is_kept: bool
    why: str = ""
    profile: str = ""
    modified_after: datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, Any]] = field(default_factory=list)
    warned: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def add(
    *, community: str, name: str, address: str = "", assured_days: int = 183, by: Any,
    at: datetime,
) -> Feed:  # fmt: skip
    """Add a feed to a community of this name. Without an address, its pages come as files."""
    where = Community.objects.filter(name=community).first()
    problems = _problems(where, name, address)
    if where is None or problems:
        raise CannotAddFeed(problems or [f"There is no community called {community}."])
    row: Feed = Feed.objects.create(
        community=where, name=name.strip(), address=address.strip(), assured_days=assured_days,
        added_at=at, added_by=by,
    )  # fmt: skip
    note(did="added a feed", by=by, at=at, what=row.name)
    return row


def _problems(where: Community | None, name: str, address: str) -> list[str]:
    if where is None:
        return []
    is_web = address.strip().startswith(("https://", "http://"))
    needs = {
        "Give the feed a name.": bool(name.strip()),
        "There is a feed of this name already.": not Feed.objects.filter(
            community=where, name=name.strip()
        ).exists(),
        "An address begins with https:// or http://.": not address.strip() or is_web,
    }
    return [words for words, met in needs.items() if not met]


@transaction.atomic
def pause(*, feed: Feed, by: object, at: datetime) -> None:
    """Read it no more until somebody says so. What came from it stays."""
    feed.paused_at = at
    feed.save(update_fields=["paused_at"])
    note(did="paused a feed", by=by, at=at, what=feed.name)


@transaction.atomic
def go_on(*, feed: Feed, by: object, at: datetime) -> None:
    """Read it again from now on."""
    feed.paused_at = None
    feed.save(update_fields=["paused_at"])
    note(did="went on with a feed", by=by, at=at, what=feed.name)


@transaction.atomic
def note_run(*, feed: Feed, reading: Reading, by: object, at: datetime) -> FeedRun:
    """Keep what came of one reading, and one audit row for all of it."""
    row: FeedRun = FeedRun.objects.create(
        feed=feed, started_at=reading.started_at, ended_at=at, is_kept=reading.is_kept,
        why=reading.why[:500], profile=reading.profile, modified_after=reading.modified_after,
        counts=reading.counts, refused=reading.refused[:MOST_ROWS_KEPT],
        warned=reading.warned[:MOST_ROWS_KEPT],
    )  # fmt: skip
    did = "read a feed" if reading.is_kept else "could not read a feed"
    note(did=did, by=by, at=at, what=feed.name, reason=row.why, allowed=reading.is_kept)
    return row


@dataclass(frozen=True)
class Answered:
    """What an address of the web answered. `why` says it in words where it is dead."""

    url: str
    is_dead: bool
    why: str = ""


@transaction.atomic
def note_links(*, answers: Iterable[Answered], by: object, at: datetime) -> int:
    """Keep which addresses answer, in place of what was known of them. Returns how many."""
    rows = [
        LinkCheck(url=each.url[:500], checked_at=at, is_dead=each.is_dead, why=each.why[:200])
        for each in answers
    ]
    LinkCheck.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["url"],
        update_fields=["checked_at", "is_dead", "why"], batch_size=500,
    )  # fmt: skip
    note(did="checked links of the directory", by=by, at=at, what=f"{len(rows)} addresses")
    return len(rows)
