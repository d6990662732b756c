"""Read one feed: all of its pages first, every entry checked, then all is kept or nothing is.

A feed that takes `modified_after` is asked only for what changed since it was last read; each week
it is read as a whole, because a feed does not tell what it no longer has.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearth.core.words import Refused
from hearth.formats.open_referral.versions import Profile
from hearth.jobs.directory.gathering import FromWeb, Gathered, from_files
from hearth.jobs.directory.spool import Spool
from hearth.outside.hsds import CannotRead, Reader
from hearth.records.curation.changes.keeping_over import lay_over
from hearth.records.directory.changes.taking_in import TooMuchGone, take_in
from hearth.records.feeds import queries
from hearth.records.feeds.changes import Reading, note_run

log = logging.getLogger(__name__)

WHOLE_EVERY = timedelta(days=7)
CLOCKS_DIFFER = timedelta(hours=12)
"""So far back from the last reading a feed is asked: its clock may differ from ours."""
SPEAK_OF_CHANGES = frozenset({Profile.UK_3.value, Profile.HSDS_3.value})

Progress = Callable[[str, int, int], None]


class CannotSync(Refused):
    """Nothing of a feed was kept. Says why."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""


def sync(
    feed: Any, *, by: object, at: datetime, files: Sequence[Path] = (), whole: bool = False,
    let_go: bool = False, progress: Progress = silent, reader: Reader | None = None,
) -> Any:  # fmt: skip
    """Read a feed from its address, or from files, and return the row of this reading (FeedRun).

    `whole`: ask for everything (of files: these are everything). `let_go`: keep it also where more
    than half of what we have would be gone. Raises CannotSync, and notes that nothing was kept.
    """
    since = None if whole or files else _since(feed, at)
    with Spool() as spool:
        try:
            if files:
                gathered = from_files(files, take=spool.take, progress=progress, whole=whole)
            else:
                gathered = _from_web(feed, spool, since, progress, reader)
            _require_enough(spool, since)
            return _keep(feed, spool, gathered, since, by=by, at=at, let_go=let_go,
                         progress=progress)  # fmt: skip
        except (CannotRead, TooMuchGone, CannotSync) as error:
            reading = _reading(spool, at, since=since, why=str(error))
            note_run(feed=feed, reading=reading, by=by, at=at)
            raise CannotSync(str(error)) from error


def _since(feed: Any, at: datetime) -> datetime | None:
    """Return the moment after which changes are asked for; None: everything is."""
    whole, last = queries.last_kept(feed, whole=True), queries.last_kept(feed)
    if whole is None or last is None or last.profile not in SPEAK_OF_CHANGES:
        return None
    if at - whole.started_at >= WHOLE_EVERY:
        return None
    return last.started_at - CLOCKS_DIFFER


def _from_web(
    feed: Any, spool: Spool, since: datetime | None, progress: Progress, reader: Reader | None
) -> Gathered:
    if not feed.address:
        raise CannotRead("This feed has no address. Its pages come as files.")
    # Who adds a feed at the terminal runs this site: the host that they named may be inside.
    trusted = feed.address if feed.added_by_id is None else ""
    reader = reader or Reader(inside=settings.FEEDS_INSIDE, trusted=trusted)
    return FromWeb(reader, feed.address, spool.take, progress, since).gather()


def _require_enough(spool: Spool, since: datetime | None) -> None:
    if spool.read == 0 and since is None:
        raise CannotSync("The feed is empty.")
    if spool.refused * 2 > spool.read:
        raise CannotSync(
            f"{spool.refused} of {spool.read} entries are refused; the first: "
            f"{spool.refusals[0]['why']}"
        )


def _keep(
    feed: Any, spool: Spool, gathered: Gathered, since: datetime | None, *, by: object,
    at: datetime, let_go: bool, progress: Progress,
) -> Any:  # fmt: skip
    reading = _reading(spool, at, since=since, profile=gathered.profile, is_kept=True)
    return take_in(
        feed=feed, documents=spool.documents(), listed=spool.keys if gathered.is_whole else None,
        reading=reading, let_go=let_go, by=by, at=at,
        progress=lambda done: progress("Keeping", done, spool.good),
        over=lambda rows: lay_over(rows=rows, by=None, at=at),
    )  # fmt: skip


def _reading(
    spool: Spool, at: datetime, *, since: datetime | None, why: str = "",
    profile: Profile = Profile.UNKNOWN, is_kept: bool = False,
) -> Reading:  # fmt: skip
    counts = {"read": spool.read, "refused": spool.refused, "warned": spool.warned}
    return Reading(
        started_at=at, is_kept=is_kept, why=why, profile=profile.value, modified_after=since,
        counts=counts, refused=spool.refusals, warned=spool.warnings,
    )  # fmt: skip


def read_daily(*, at: datetime) -> None:
    """Read each feed that has an address. One that fails is noted; the others are still read."""
    for feed in queries.due():
        last = queries.runs_of(feed).first()
        if last and timezone.localdate(last.ended_at) == timezone.localdate(at) and last.is_kept:
            continue  # a chore must bear to run twice
        try:
            sync(feed, by=None, at=at)
        except CannotSync as refusal:
            log.warning("The feed %s could not be read: %s", feed.pk, refusal)
