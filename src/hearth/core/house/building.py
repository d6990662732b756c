"""How each part of the House is built, by how it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hearth.core.house.assessing import Rating
from hearth.core.house.drawing import Label, Look, Shape, Tone
from hearth.core.house.masonry import (
    Courses,
    Outline,
    Point,
    between,
    courses,
    crack,
    fallen,
    hatched,
    middle,
    rounded,
    turned,
    wave,
)
from hearth.core.house.parts import Part
from hearth.core.house.standing import HouseStanding, PartStanding

GROUND, DEEP = 318.0, 352.0
"""Where the walls stand, and how deep the foundation is."""

LEFT, RIGHT, TOP = (108.0, 148.0), (252.0, 292.0), 142.0
EAVES, RIDGE = (82.0, 318.0), (200.0, 32.0)

LOW = {Rating.NEEDS_WORK: 28.0, Rating.GOOD_IDEAS: 14.0, None: 14.0}
"""How far the roof comes down on a wall that does not carry it."""

LEAN = {Rating.NEEDS_WORK: 0.08, Rating.GOOD_IDEAS: 0.05, None: 0.05}
"""How far the house leans on a foundation that does not carry it, for each unit of its height."""

UNCARRIED, UNSTEADY = 14.0, 0.05
"""The same where nobody answers for the wall, or for the foundation."""


@dataclass(frozen=True)
class Frame:
    """How the house sits: how far each side of the roof is down, and how far the whole leans."""

    left: float = 0
    right: float = 0
    lean: float = 0

    @property
    def eaves(self) -> tuple[Point, Point]:
        """Return the two feet of the roof."""
        return (EAVES[0], TOP + self.left), (EAVES[1], TOP + self.right)

    def eaves_at(self, x: float) -> float:
        """Return how high the foot of the roof is at one place."""
        left, right = self.eaves
        return between(left, right, (x - left[0]) / (right[0] - left[0]))[1]

    @property
    def ridge(self) -> Point:
        """Return the top of the roof, which tips over to the side that is down."""
        x, y = RIDGE
        return x + 0.45 * (self.right - self.left), y + (self.left + self.right) / 2

    def leaning(self, point: Point) -> Point:
        """Move a point as the house leans."""
        x, y = point
        return x + self.lean * (GROUND - y), y


def frame_of(standing: HouseStanding) -> Frame:
    """Say how a house sits. Before anything is rated, it is a plan on paper: straight."""
    if not standing.is_rated:
        return Frame()
    left, right = (standing.of(each) for each in (Part.LEFT_WALL, Part.RIGHT_WALL))
    base = standing.of(Part.FOUNDATION)
    lean = max(LEAN.get(base.rating, 0), 0 if base.answers_for else UNSTEADY)
    return Frame(_down(left), _down(right), lean)


def _down(wall: PartStanding) -> float:
    return max(LOW.get(wall.rating, 0), 0 if wall.answers_for else UNCARRIED)


Built = Iterator[Shape | Label]


def unknown(outline: Outline) -> Built:
    """Draw a part of which nobody knows how it stands."""
    yield Shape(Look.UNKNOWN, (outline,))
    x, y = middle(outline)
    yield Label(round(x, 1), round(y + 10, 1), "?", Tone.UNSURE)


def stones(rows: Courses, rating: Rating, split: tuple[Point, Point, float], laid: int) -> Built:
    """Draw stones that are laid, and those that are only drawn. `split` is where they crack."""
    every = tuple(stone for row in rows for stone in row)
    if rating >= Rating.NEARLY_THERE:
        yield Shape(Look.STONE, every)
        if rating is Rating.NEARLY_THERE:
            yield Shape(Look.CRACK, (crack(*split),))
    else:
        ideas = tuple(stone for row in rows[laid:] for stone in row)
        yield Shape(Look.STONE, tuple(stone for row in rows[:laid] for stone in row))
        yield Shape(Look.DRAWN, ideas)
        yield Shape(Look.HATCH, tuple(hatched(stone) for stone in ideas))


def wall(standing: PartStanding, sides: tuple[float, float], frame: Frame) -> Built:
    """Draw a wall as high as the roof lets it be."""
    left, right = sides
    tops = frame.eaves_at(left), frame.eaves_at(right)
    corners = ((left, GROUND), (right, GROUND), (right, tops[1]), (left, tops[0]))
    if standing.rating is None:
        yield from unknown(corners)
        return
    rows = courses(corners, (2,) * 7)
    if standing.rating is Rating.NEEDS_WORK:
        yield from _stump(rows, left, right)
        return
    split = ((left + 12, tops[0] + 3), (right - 13, GROUND - 62), 6.0)
    yield from stones(rows, standing.rating, split, 3)


def _stump(rows: Courses, left: float, right: float) -> Built:
    """Draw what is left of a wall, and the stones that fell off it, to the outside."""
    outwards = -1 if left < RIDGE[0] else 1
    inner = rows[2][-1 if outwards < 0 else 0]
    yield Shape(Look.STONE, (*rows[0], *rows[1], inner))
    foot = left if outwards < 0 else right
    yield Shape(Look.STONE, fallen(_thrown(foot, outwards), GROUND, (17, 12)))


def _thrown(foot: float, outwards: int) -> Iterable[tuple[float, float]]:
    """Say where stones lie that fell off a wall, and how they are turned."""
    return [(foot + outwards * far, outwards * turn) for far, turn in ((16, 24), (40, -12))]


def roof(standing: PartStanding, frame: Frame) -> Built:
    """Draw the roof on what carries it."""
    (left, right), ridge = frame.eaves, frame.ridge
    if standing.rating is None:
        yield from unknown((left, right, ridge))
        return
    rows = courses((left, right, ridge, ridge), (11, 8, 6, 4, 2), staggered=False)
    if standing.rating is Rating.NEEDS_WORK:
        yield from _holes(rows, left, right, ridge)
        return
    split = (between(left, ridge, 0.8), between(left, right, 0.42), 11.0)
    yield from stones(rows, standing.rating, split, 2)


def _holes(rows: Courses, left: Point, right: Point, ridge: Point) -> Built:
    """Draw a roof of which little is left but its beams, and those do not meet."""
    yield Shape(Look.BEAM, ((left, between(left, ridge, 0.9)), (right, between(right, ridge, 0.8))))
    kept = ((0, (0, 1, 2, 6, 9, 10)), (1, (0, 1, 7)), (2, (0,)))
    yield Shape(Look.STONE, tuple(rows[row][place] for row, places in kept for place in places))


def foundation(standing: PartStanding) -> Built:
    """Draw what carries the walls, in the ground."""
    corners = ((92.0, DEEP), (308.0, DEEP), (308.0, GROUND + 2), (92.0, GROUND + 2))
    if standing.rating is None:
        yield from unknown(corners)
        return
    rows = courses(corners, (8, 8))
    if standing.rating is Rating.NEEDS_WORK:
        yield Shape(Look.STONE, tuple(_sunk(rows)))
        return
    split = ((214.0, GROUND + 3), (190.0, DEEP - 2), 8.0)
    yield from stones(rows, standing.rating, split, 1)


def _sunk(rows: Courses) -> Iterator[Outline]:
    """Yield what is left of the foundation: two ends that sink towards a gap in the middle."""
    kept = ((0, (0, 1, 2, 5, 6, 7)), (1, (0, 1, 2, 6, 7, 8)))
    for row, places in kept:
        for place in places:
            stone = rows[row][place]
            if middle(stone)[0] < RIDGE[0]:
                yield turned(stone, 3.5, (92.0, DEEP))
            else:
                yield turned(stone, -3.5, (308.0, DEEP))


JAMBS = ((156.0, 170.0), (230.0, 244.0))
MANTEL = (150.0, 250.0, 250.0, 262.0)
LOGS = (((180.0, 314.0), (220.0, 305.0)), ((180.0, 305.0), (220.0, 314.0)))
FLAME = (
    (0, 0), (-0.3, -0.02), (-0.46, -0.16), (-0.45, -0.36), (-0.26, -0.56), (-0.16, -0.76),
    (-0.04, -1), (0.1, -0.72), (0.26, -0.6), (0.44, -0.38), (0.46, -0.16), (0.3, -0.02),
)  # fmt: skip
"""A flame, as high as 1, around the middle of its foot."""


def centre(standing: PartStanding, frame: Frame) -> Built:
    """Draw the hearth, and the chimney that shows from afar whether it burns."""
    rating = standing.rating
    if rating is None:
        yield from unknown(_box(156.0, 244.0, MANTEL[2], GROUND - 1))
        return
    mantel = _box(*MANTEL)
    jambs = [stone for sides in JAMBS for stone in _jamb(*sides)]
    if rating is Rating.NEEDS_WORK:
        hanging = turned(_box(150.0, 206.0, *MANTEL[2:]), 9, (156.0, MANTEL[3]))
        lying = fallen(((204, 14), (228, -20)), GROUND, (18, 12))
        yield Shape(Look.STONE, (hanging, *jambs[:4], *lying))
        return
    look = Look.DRAWN if rating is Rating.GOOD_IDEAS else Look.STONE
    yield Shape(look, (mantel, *jambs))
    yield Shape(Look.WOOD, LOGS)
    yield from _fire(rating)
    yield from _chimney(rating, frame)


def _fire(rating: Rating) -> Built:
    if rating is Rating.GOOD_IDEAS:
        yield Shape(Look.DRAWN, (_flame(200, 36, 24),))
    elif rating is Rating.NEARLY_THERE:
        yield Shape(Look.FIRE, (_flame(200, 32, 24),))
        yield Shape(Look.CRACK, (crack((222.0, MANTEL[2]), (213.0, MANTEL[3]), 2.5),))
    else:
        yield Shape(Look.FIRE, (_flame(200, 44, 28), _flame(184, 27, 17), _flame(216, 27, 17)))


def _flame(x: float, high: float, wide: float) -> Outline:
    return rounded(tuple((x + wide * dx, GROUND - 11 + high * dy) for dx, dy in FLAME))


def _box(left: float, right: float, top: float, foot: float) -> Outline:
    return ((left, foot), (right, foot), (right, top), (left, top))


def _jamb(left: float, right: float) -> Iterator[Outline]:
    for (row,) in courses(_box(left, right, MANTEL[3], GROUND), (1, 1, 1), staggered=False):
        yield row


def _chimney(rating: Rating, frame: Frame) -> Built:
    x, y = between(frame.eaves[1], frame.ridge, 0.5)
    box = ((x - 10, y + 2), (x + 12, y + 22), (x + 12, y - 34), (x - 10, y - 34))
    rows = courses(box, (1, 1, 1), staggered=False)
    look = Look.DRAWN if rating is Rating.GOOD_IDEAS else Look.STONE
    yield Shape(look, tuple(stone for row in rows for stone in row))
    if rating >= Rating.NEARLY_THERE:
        high = 34 if rating is Rating.CRACKED_IT else 18
        yield Shape(Look.SMOKE, (wave((x + 1, y - 40), high, 4),))
