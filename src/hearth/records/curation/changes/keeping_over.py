"""Keep over a feed what a group told us, until the feed says it too or a curator chooses."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hearth.core.directory.entries import Value, entry_of
from hearth.core.directory.entry_writing import written
from hearth.core.directory.overlays import Kept, Now, compared
from hearth.records.audit import changes as audit
from hearth.records.curation.models import KeptOver
from hearth.records.curation.pointing import pointed
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import document_of, facts_of
from hearth.records.people.models import Account

CAPACITY = "capacity"
ASSURED = "assured_date"
"""Kept like a field: the day on which a group said that all is right."""


def day_of(row: Activity) -> str:
    """Return the day on which somebody made sure that an entry is right, or nothing."""
    return row.assured_on.isoformat() if row.assured_on else ""


def keep_over(
    *, activity: Activity, ours: Mapping[str, Value], theirs: Mapping[str, Value], at: datetime
) -> None:
    """Keep these fields over the feed. An entry of our own needs none. A part of a change."""
    if activity.feed_id is None:
        return
    for name, value in ours.items():
        row = KeptOver.objects.filter(activity=activity, name=name).first()
        said = row.theirs if row else theirs.get(name, "")
        KeptOver.objects.update_or_create(
            activity=activity, name=name,
            defaults={"ours": value, "theirs": said, "fed": None, "since": at},
        )  # fmt: skip


@transaction.atomic
def lay_over(*, rows: Iterable[Activity], by: Account | None, at: datetime) -> int:
    """Write what we keep over the documents that a feed has just brought. Returns how many.

    To be called in the transaction that kept them, with the rows that were written.
    """
    brought = {row.pk: row for row in rows}
    kept: dict[Any, list[KeptOver]] = {}
    for each in KeptOver.objects.filter(activity__in=list(brought)).select_for_update():
        kept.setdefault(each.activity_id, []).append(each)
    for key, fields in kept.items():
        _lay_over(brought[key], fields, at)
    if kept:
        audit.note(did="kept over a feed what groups told us", by=by, at=at, what=f"{len(kept)}")
    return len(kept)


def _lay_over(row: Activity, fields: list[KeptOver], at: datetime) -> None:
    fed = entry_of(facts_of(row)) | {ASSURED: day_of(row)}
    ours: dict[str, Value] = {}
    for each in fields:
        stands = _compared(each, fed)
        if stands is Now.SAME:
            each.delete()
            continue
        ours[each.name] = each.ours
        new = fed[each.name] if stands is Now.BOTH else None
        KeptOver.objects.filter(pk=each.pk).update(fed=new)
    # It is as old as what the group said: to be read each day makes it no newer.
    since = max(each.since for each in fields)
    counted = next((each.since for each in fields if each.name == CAPACITY), None)
    modified = max(since, row.modified_at or since)
    _write(row, ours, fed, modified=modified, counted=counted, at=at)


def _compared(each: KeptOver, fed: Mapping[str, Value]) -> Now:
    """Compare a field; of two days on which it was made sure of, the later one is right.

    Free places change from week to week: the newest word is right, and nobody has to choose.
    """
    if each.name == ASSURED:
        return Now.SAME if str(fed[ASSURED]) >= str(each.ours) else Now.STANDS
    stands = compared(Kept(each.name, each.ours, each.theirs), fed)
    return Now.SAME if each.name == CAPACITY and stands is Now.BOTH else stands


def _write(
    row: Activity, ours: Mapping[str, Value], fed: Mapping[str, Value], *, modified: datetime,
    at: datetime, counted: datetime | None = None,
) -> None:  # fmt: skip
    if not ours:
        return
    said = {name: value for name, value in ours.items() if name != ASSURED}
    new = written(document_of(row), said, now=fed, at=modified, counted=counted)
    document = pointed(new, said, fed)
    if ASSURED in ours:
        document[ASSURED] = ours[ASSURED]
    keep([document], community=row.community, feed=row.feed, at=at)


@transaction.atomic
def choose(*, kept: KeptOver, feed_is_right: bool, by: Account | None, at: datetime) -> None:
    """A curator chooses between what the group told us and what the feed says now."""
    row = KeptOver.objects.select_for_update().get(pk=kept.pk)
    activity = Activity.objects.select_related("provider", "community", "feed").get(
        pk=row.activity_id
    )
    said = row.fed if row.fed is not None else row.theirs
    if feed_is_right:
        _write(activity, {row.name: said}, entry_of(facts_of(activity)), modified=at, at=at)
        row.delete()
    else:
        row.theirs, row.fed = said, None
        row.save(update_fields=["theirs", "fed"])
    did = "took what a feed says" if feed_is_right else "kept what a group told us"
    audit.note(did=did, by=by, at=at, what=f"{activity.name[:150]}: {row.name}")


@transaction.atomic
def say_places(*, activity: Activity, free: int, by: Account | None, at: datetime) -> None:
    """Keep how many places a group says are free, with its day. Nothing else becomes newer.

    It stands over the feed until the feed says another number.
    """
    rows = Activity.objects.select_for_update(of=("self",))
    row = rows.select_related("provider", "community", "feed").get(pk=activity.pk)
    if not row.is_listed:
        return
    now, said = entry_of(facts_of(row)), {CAPACITY: str(free)}
    keep_over(activity=row, ours=said, theirs=now, at=at)
    _write(row, said, now, modified=at, at=at)
    audit.note(did="wrote down how many places are free", by=by, at=at, what=row.name[:200])
