"""What the picture of the House is built of: stones in courses, some of them only drawn yet.

Pure geometry in the units of an SVG view box, y downwards. The same house always has the same
stones: nothing here is left to chance.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, radians, sin

Point = tuple[float, float]
Outline = tuple[Point, ...]
Courses = tuple[tuple[Outline, ...], ...]
"""Stones row by row, from the bottom to the top."""

MORTAR = 1.3
"""Half the gap between two stones: white lines that also a copier keeps apart."""


def between(start: Point, end: Point, share: float) -> Point:
    """Return the point so far along the way: 0 is the start, 1 the end."""
    return (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))


def courses(corners: Sequence[Point], counts: Sequence[int], *, staggered: bool = True) -> Courses:
    """Fill a shape of four corners with courses of so many stones each, the lowest first.

    `corners`: bottom left, bottom right, top right, top left; the top may be one point. Every
    other course of a staggered wall begins with half a stone, as masons lay them.
    """
    low_left, low_right, top_right, top_left = corners
    rows = []
    for row, count in enumerate(counts):
        low, high = row / len(counts), (row + 1) / len(counts)
        edges = (
            between(low_left, top_left, low),
            between(low_right, top_right, low),
            between(low_right, top_right, high),
            between(low_left, top_left, high),
        )
        rows.append(tuple(_row(edges, list(_joints(count, staggered and row % 2 == 1)))))
    return tuple(rows)


def _joints(count: int, half: bool) -> Iterator[float]:
    """Yield where the stones of a course meet, as shares of its length."""
    yield 0.0
    shift = 0.5 if half else 0.0
    yield from ((place + 1 - shift) / count for place in range(count if half else count - 1))
    yield 1.0


def _row(edges: Sequence[Point], joints: Sequence[float]) -> Iterator[Outline]:
    low_left, low_right, top_right, top_left = edges
    for start, end in pairwise(joints):
        yield smaller(
            (
                between(low_left, low_right, start),
                between(low_left, low_right, end),
                between(top_left, top_right, end),
                between(top_left, top_right, start),
            )
        )


def smaller(outline: Outline, by: float = MORTAR) -> Outline:
    """Draw each corner in towards the middle, by so many units in each direction."""
    middle_x, middle_y = middle(outline)
    return tuple((_towards(x, middle_x, by), _towards(y, middle_y, by)) for x, y in outline)


def _towards(value: float, target: float, by: float) -> float:
    gap = target - value
    return target if abs(gap) <= by else value + (by if gap > 0 else -by)


def middle(outline: Outline) -> Point:
    """Return the point in the middle of the corners."""
    return (sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline))


def hatched(outline: Outline) -> Outline:
    """Return the stroke that fills a stone which is only drawn: from corner to corner."""
    return (outline[0], outline[2])


def turned(outline: Outline, degrees: float, around: Point) -> Outline:
    """Turn an outline around a point, clockwise as it is seen."""
    turn, (mid_x, mid_y) = radians(degrees), around
    return tuple(
        (
            mid_x + (x - mid_x) * cos(turn) - (y - mid_y) * sin(turn),
            mid_y + (x - mid_x) * sin(turn) + (y - mid_y) * cos(turn),
        )
        for x, y in outline
    )


def fallen(
    places: Iterable[tuple[float, float]], ground: float, size: Point
) -> tuple[Outline, ...]:
    """Lay stones on the ground, each (where, turned by so many degrees)."""
    wide, high = size[0] / 2, size[1] / 2
    found = []
    for x, degrees in places:
        stone = turned(
            ((-wide, high), (wide, high), (wide, -high), (-wide, -high)), degrees, (0, 0)
        )
        foot = max(y for _, y in stone)
        found.append(tuple((x + dx, ground - foot + dy) for dx, dy in stone))
    return tuple(found)


def crack(top: Point, foot: Point, sway: float) -> Outline:
    """Return a line that breaks from side to side on its way down."""
    sides = (0.0, 0.9, -0.7, 1.0, -0.3, 0.0)
    last = len(sides) - 1
    way = [between(top, foot, place / last) for place in range(last + 1)]
    return tuple((x + sway * side, y) for (x, y), side in zip(way, sides, strict=True))


def wave(foot: Point, high: float, sway: float) -> Outline:
    """Return a line that swings as it goes up, ever wider: smoke."""
    steps = range(int(high) // 2 + 1)
    return tuple(
        (foot[0] + sway * (0.4 + 2 * step / high) * sin(step / 2.6), foot[1] - 2 * step)
        for step in steps
    )


def moved(outlines: Iterable[Outline], by: Callable[[Point], Point]) -> tuple[Outline, ...]:
    """Move every corner of every outline."""
    return tuple(tuple(by(point) for point in outline) for outline in outlines)


def rounded(outline: Outline, times: int = 2) -> Outline:
    """Take the corners off, so many times (Chaikin's way: a quarter from each end of a side)."""
    for _ in range(times):
        sides = zip(outline, (*outline[1:], outline[0]), strict=True)
        outline = tuple(
            between(start, end, share) for start, end in sides for share in (0.25, 0.75)
        )
    return outline
