"""Numbers that can be shown: numerators, denominators, and small numbers withheld.

A count from 1 to 4 may point at a person. It is hidden, and so is whatever else is needed so that
it cannot be got by taking away: from the total, from the row, from another table of the same
people, or from knowing these very rules. A 0 is shown: it says that a group is missed, and
points at nobody. So do the minimum cell count of OMOP (fewer than 5, never 0) and the practice
of NHS England; some publish less (OpenSAFELY hides up to 7 and rounds to 5): `smallest` and
`rounded` are there for them.

The order of groups must not come from their counts: it would tell of what is hidden.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

SMALLEST = 5
"""The smallest count that is shown, but for 0."""

Group = TypeVar("Group")
Counts = tuple[int, ...]


@dataclass(frozen=True)
class Ratio:
    """So many of so many. Raises ValueError where that cannot be."""

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator}")

    @property
    def rest(self) -> int:
        """Return how many of the denominator are not in the numerator."""
        return self.denominator - self.numerator

    @property
    def percent(self) -> int | None:
        """Return whole per cent, halves up; None of nobody."""
        if not self.denominator:
            return None
        return (200 * self.numerator + self.denominator) // (2 * self.denominator)


@dataclass(frozen=True)
class Table(Generic[Group]):
    """What is shown of people in groups; None where it is hidden.

    Each row has the counts of parts that do not overlap: (reached, missed). `totals` are those of
    the columns. No `totals`: the whole table is withheld.
    """

    rows: Mapping[Group, Counts | None]
    totals: Counts | None

    @property
    def is_withheld(self) -> bool:
        """Say whether there are too few people to show anything."""
        return self.totals is None

    @property
    def hides_any(self) -> bool:
        """Say whether something is hidden."""
        return self.is_withheld or None in self.rows.values()


def is_small(count: int, smallest: int = SMALLEST) -> bool:
    """Say whether a count is one that may point at a person."""
    return 0 < count < smallest


def published(rows: Mapping[Group, Counts], smallest: int = SMALLEST) -> Table[Group]:
    """Return what can be shown of a table, even to a reader who knows its totals and this code."""
    hidden = _hidden(list(rows.values()), smallest)
    if hidden is None:
        return Table(dict.fromkeys(rows), None)
    shown = {
        group: None if place in hidden else counts
        for place, (group, counts) in enumerate(rows.items())
    }
    return Table(shown, tuple(map(sum, zip(*rows.values(), strict=True))))


def _hidden(rows: Sequence[Counts], smallest: int) -> set[int] | None:
    """Return which rows to hide; None for all of the table.

    Whole rows are hidden, the smallest first, and those of one size together. So the choice does
    not depend on their order: whoever works it backwards cannot tell the hidden rows apart.
    """
    hidden = {
        place for place, row in enumerate(rows) if any(is_small(each, smallest) for each in row)
    }
    if not hidden:
        return hidden
    while shown := {
        place: sum(row) for place, row in enumerate(rows) if place not in hidden and any(row)
    }:
        if _keeps_its_secret([rows[place] for place in hidden], smallest):
            return hidden
        least = min(shown.values())
        hidden |= {place for place, size in shown.items() if size == least}
    return None


def _keeps_its_secret(rows: Collection[Counts], smallest: int) -> bool:
    """Say whether the sums of these rows do not give away a small count in one of them."""
    return all(_column_is_safe(column, smallest) for column in zip(*rows, strict=True))


def _column_is_safe(counts: Counts, smallest: int) -> bool:
    if not any(is_small(each, smallest) for each in counts):
        return True
    enough = sum(counts) >= len(counts) + smallest - 1
    return enough and len(set(counts)) > 1


def published_chain(counts: Sequence[int], smallest: int = SMALLEST) -> tuple[int | None, ...]:
    """Return what can be shown of counts of which each is among the one before: a funnel.

    The first and the last are known from elsewhere. A count is hidden where it, or how many fewer
    it is than one that is shown, is small.
    """
    if not counts:
        return ()
    ends = _apart(counts[0], counts[-1], smallest) and not is_small(counts[-1], smallest)
    last = counts[-1] if ends else 0
    above = counts[0]
    shown: list[int | None] = [None if is_small(above, smallest) else above]
    for count in counts[1:]:
        is_safe = not is_small(count, smallest) and _apart(above, count, smallest)
        if is_safe and _apart(count, last, smallest):
            above = count
            shown.append(count)
        else:
            shown.append(None)
    return tuple(shown)


def _apart(above: int, below: int, smallest: int) -> bool:
    return not is_small(above - below, smallest)


def rounded(table: Table[Group], to: int = SMALLEST) -> Table[Group]:
    """Return a table with each count, and each total, rounded to the nearest so many."""
    rows = {group: counts and _rounded(counts, to) for group, counts in table.rows.items()}
    return replace(table, rows=rows, totals=table.totals and _rounded(table.totals, to))


def _rounded(counts: Counts, to: int) -> Counts:
    return tuple(nearest(count, to) for count in counts)


def nearest(count: int, to: int = SMALLEST) -> int:
    """Return a count rounded to the nearest so many, halves up."""
    return (2 * count + to) // (2 * to) * to
