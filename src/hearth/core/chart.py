"""The geometry of a small line chart of results: one drawing for pages, letters and prints.

Pure numbers in the units of an SVG view box, y downwards. How it looks is for whoever draws it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from hearth.core.results import tidy

Series = Sequence[tuple[date, Decimal]]
"""Values with their days, oldest first."""

NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_STEPS = 4


@dataclass(frozen=True)
class Point:
    """One value, where it is drawn. `words` is the value as people read it."""

    x: float
    y: float
    on: date
    words: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: how far along (x or y), and what is written there."""

    at: float
    words: str


@dataclass(frozen=True)
class Band:
    """The usual range, as a strip across the chart."""

    top: float
    height: float


@dataclass(frozen=True)
class Frame:
    """The size of the whole drawing, and the margins around the part that holds the line.

    `inset` keeps the first and last point, with what is written at them, off both ends.
    `date_room` is what a date like "Mar 2027" asks for along the axis.
    """

    width: float = 600
    height: float = 220
    left: float = 48
    right: float = 32
    top: float = 28
    bottom: float = 36
    inset: float = 36
    date_room: float = 90

    @property
    def inner_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def far_right(self) -> float:
        return self.width - self.right

    @property
    def floor(self) -> float:
        return self.height - self.bottom


@dataclass(frozen=True)
class LineChart:
    """All that is needed to draw it. `line` is the `points` attribute of an SVG polyline."""

    frame: Frame
    points: tuple[Point, ...]
    up: tuple[Tick, ...]
    along: tuple[Tick, ...]
    band: Band | None

    @property
    def line(self) -> str:
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def line_chart(
    series: Series,
    *,
    low: Decimal | None = None,
    high: Decimal | None = None,
    frame: Frame | None = None,
) -> LineChart:
    """Lay out a series of at least one value, with the usual range from `low` to `high` behind it.

    Either end of the range may be open. Raises ValueError for an empty series.
    """
    if not series:
        raise ValueError("a chart needs at least one value")
    frame = frame or Frame()
    edges = [float(edge) for edge in (low, high) if edge is not None]
    up = nice_values([float(value) for _, value in series] + edges)
    scale = _Scale(frame, up[0], up[-1], series[0][0], series[-1][0])
    points = tuple(
        Point(scale.x(on), scale.y(float(value)), on, tidy(value)) for on, value in series
    )
    return LineChart(
        frame,
        points,
        tuple(Tick(scale.y(value), _written(value)) for value in up),
        tuple(dates_with_room(points, frame)),
        _band(scale, low, high),
    )


@dataclass(frozen=True)
class _Scale:
    frame: Frame
    least: float
    most: float
    first: date
    last: date

    def x(self, on: date) -> float:
        days = (self.last - self.first).days
        share = (on - self.first).days / days if days else 0.5
        room = self.frame.inner_width - 2 * self.frame.inset
        return round(self.frame.left + self.frame.inset + share * room, 1)

    def y(self, value: float) -> float:
        share = (value - self.least) / (self.most - self.least)
        return round(self.frame.floor - share * self.frame.inner_height, 1)


def nice_values(values: Sequence[float]) -> list[float]:
    """Choose round numbers, evenly spaced, that hold every value: at most six of them."""
    least, most = min(values), max(values)
    step = _nice_step((most - least) or abs(most) or 1.0)
    start, end = floor(least / step), ceil(most / step)
    if start == end:
        start, end = start - 1, end + 1
    return [round(step * count, 6) for count in range(start, end + 1)]


def _nice_step(spread: float) -> float:
    rough = spread / MOST_STEPS
    power = 10.0 ** floor(log10(rough))
    return next(nice * power for nice in NICE_STEPS if nice * power >= rough * 0.999)


def _written(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _band(scale: _Scale, low: Decimal | None, high: Decimal | None) -> Band | None:
    if low is None and high is None:
        return None
    top = scale.frame.top if high is None else scale.y(float(high))
    bottom = scale.frame.floor if low is None else scale.y(float(low))
    return Band(top, round(bottom - top, 1))


def dates_with_room(points: Sequence[Point], frame: Frame) -> Iterator[Tick]:
    """Write the date under each point that leaves room; the last one always has it."""
    room, last = frame.date_room, points[-1]
    taken = float("-inf")
    for point in points[:-1]:
        if point.x - taken >= room and last.x - point.x >= room:
            taken = point.x
            yield Tick(point.x, f"{point.on:%b %Y}")
    yield Tick(last.x, f"{last.on:%b %Y}")


def in_words(title: str, series: Series, unit: str = "") -> str:
    """Say what the chart shows, for those who do not see it: how many, from what to what."""
    (first_on, first), (last_on, last) = series[0], series[-1]
    end = f"{tidy(last)} {unit}".strip()
    if len(series) == 1:
        return f"Chart of {title}. One value: {end} in {last_on:%B %Y}."
    start = f"{tidy(first)} {unit}".strip()
    return (
        f"Chart of {title}. {len(series)} values, from {start} in {first_on:%B %Y}"
        f" to {end} in {last_on:%B %Y}."
    )
