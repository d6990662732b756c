"""Packs of a community, what each shows now, and what went stale since it was last used."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from hearth.core.activity_packs import (
    Change,
    Seen,
    Selection,
    changes_of,
    chosen,
    is_over,
    selection_from,
)
from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.activity import Point
from hearth.core.directory.distance import miles
from hearth.records.activity_packs.models import Pack, PackUse
from hearth.records.directory.models import Activity
from hearth.records.directory.places import where_is
from hearth.records.directory.queries import document_of, facts_of, listed
from hearth.records.directory.search import search

LOOKED_THROUGH = 3
"""Pages of the search that are read at the most: enough for a full pack with much left out."""


def packs_in(communities: Collection[int]) -> QuerySet[Pack]:
    """Return the packs that settings of these communities share, by title."""
    rows = Pack.objects.filter(organisation__community__in=communities, ended_at__isnull=True)
    return rows.select_related("organisation", "organisation__community").order_by("title", "pk")


def pack_in(communities: Collection[int], key: UUID) -> Pack | None:
    """Return one pack of these communities."""
    return packs_in(communities).filter(pk=key).first()


def pack_of_word(word: str) -> Pack | None:
    """Return a pack by the word in its address; an ended one too, with the day of its end."""
    return Pack.objects.select_related("organisation__community").filter(word=word).first()


@dataclass(frozen=True)
class PackEntry:
    """One activity of a pack, and how far it is from the place of the pack."""

    activity: Facts
    miles: float | None
    is_pinned: bool = False


def entries_of(pack: Pack, *, today: date) -> list[PackEntry]:
    """Return what a pack shows today: the pins that still run, then what is found."""
    choices = list(pack.choices.all())
    pinned = [each.activity_id for each in choices if each.is_pinned]
    left_out = {str(each.activity_id) for each in choices if not each.is_pinned}
    return entries_for(
        selection_from(pack.selection), community=pack.organisation.community_id, pinned=pinned,
        left_out=left_out, today=today,
    )  # fmt: skip


def entries_for(
    selection: Selection,
    *,
    community: int | None = None,
    pinned: Iterable[UUID] = (),
    left_out: Collection[str] = (),
    today: date,
) -> list[PackEntry]:
    """Return what a selection finds today."""
    here = where_is(selection.near) if selection.near else None
    pins = _whole(pinned, community, today)
    hits = _found(selection, here, community, today)
    shown = chosen(pins, hits, left_out, selection.most)
    held = {each.key for each in pins}
    return [PackEntry(each, _away(each, here), each.key in held) for each in shown]


def _found(
    selection: Selection, here: Point | None, community: int | None, today: date
) -> Iterator[Facts]:
    """Yield what is found, page by page: the pack takes as many as it needs."""
    wanted = replace(selection.as_search(), near=here)
    if here is None:
        wanted = replace(wanted, within=None)
    for number in range(1, LOOKED_THROUGH + 1):
        found = search(wanted, page=number)
        yield from _whole([hit.key for hit in found.hits], community, today)
        if number >= found.pages:
            return


def _whole(keys: Iterable[UUID], community: int | None, today: date) -> list[Facts]:
    """Return activities by their keys, in that order, whole: those that are listed and go on."""
    asked = list(keys)
    rows = listed().filter(pk__in=asked)
    if community is not None:
        rows = rows.filter(community=community)
    held = {row.pk: row for row in rows if not is_over(document_of(row), today)}
    return [_facts(held[key]) for key in asked if key in held]


def _facts(row: Activity) -> Facts:
    """Return the whole activity, under the id of its row: that of its source may be another."""
    return replace(facts_of(row), key=str(row.pk))


def _away(activity: Facts, here: Point | None) -> float | None:
    points = [place.point for place in activity.places if place.point]
    return min(miles(here, point) for point in points) if here and points else None


def last_uses(organisations: Collection[int]) -> dict[UUID, PackUse]:
    """Return when these organisations last used each pack, by the id of the pack."""
    rows = PackUse.objects.filter(organisation__in=organisations).order_by("at", "pk")
    return {row.pack_id: row for row in rows}


def went_stale(uses: Collection[PackUse], *, today: date) -> dict[UUID, list[tuple[str, Change]]]:
    """Return what went stale or closed since each use, by the id of its pack. Two queries."""
    wanted = {key for use in uses for key in use.entries}
    now = {str(row.pk): _facts(row) for row in _known(wanted)}
    return {use.pack_id: changes_of(_seen(use, now), today=today) for use in uses}


def _known(keys: Collection[str]) -> QuerySet[Activity]:
    rows = Activity.objects.filter(pk__in=keys, is_listed=True)
    return rows.select_related("provider")


def _seen(use: PackUse, now: dict[str, Facts]) -> Iterator[Seen]:
    for key, (name, was_stale) in use.entries.items():
        yield Seen(name, was_stale, now.get(key))


def left_out(pack: Pack) -> list[Activity]:
    """Return the activities that somebody left out of a pack, by name."""
    rows = pack.choices.filter(is_pinned=False).select_related("activity")
    return sorted((each.activity for each in rows), key=lambda row: (row.name, str(row.pk)))


def pins_gone(pack: Pack, *, today: date) -> list[Activity]:
    """Return what was pinned and is shown no more: it is closed, or closed for now."""
    rows = pack.choices.filter(is_pinned=True).select_related("activity")
    pinned = {each.activity_id: each.activity for each in rows}
    community = pack.organisation.community_id
    held = {each.key for each in chosen(_whole(pinned, community, today), (), (), len(pinned))}
    return [row for key, row in pinned.items() if str(key) not in held]
