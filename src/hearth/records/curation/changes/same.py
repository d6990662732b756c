"""Entries that look the same: merge them, take them apart, or say that they differ."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from hearth.core.words import Refused
from hearth.records.audit import changes as audit
from hearth.records.community.models import Community
from hearth.records.curation.models import LikelySame, SameDecision
from hearth.records.directory.changes.listing import merge, unmerge
from hearth.records.directory.models import Activity
from hearth.records.people.models import Account


class Cluster(Protocol):
    """Entries that look the same, and why in words."""

    @property
    def keys(self) -> Iterable[object]: ...

    @property
    def why(self) -> str: ...


@transaction.atomic
def merge_entries(
    *, kept: Activity, others: Iterable[Activity], by: Account | None, at: datetime
) -> None:
    """One entry stays; the others lead to it."""
    chosen = [each for each in others if each.pk != kept.pk]
    if not chosen:
        raise Refused("Choose two entries. One of them stays.")
    for other in chosen:
        merge(kept=kept, other=other, by=by, at=at)
        _decided(SameDecision.Said.MERGED, kept, other, by, at)


@transaction.atomic
def take_apart(*, other: Activity, by: Account | None, at: datetime) -> None:
    """Undo a merge: both entries stand as they did before."""
    kept = other.merged_into
    unmerge(other=other, by=by, at=at)
    assert kept is not None
    _decided(SameDecision.Said.TAKEN_APART, kept, other, by, at)


@transaction.atomic
def are_different(*, entries: Iterable[Activity], by: Account | None, at: datetime) -> None:
    """These look the same and are not: nobody is asked about them again."""
    rows = list(entries)
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            _decided(SameDecision.Said.DIFFERENT, one, other, by, at)
    names = ", ".join(row.name[:60] for row in rows)
    audit.note(did="said that entries differ", by=by, at=at, what=names[:200])


def _decided(said: str, kept: Activity, other: Activity, by: Account | None, at: datetime) -> None:
    SameDecision.objects.create(said=said, kept=kept, other=other, by=by, at=at)


@transaction.atomic
def note_likely(
    *, community: Community, clusters: Iterable[Cluster], by: Account | None, at: datetime
) -> int:
    """Keep which entries look the same now, in place of those found before. Returns how many."""
    LikelySame.objects.filter(community=community).delete()
    rows = [
        LikelySame(
            community=community, keys=[str(key) for key in each.keys], why=str(each.why)[:300],
            found_at=at,
        )
        for each in clusters
    ]  # fmt: skip
    LikelySame.objects.bulk_create(rows, batch_size=500)
    audit.note(did="looked for entries that are the same", by=by, at=at, what=community.name)
    return len(rows)
