"""Search as people think: words, what it helps with, when, where, and what it must allow.

Nothing about who searches is kept. What is found is read from narrow listings, at most MOST of
them, and sorted here; only the rows of one page are read whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt
from uuid import UUID

from django.conf import settings

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.activity import Place, Point
from hearth.core.directory.distance import miles, roughly_miles
from hearth.core.directory.interests import Interest
from hearth.core.directory.searching import Search, unsaid
from hearth.core.directory.terms import (
    HAS_PLACE,
    IS_ONLINE,
    NO_PLACE,
    Group,
    cells_around,
    filters_of,
    word_groups,
)
from hearth.records.directory.in_lists import facts_in_lists
from hearth.records.directory.spelling import meant_by
from hearth.records.directory.words_index import Match, matching

A_PAGE = 20
MOST = 400
"""So many are listed, and counted; a person who gets more has to say more."""
ENOUGH = 100
"""So many near somebody are enough to stop looking farther away, where nobody set a limit."""
FIRST_RING, LAST_RING = 0.4, 100.0
"""Miles. The rings between them grow by how much the one before held."""
CROWD, NARROW, MOST_TRIES = 1500, 0.3, 1
"""A crowd is too many to measure: a ring is made narrower, by miles, so often at most."""
NO_LIMIT = 1_000_000
NOWHERE = Group(frozenset({NO_PLACE}))


@dataclass(frozen=True)
class Hit:
    """One activity that was found; how far it is and where, if that was asked; what it left out."""

    key: UUID
    activity: Facts
    miles: float | None = None
    place: Place | None = None
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One page of what was found.

    `total`: how many; there are more where `is_more`. `unsure`: how many more did not say all that
    was asked; more where `is_more_unsure`. `looked_for`: interests that the words speak of.
    `loosely`: nothing has all of the words, so these have some. `meant`: other words to try.
    """

    hits: tuple[Hit, ...]
    total: int
    page: int = 1
    is_more: bool = False
    unsure: int = 0
    is_more_unsure: bool = False
    looked_for: tuple[Interest, ...] = ()
    loosely: bool = False
    meant: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are; one where nothing was found."""
        return max(1, ceil(self.total / A_PAGE))


@dataclass(frozen=True)
class Sorted:
    """The listings that fit, in the order of the list: (id, miles). `is_more`: not all of them.

    `left_out`: so many more do not say where they are.
    """

    rows: tuple[tuple[int, float | None], ...]
    is_more: bool = False
    left_out: int = 0


def search(wanted: Search, *, page: int = 1) -> Found:
    """Find what fits: nearest first where a place is given, else by name, that of the words first.

    `page` begins with 1; one beyond the last is the last.
    """
    words = word_groups(wanted.words, settings.INTERESTS)
    filters = filters_of(wanted)
    strict = _sorted(wanted, words, _unsure(filters) if wanted.unsure else filters)
    loosely = False
    if not strict.rows and len(words) > 1:
        words, loosely = (_any_of(words),), True
        strict = _sorted(wanted, words, _unsure(filters) if wanted.unsure else filters)
    meant = "" if strict.rows else meant_by(wanted.words, settings.INTERESTS)
    unsure = _unsure_ones(wanted, words, filters, strict)
    return _found(wanted, strict, unsure, page, loosely=loosely and bool(strict.rows), meant=meant)


def _any_of(groups: Sequence[Group]) -> Group:
    """Return the group of those that have something of any of these."""
    terms = frozenset().union(*(group.terms for group in groups))
    return Group(terms, tuple(word for group in groups for word in group.words), any_word=True)


def _unsure(filters: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(replace(group, terms=group.terms | group.unknown) for group in filters)


def _unsure_ones(
    wanted: Search, words: Sequence[Group], filters: Sequence[Group], strict: Sorted
) -> tuple[int, bool]:
    """Return how many more fit with those that did not say, and whether there are more still."""
    if wanted.unsure or strict.is_more:
        return 0, False
    if not any(group.unknown for group in filters):
        return strict.left_out, False
    wider, total = _unsure(filters), len(strict.rows)
    if wanted.near and not wanted.within:
        rows = matching((*words, *wider), age=wanted.age, limit=MOST)
        return len(rows) - total, len(rows) >= MOST
    every = _sorted(replace(wanted, unsure=True), words, wider)
    return len(every.rows) - total, every.is_more


def _sorted(wanted: Search, words: Sequence[Group], filters: Sequence[Group]) -> Sorted:
    groups = (*words, *filters)
    if wanted.near:
        return _by_distance(wanted, groups, wanted.near)
    return _by_name(wanted, words, groups)


def _by_name(wanted: Search, words: Sequence[Group], groups: Sequence[Group]) -> Sorted:
    """Sort by name; those first of which the name has the words."""
    named = []
    if any(group.words for group in words):
        named = matching(groups, age=wanted.age, in_names=True, limit=MOST)
    every = matching(groups, age=wanted.age, limit=MOST) if len(named) < MOST else []
    first = {row.id for row in named}
    rest = [row for row in every if row.id not in first]
    rows = [row.id for part in (named, rest) for row in sorted(part, key=_name)][:MOST]
    return Sorted(tuple((key, None) for key in rows), max(len(named), len(every)) >= MOST)


def _name(row: Match) -> tuple[str, int]:
    return row.name, row.id


def _by_distance(wanted: Search, groups: Sequence[Group], here: Point) -> Sorted:
    """Sort by distance; then what is online, and at last, if one is unsure, what has no place.

    Where few fit, all of them are measured; else rings around the place, until one holds enough.
    """
    rows = matching(groups, age=wanted.age, limit=MOST)
    if len(rows) < MOST:
        near = _measured(rows, here, wanted.within or float("inf"))
        nowhere = [row for row in rows if not row.points]
    else:
        near, is_more = _in_rings(wanted, groups, here)
        if is_more:
            return Sorted(near, is_more=True)
        nowhere = matching((*groups, NOWHERE), age=wanted.age, limit=MOST)
    rest = nowhere if wanted.unsure else _online(wanted, groups, nowhere)
    last = ((row.id, None) for row in sorted(rest, key=_name))
    return Sorted((*near, *last)[:MOST], left_out=len(nowhere) - len(rest))


def _online(wanted: Search, groups: Sequence[Group], nowhere: list[Match]) -> list[Match]:
    """Return those without a place that are online: they are near everyone."""
    if not nowhere:
        return []
    online = Group(frozenset({IS_ONLINE}))
    return matching((*groups, NOWHERE, online), age=wanted.age, limit=MOST)


def _in_rings(
    wanted: Search, groups: Sequence[Group], here: Point
) -> tuple[tuple[tuple[int, float | None], ...], bool]:
    """Return what is in the first ring that holds enough, and whether there is more beyond it."""
    farthest = wanted.within or float("inf")
    inner, ring, tries = 0.0, min(FIRST_RING, farthest), MOST_TRIES
    while True:
        held = matching((*groups, _cells(here, ring)), age=wanted.age, limit=CROWD + 1)
        if len(held) > CROWD and tries and ring - inner > NARROW:
            ring, tries = (inner + ring) / 2, tries - 1
            continue
        if len(held) > CROWD:
            held = matching((*groups, _cells(here, ring)), age=wanted.age, limit=NO_LIMIT)
        rows = _measured(held, here, ring)
        if len(rows) >= ENOUGH or ring >= min(farthest, LAST_RING):
            return rows[:MOST], ring < farthest or len(rows) > MOST
        inner, ring = ring, min(_next_ring(ring, len(rows)), farthest)


def _next_ring(ring: float, held: int) -> float:
    """Return a ring that is likely to hold enough: as much more land as there must be more."""
    growth = sqrt(1.5 * ENOUGH / max(1, held))
    return ring * min(4.0, max(1.5, growth))


def _cells(here: Point, ring: float) -> Group:
    return Group(cells_around(here, ring) or frozenset({HAS_PLACE}))


def _measured(
    rows: Iterable[Match], here: Point, farthest: float
) -> tuple[tuple[int, float | None], ...]:
    measured = [(_nearest(row.points, here), row.name, row.id) for row in rows if row.points]
    fits = sorted(each for each in measured if each[0] <= farthest)
    return tuple((key, away) for away, _, key in fits)


def _nearest(points: str, here: Point) -> float:
    return min(
        roughly_miles(here.latitude, here.longitude, *map(float, point.split(",")))
        for point in points.split()
    )


def _found(
    wanted: Search, every: Sorted, unsure: tuple[int, bool], page: int, *, loosely: bool, meant: str
) -> Found:
    total = len(every.rows)
    page = min(max(1, page), max(1, ceil(total / A_PAGE)))
    shown = every.rows[(page - 1) * A_PAGE : page * A_PAGE]
    return Found(
        hits=tuple(_hits(wanted, shown)), total=total, page=page, is_more=every.is_more,
        unsure=max(0, unsure[0]), is_more_unsure=unsure[1],
        looked_for=tuple(each.interest for each in settings.INTERESTS.heard_in(wanted.words)),
        loosely=loosely, meant=meant,
    )  # fmt: skip


def _hits(wanted: Search, shown: Sequence[tuple[int, float | None]]) -> Iterable[Hit]:
    known = facts_in_lists(key for key, _ in shown)
    for key, away in shown:
        if key in known:
            pk, facts = known[key]
            place = _nearest_place(facts, wanted.near)
            yield Hit(pk, facts, away, place, unsaid(wanted, facts) if wanted.unsure else ())


def _nearest_place(facts: Facts, here: Point | None) -> Place | None:
    placed = [place for place in facts.places if place.point]
    if here is None or not placed:
        return next(iter(facts.places), None)
    return min(placed, key=lambda place: miles(here, place.point or here))
