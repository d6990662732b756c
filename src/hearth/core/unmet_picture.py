"""How many people could not find what they need, for one quarter: what of it can be shown.

There is one table for each quarter, and never a second one of the same people: what two tables
have in common can be got by taking away (ADR 11). It is made once the quarter is over, and then
stands: whoever says yes later, or takes it back, changes nothing that is out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearth.core.metrics.small_numbers import SMALLEST, nearest, published, rounded

ANY = ""
"""In the place of a place: all of them together."""

ENOUGH_FOR_PLACES = 50
"""From so many on, the picture goes by place as well; with fewer, most of it would be hidden."""

Cell = tuple[str, str]
"""A kind of need and a place."""


@dataclass(frozen=True)
class Ask:
    """One person looked for one kind of thing in one place. `who` only tells people apart."""

    who: str
    need: str
    place: str


@dataclass(frozen=True)
class Picture:
    """What is shown of a quarter: rounded counts of people, None where hidden.

    `total` None: too few asked to show anything.
    """

    cells: Mapping[Cell, int | None]
    total: int | None

    @property
    def needs(self) -> list[str]:
        """Return the kinds of need of which there is anything, in the order of the table."""
        return list(dict.fromkeys(need for (need, _), count in self.cells.items() if count != 0))

    @property
    def places(self) -> list[str]:
        """Return the places of which there is anything, in the order of the table."""
        return list(dict.fromkeys(place for (_, place), count in self.cells.items() if count != 0))

    @property
    def shown_needs(self) -> frozenset[str]:
        """Return the kinds of need of which a count is shown that is not 0."""
        return frozenset(need for (need, _), count in self.cells.items() if count)

    def as_values(self) -> dict[str, Any]:
        """Return it as plain values, to be kept."""
        rows = [[need, place, count] for (need, place), count in self.cells.items()]
        return {"cells": rows, "total": self.total}


def picture_from(values: Mapping[str, Any]) -> Picture:
    """Return the picture that was kept."""
    cells = {(need, place): count for need, place, count in values["cells"]}
    return Picture(cells, values["total"])


def picture_of(
    asks: Iterable[Ask],
    *,
    needs: Sequence[str],
    places: Sequence[str],
    smallest: int = SMALLEST,
    enough: int = ENOUGH_FOR_PLACES,
) -> Picture:
    """Return what can be shown of a quarter, even to who knows these rules. The newest ask last.

    By need and place where enough people asked, else by need alone. Only the rounded total, which
    is out as well, decides which: a table chosen for how well its own counts can be shown would
    tell of them.
    """
    counts = Counter((need, place) for need, place in _latest(asks).values())
    total = nearest(sum(counts.values()), smallest)
    if total < enough:
        counts = _by_need(counts)
        places = [ANY]
    table = published(
        {(need, place): (counts[need, place],) for need in needs for place in places}, smallest
    )
    shown = rounded(table, smallest)
    cells = {cell: row[0] if row else None for cell, row in shown.rows.items()}
    return Picture(cells, shown.totals[0] if shown.totals else None)


def _latest(asks: Iterable[Ask]) -> dict[tuple[str, str], Cell]:
    """Return where each person asked last for each kind of need: nobody is in two cells of one."""
    return {(ask.who, ask.need): (ask.need, ask.place) for ask in asks}


def _by_need(counts: Counter[Cell]) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for (need, _), count in counts.items():
        found[need, ANY] += count
    return found
