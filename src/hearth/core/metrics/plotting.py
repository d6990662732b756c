"""The geometry of charts of figures: in the units of an SVG view box, y downwards.

All are of shares, in per cent. The axis of a run chart begins at 0: a cut one makes small steps
large. That of a funnel may be cut: there it is the distance from the curves that counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearth.core.chart import Frame, Tick, dates_with_room, nice_values
from hearth.core.chart import Point as Dot
from hearth.core.metrics.funnel_plot import ALERT, WARN, Funnel, Where, limits
from hearth.core.metrics.judging import interval
from hearth.core.metrics.run_chart import RunChart
from hearth.core.metrics.small_numbers import Ratio

FRAME = Frame(height=276, left=78, top=44)
TALL = Frame(height=352, left=78, top=44)
"""A funnel is taller than a run chart: its curves lie close together."""


def _up(highest: float) -> list[float]:
    """Return the steps of an axis from 0 to at least so many per cent."""
    return [step for step in nice_values([0, max(highest, 4)]) if step <= 100]


def _height(frame: Frame, steps: Sequence[float], value: float) -> float:
    share = (value - steps[0]) / (steps[-1] - steps[0])
    return round(frame.floor - share * frame.inner_height, 1)


def _ticks(frame: Frame, steps: Sequence[float]) -> tuple[Tick, ...]:
    return tuple(Tick(_height(frame, steps, each), f"{each:g}%") for each in steps)


@dataclass(frozen=True)
class DrawnRun:
    """A run chart: its line, its middle line, and which points are part of a change."""

    frame: Frame
    dots: tuple[tuple[Dot, bool], ...]
    up: tuple[Tick, ...]
    along: tuple[Tick, ...]
    middle: float

    @property
    def line(self) -> str:
        """Return the `points` of the line."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot, _ in self.dots)


def drawn_run(chart: RunChart) -> DrawnRun | None:
    """Lay out a run chart of shares in per cent; None of nothing."""
    if chart.middle is None:
        return None
    steps = _up(max(each.value for each in chart.points))
    first, last = chart.points[0].on, chart.points[-1].on
    days = (last - first).days
    room = FRAME.inner_width - 2 * FRAME.inset
    dots = []
    for place, each in enumerate(chart.points):
        share = (each.on - first).days / days if days else 0.5
        x = round(FRAME.left + FRAME.inset + share * room, 1)
        dot = Dot(x, _height(FRAME, steps, each.value), each.on, f"{each.value:.0f}%")
        dots.append((dot, chart.is_in(place)))
    along = tuple(dates_with_room([dot for dot, _ in dots], FRAME))
    middle = _height(FRAME, steps, chart.middle)
    return DrawnRun(FRAME, tuple(dots), _ticks(FRAME, steps), along, middle)


@dataclass(frozen=True)
class Spot:
    """One community in a funnel. `words_y` and `anchor`: where its name is written."""

    x: float
    y: float
    words_y: float
    name: str
    where: Where
    is_ours: bool
    anchor: str


@dataclass(frozen=True)
class DrawnFunnel:
    """A funnel: for each edge its lower and upper curve, as `points`; the middle; the spots."""

    frame: Frame
    inner: tuple[str, str]
    outer: tuple[str, str]
    middle: float
    spots: tuple[Spot, ...]
    up: tuple[Tick, ...]
    along: tuple[Tick, ...]


CURVE = 32
"""How many points a curve of the funnel has."""


def drawn_funnel(funnel: Funnel) -> DrawnFunnel | None:
    """Lay out a funnel of communities; None where there are too few to compare."""
    if not funnel.is_enough:
        return None
    sizes = nice_values([0, max(each.of.denominator for each in funnel.places)])
    counts = [max(1, round(sizes[-1] * (place + 1) / CURVE)) for place in range(CURVE)]
    least = min(each.of.denominator for each in funnel.places) / 2
    kept = [each for each in counts if each >= least]
    found = [(each, *_edges(funnel, each)) for each in kept]
    shares = [each.share for each in funnel.places]
    steps = _steps_around([*shares, *(share for edges in found for share in edges[1:])])

    def at(count: float, share: float) -> tuple[float, float]:
        x = round(TALL.left + count / sizes[-1] * TALL.inner_width, 1)
        return x, _height(TALL, steps, 100 * share)

    curves = [
        " ".join(f"{x:g},{y:g}" for x, y in (at(edges[0], edges[place]) for edges in found))
        for place in range(1, 5)
    ]
    spots = []
    for each in funnel.places:
        x, y = at(each.of.denominator, each.share)
        words_y = y + 32 if each.share < funnel.together else y - 17
        anchor = "end" if each.of.denominator > sizes[-1] / 2 else "start"
        spots.append(Spot(x, y, words_y, each.name, funnel.where(each), each.is_ours, anchor))
    along = tuple(Tick(at(size, 0)[0], f"{size:g}") for size in sizes)
    _, middle = at(0, funnel.together)
    return DrawnFunnel(
        TALL, (curves[1], curves[2]), (curves[0], curves[3]), middle, tuple(spots),
        _ticks(TALL, steps), along,
    )  # fmt: skip


def _steps_around(shares: Sequence[float]) -> list[float]:
    return [each for each in nice_values([100 * share for share in shares]) if 0 <= each <= 100]


def _edges(funnel: Funnel, count: int) -> tuple[float, float, float, float]:
    """Return the outer and inner lower limits, then the inner and outer upper ones."""
    low, high = limits(funnel.together, count, WARN)
    lowest, highest = limits(funnel.together, count, ALERT)
    return lowest, low, high, highest


BAR, LEFT, ROW = 388.0, 6.0, 52.0
"""Bars are drawn 400 units wide, so that their words can be read on a small telephone."""


@dataclass(frozen=True)
class GroupBar:
    """One group: where its share lies, from where to where it may lie, and how that reads.

    `at` is None where the numbers are not shown.
    """

    name: str
    words: str
    y: float
    at: float | None = None
    low: float = 0
    high: float = 0


@dataclass(frozen=True)
class DrawnGroups:
    """Groups under one another on an axis from 0 to 100 per cent; `all_at`: all of them."""

    height: float
    bars: tuple[GroupBar, ...]
    ticks: tuple[Tick, ...]
    all_at: float | None


def drawn_groups(
    rows: Sequence[tuple[str, Ratio | None]], together: Ratio | None = None
) -> DrawnGroups:
    """Lay out groups by name, each with what is shown of it. None: not shown."""
    bars = tuple(_group(name, of, place) for place, (name, of) in enumerate(rows))
    ticks = tuple(Tick(_across(each / 100), f"{each}%") for each in (0, 25, 50, 75, 100))
    every = _across(together.numerator / together.denominator) if together else None
    return DrawnGroups(ROW * len(rows) + 34, bars, ticks, every)


def _across(share: float) -> float:
    return round(LEFT + share * BAR, 1)


def _group(name: str, of: Ratio | None, place: int) -> GroupBar:
    y = ROW * place + 36
    if of is None or not of.denominator:
        return GroupBar(name, "Not shown", y)
    low, high = interval(of)
    words = f"{of.percent}% of {of.denominator}"
    share = of.numerator / of.denominator
    return GroupBar(name, words, y, _across(share), _across(low), _across(high))


@dataclass(frozen=True)
class BandBar:
    """One band as a piece of the bar: where it begins, how wide it is, and its pattern.

    `words` are its per cent, where there is room for them. The last band is solid.
    """

    x: float
    width: float
    words: str
    lines: str
    is_last: bool = False


@dataclass(frozen=True)
class DrawnBands:
    """Bands side by side in one bar, from the first to the last. Empty where one is hidden."""

    bars: tuple[BandBar, ...]


BAND_TOP, BAND_HIGH = 2.0, 34.0
GAPS = (0, 11, 4.5)
"""How far the lines of a pattern are apart, from the first band on; 0 is none."""


def drawn_bands(rows: Sequence[tuple[str, int | None]], of: int | None = None) -> DrawnBands:
    """Lay out bands by their counts. Where one is not shown, nothing is drawn: it would tell.

    `of` is how many there are, where rounding makes that differ from the sum of the bands.
    """
    counts = [count for _, count in rows if count is not None]
    whole = sum(counts)
    if not whole or len(counts) < len(rows):
        return DrawnBands(())
    bars, x = [], LEFT
    for place, count in enumerate(counts):
        width = BAR * count / whole
        words = f"{Ratio(count, max(of or whole, count)).percent}%" if width >= 36 else ""
        is_last = place == len(counts) - 1
        lines = "" if is_last else "".join(_stripes(x, width, GAPS[min(place, len(GAPS) - 1)]))
        bars.append(BandBar(round(x, 1), round(width, 1), words, lines, is_last))
        x += width
    return DrawnBands(tuple(bars))


def _stripes(x: float, width: float, gap: float) -> Iterator[str]:
    """Yield upright lines, so far apart, as the `d` of a path."""
    for place in range(1, int(width / gap) + 1 if gap else 1):
        if place * gap < width - 1:
            yield f"M{x + place * gap:.1f} {BAND_TOP:g}v{BAND_HIGH:g}"
