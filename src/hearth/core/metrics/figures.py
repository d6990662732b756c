"""What is shown of a metric: hidden where it could tell of a few people, and rounded.

All numbers are rounded to the nearest five, so that two figures of which one is a part of the
other, or two months, do not tell by how few people they differ; per cent are worked out from the
rounded numbers alone. Tables go through `small_numbers.published` before that: it is safe for a
reader who knows the exact totals and this code.

Only metrics of which none is a part of another are shown in groups (`Metric.by_group`). Two such
tables of people who are among each other, held side by side, would give small counts away, however
each is rounded: the tests of this module found that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hearth.core.cohorts.equity import Equity, Reached, Value, reach
from hearth.core.metrics.small_numbers import SMALLEST, Ratio, is_small, nearest, published


class Hidden(StrEnum):
    """Why a figure is not shown."""

    NOBODY = "nobody"
    TOO_FEW = "too few"


HIDDEN_WORDS: Mapping[Hidden, str] = {
    Hidden.NOBODY: "Nothing is recorded yet.",
    Hidden.TOO_FEW: "Too few people to show it.",
}


@dataclass(frozen=True)
class Row:
    """A group, or a band: of so many, so many were counted. Rounded; None where hidden."""

    name: str
    denominator: int | None = None
    numerator: int | None = None

    @property
    def percent(self) -> int | None:
        """Return whole per cent of the rounded numbers; None where hidden, or of nobody."""
        if self.denominator is None or self.numerator is None:
            return None
        return Ratio(self.numerator, self.denominator).percent


@dataclass(frozen=True)
class Groups:
    """One table of groups: by sex, say. `by` is the attribute, `title` what pages call it."""

    by: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shown:
    """What may be seen of one metric in one place on one day. All numbers are rounded to five."""

    numerator: int | None = None
    denominator: int | None = None
    hidden: Hidden | None = None
    bands: tuple[Row, ...] = ()
    groups: tuple[Groups, ...] = ()

    @property
    def percent(self) -> int | None:
        """Return whole per cent of the rounded numbers; None where hidden, or of bands."""
        return Row("", self.denominator, self.numerator).percent

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Shown":
        """Read back what `to_json` gave."""
        return cls(
            kept["numerator"],
            kept["denominator"],
            Hidden(kept["hidden"]) if kept["hidden"] else None,
            tuple(Row(**row) for row in kept["bands"]),
            tuple(
                Groups(each["by"], each["title"], tuple(Row(**row) for row in each["rows"]))
                for each in kept["groups"]
            ),
        )


@dataclass(frozen=True)
class Figure:
    """A dated result: which metric, by which definition, as of which day, and what is shown."""

    metric: str
    definition: str
    day: date
    shown: Shown
    extract: str = ""
    extract_day: date | None = None
    engine: str = ""
    is_made_up: bool = False


ByGroup = Mapping[str, Mapping[Value, tuple[int, int]]]
"""For each attribute and each of its values: (in the denominator, counted)."""


def shown_share(total: Ratio, groups: ByGroup, least: int = SMALLEST) -> Shown:
    """Return what may be seen of so many of so many, and of the groups they are in.

    Hidden where there are fewer than `least`, or where from 1 to 4 were counted. A few who were
    not counted need no hiding: 0 to 4 of them look alike once it is rounded.
    """
    if not total.denominator:
        return Shown(hidden=Hidden.NOBODY)
    if is_small(total.numerator) or total.denominator < max(least, SMALLEST):
        return Shown(hidden=Hidden.TOO_FEW)
    tables = [_table(reach(by, found), least) for by, found in groups.items()]
    return Shown(
        nearest(total.numerator),
        nearest(total.denominator),
        groups=tuple(table for table in tables if _says_something(table)),
    )


def _says_something(table: Groups) -> bool:
    return len(table.rows) > 1 and any(row.denominator is not None for row in table.rows)


def _table(equity: Equity, least: int) -> Groups:
    return Groups(equity.by, equity.title, tuple(_row(each, least) for each in equity.groups))


def _row(group: Reached, least: int) -> Row:
    if group.eligible is None or group.reached is None or group.eligible < least:
        return Row(group.group)
    return Row(group.group, nearest(group.eligible), nearest(group.reached))


def shown_bands(total: int, counts: Sequence[tuple[str, int]], least: int = SMALLEST) -> Shown:
    """Return what may be seen of people in bands that do not overlap and leave nobody out.

    Raises ValueError where the bands and the total differ.
    """
    if sum(count for _, count in counts) != total:
        raise ValueError(f"The bands hold {sum(count for _, count in counts)} of {total}.")
    if not total:
        return Shown(hidden=Hidden.NOBODY)
    table = published({name: (count,) for name, count in counts})
    if table.is_withheld or total < least:
        return Shown(hidden=Hidden.TOO_FEW)
    of = nearest(total)
    rows = [
        Row(name, of, nearest(count[0])) if count else Row(name)
        for name, count in table.rows.items()
    ]
    return Shown(denominator=of, bands=tuple(rows))
