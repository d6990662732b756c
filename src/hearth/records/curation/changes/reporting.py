"""Somebody says that an entry is wrong; a curator has looked at it; a feed is to be read now."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hearth.core.directory.entries import UNSEEN
from hearth.core.directory.entry_links import ReportOf
from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.curation.models import EntryReport, FeedAsked
from hearth.records.directory.models import Activity
from hearth.records.feeds.models import Feed
from hearth.records.people.models import Account

CHOOSE = "Choose what is wrong."
SAY = "Say what is wrong in a few words."


class CannotReport(Refused):
    """What is wrong was not said."""


@transaction.atomic
def report(
    *, activity: Activity, what: str, words: str, by: Account | None, at: datetime
) -> EntryReport:
    """Keep that an entry is wrong. Who says so is not kept."""
    said = UNSEEN.sub("", words).strip()[:500]
    if what not in {each.value for each in ReportOf}:
        raise CannotReport([Refusal(CHOOSE, "what")])
    if what == ReportOf.OTHER and not said:
        raise CannotReport([Refusal(SAY, "words")])
    row: EntryReport = EntryReport.objects.create(
        activity=activity, what=what, words=said, day=timezone.localdate(at)
    )
    audit.note(did="was told that an entry is wrong", by=by, at=at, what=activity.name[:200])
    return row


@transaction.atomic
def handle(*, activity: Activity, by: Account | None, at: datetime) -> int:
    """A curator has looked into all that was said about an entry. Returns how many."""
    waiting = EntryReport.objects.filter(activity=activity, handled_at__isnull=True)
    handled = waiting.update(handled_at=at, handled_by=by)
    if handled:
        audit.note(did="looked into an entry", by=by, at=at, what=activity.name[:200])
    return handled


@transaction.atomic
def ask_to_read(*, feed: Feed, by: Account | None, at: datetime) -> None:
    """Let the worker read a feed as soon as it can. Asked twice, it is read once."""
    FeedAsked.objects.get_or_create(
        feed=feed, taken_at=None, defaults={"asked_at": at, "asked_by": by}
    )
    audit.note(did="asked to read a feed", by=by, at=at, what=feed.name)


def claim_feed(*, at: datetime) -> FeedAsked | None:
    """Take the feed that has waited longest to be read, for the worker that does. None: no one."""
    with transaction.atomic():
        row = (
            FeedAsked.objects.select_for_update(of=("self",))
            .filter(taken_at__isnull=True)
            .select_related("feed__community", "asked_by")
            .order_by("asked_at")
            .first()
        )
        if row:
            row.taken_at = at
            row.save(update_fields=["taken_at"])
    return row
