"""What was found as dots around somebody: how far, and in which direction. The list is its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from hearth.core.directory.activity import Point
from hearth.core.directory.distance import MILES_A_DEGREE
from hearth.records.directory.search import Hit

RINGS = (1, 2, 5, 10, 25, 50)
SIZE = 150
"""From the middle to the edge, in units of the picture."""
ROOM = 10


@dataclass(frozen=True)
class Dot:
    """One activity: where it stands in the picture, and its number in the list."""

    x: float
    y: float
    number: int


@dataclass(frozen=True)
class Ring:
    """A circle around the middle, so many miles away."""

    miles: int
    radius: float


@dataclass(frozen=True)
class Picture:
    """All of it."""

    rings: tuple[Ring, ...]
    dots: tuple[Dot, ...]


def picture_of(hits: Sequence[Hit], here: Point | None) -> Picture | None:
    """Draw what was found on one page around a place; None where nothing is near."""
    near = [(number, hit) for number, hit in enumerate(hits, start=1)
            if hit.miles is not None and hit.miles <= RINGS[-1]]  # fmt: skip
    if here is None or len(near) < 2:
        return None
    farthest = max(hit.miles or 0 for _, hit in near)
    edge = next((ring for ring in RINGS if farthest <= ring), RINGS[-1])
    rings = [ring for ring in RINGS if ring <= edge][-3:]
    unit = (SIZE - ROOM) / edge
    return Picture(
        tuple(Ring(ring, round(ring * unit, 1)) for ring in rings),
        tuple(_dot(number, hit, here, unit) for number, hit in near if hit.place),
    )


def _dot(number: int, hit: Hit, here: Point, unit: float) -> Dot:
    there = hit.place.point if hit.place and hit.place.point else here
    north = (there.latitude - here.latitude) * MILES_A_DEGREE
    east = (there.longitude - here.longitude) * MILES_A_DEGREE * cos(radians(here.latitude))
    return Dot(round(east * unit, 1), round(-north * unit, 1), number)
