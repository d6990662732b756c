"""The heat strip of a year: a square for each part and month, the larger the more there was.

Pure geometry in the units of an SVG view box, y downwards. Size says it, not colour; where nothing
was, there is a short line. The numbers stand in the table beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from hearth.core.house.year import Row, Year

CELL, ROW = 33.0, 58.0
LEFT = 2.0
MOST = 29.0
"""The side of the largest square."""


@dataclass(frozen=True)
class Square:
    """One month of one row: the middle of its square, and its side. 0: nothing was."""

    x: float
    y: float
    side: float

    @property
    def path(self) -> str:
        """Return it as a piece of the `d` of an SVG path."""
        if not self.side:
            return f"M{self.x - 4:g} {self.y - 1:g}h8v2h-8z"
        half = self.side / 2
        side = f"{self.side:g}"
        return f"M{self.x - half:g} {self.y - half:g}h{side}v{side}h-{side}z"


@dataclass(frozen=True)
class Band:
    """One row of the strip: its name, where that is written, and its twelve squares."""

    name: str
    y: float
    squares: tuple[Square, ...]
    is_neglected: bool

    @property
    def path(self) -> str:
        """Return the `d` of an SVG path that draws all squares."""
        return "".join(each.path for each in self.squares)


@dataclass(frozen=True)
class Strip:
    """All that is needed to draw it, and what it says in words."""

    height: float
    bands: tuple[Band, ...]
    months: tuple[tuple[float, str], ...]
    words: str


def strip_of(year: Year) -> Strip:
    """Lay out a year. The parts come first; the neglected three are always there, below them."""
    rows = [*((row, False) for row in year.parts), *((row, True) for row in year.neglected)]
    most = max((_much(year, row, month) for row, _ in rows for month in range(12)), default=0)
    bands = tuple(
        Band(
            row.name,
            ROW * place + 16 + (14 if is_neglected else 0),
            tuple(_squares(year, row, ROW * place + 38 + (14 if is_neglected else 0), most)),
            is_neglected,
        )
        for place, (row, is_neglected) in enumerate(rows)
    )
    height = ROW * len(rows) + 14 + 24
    months = tuple(
        (LEFT + CELL * (place + 0.5), f"{each:%b}"[0]) for place, each in enumerate(year.months)
    )
    return Strip(height, bands, months, " ".join(year.sentences))


def _much(year: Year, row: Row, place: int) -> int:
    month = row.months[place]
    return month.minutes if year.in_minutes else month.times


def _squares(year: Year, row: Row, y: float, most: int) -> Iterator[Square]:
    """Yield a square for each month: its area goes with how much there was."""
    for place in range(len(row.months)):
        much = _much(year, row, place)
        side = max(5.0, round(MOST * sqrt(much / most), 1)) if much else 0.0
        yield Square(LEFT + CELL * (place + 0.5), y, side)
