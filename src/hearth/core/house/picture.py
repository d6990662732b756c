"""The picture of the House: what anyone in a meeting understands in five seconds.

Each part is drawn as it stands, so that it shows without colour, with the words beside it:

- cracked it: every stone is laid; nearly there: so it is, with a crack through it;
- good ideas: the lowest stones are laid, the others are only drawn;
- needs work: a stump, and stones on the ground; not rated: a dashed line, and a question mark.

The roof comes down on a wall that does not carry it, and all leans on a weak foundation. A part
for which nobody answers has a plate that says so. A hearth that is well kept burns, and smokes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hearth.core.house.building import (
    GROUND,
    LEFT,
    RIGHT,
    Frame,
    centre,
    foundation,
    frame_of,
    roof,
    wall,
)
from hearth.core.house.drawing import Label, Look, Shape, Tone
from hearth.core.house.masonry import moved
from hearth.core.house.parts import NAMES, Part, in_a_sentence
from hearth.core.house.standing import HouseStanding, PartStanding

WIDTH = 400.0
"""As wide as the drawing. Printed 8 cm wide, its words are 10 points high."""

SMALL_BOX = (56.0, 2.0, 288.0, 356.0)
"""What holds the house alone, without words: x, y, width and height."""

NOT_RATED = "Not rated"
NOBODY = ("Nobody", "answers for it")
LINE = 19.0


@dataclass(frozen=True)
class Picture:
    """All that is needed to draw it. `title` says whether it stands; `words` goes part by part."""

    box: tuple[float, float, float, float]
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    title: str
    words: str

    @property
    def small(self) -> "Picture":
        """Return the house alone, for a strip of many: its words stand under it."""
        shapes = tuple(each for each in self.shapes if each.look is not Look.PLATE)
        marks = tuple(each for each in self.labels if each.tone is Tone.UNSURE)
        return replace(self, box=SMALL_BOX, shapes=shapes, labels=marks)

    @property
    def view_box(self) -> str:
        """Return the `viewBox` of an SVG."""
        return " ".join(f"{each:g}" for each in self.box)


def step_of(standing: PartStanding) -> str:
    """Return how a part stands, as it is written beside it."""
    return standing.rating.words if standing.rating else NOT_RATED


EARTH = Shape(Look.GROUND, (((4.0, GROUND), (92.0, GROUND)), ((308.0, GROUND), (396.0, GROUND))))


def picture_of(standing: HouseStanding) -> Picture:
    """Lay out a house as it stands. The same standing always has the same drawing."""
    frame = frame_of(standing)
    built = list(_leaning(_built(standing, frame), frame))
    beside = [each for part in standing.parts for each in _beside(part, frame)]
    shapes = [each for each in (EARTH, *built, *beside) if isinstance(each, Shape)]
    labels = tuple(each for each in (*built, *beside) if isinstance(each, Label))
    height = 380.0 if standing.of(Part.FOUNDATION).answers_for else 406.0
    words = " ".join(said(each) for each in standing.parts)
    return Picture(
        (0.0, 0.0, WIDTH, height), tuple(_together(shapes)), labels, standing.words, words
    )


def said(part: PartStanding) -> str:
    """Say how one part stands, in words alone."""
    alone = "" if part.answers_for else f" Nobody answers for {in_a_sentence(part.part)}."
    return f"{NAMES[part.part]}: {step_of(part).lower()}.{alone}"


def _built(standing: HouseStanding, frame: Frame) -> Iterator[Shape | Label]:
    """Yield the parts from the back to the front."""
    yield from centre(standing.of(Part.CENTRE), frame)
    yield from roof(standing.of(Part.ROOF), frame)
    yield from wall(standing.of(Part.LEFT_WALL), LEFT, frame)
    yield from wall(standing.of(Part.RIGHT_WALL), RIGHT, frame)
    yield from foundation(standing.of(Part.FOUNDATION))


def _leaning(built: Iterable[Shape | Label], frame: Frame) -> Iterator[Shape | Label]:
    """Let lean what stands above the ground."""
    for each in built:
        if isinstance(each, Label):
            x, _ = frame.leaning((each.x, min(each.y, GROUND)))
            yield replace(each, x=round(x, 1))
        else:
            yield Shape(each.look, moved(each.outlines, frame.leaning))


def _together(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Put what looks alike into one shape, in the order in which it has to be drawn."""
    found = list(shapes)
    for look in Look:
        outlines = tuple(o for each in found if each.look is look for o in each.outlines)
        if outlines:
            yield Shape(look, outlines)


PLACES: dict[Part, tuple[float, float, str]] = {
    Part.LEFT_WALL: (2, 212, "start"),
    Part.RIGHT_WALL: (398, 212, "end"),
    Part.ROOF: (2, 24, "start"),
    Part.CENTRE: (200, 18, "middle"),
}
"""Where the words of a part begin, and to which side they keep; of the hearth: below the roof."""


def _beside(part: PartStanding, frame: Frame) -> Iterator[Shape | Label]:
    """Yield the words of a part, and the plate where nobody answers for it."""
    name, step = NAMES[part.part], step_of(part)
    if part.part is Part.FOUNDATION:
        yield Label(196, 373, f"{name}:", Tone.NAME, "end")
        yield Label(203, 373, step.lower(), Tone.STEP, "start")
        if not part.answers_for:
            yield from _plate(200, 382, "middle", (" ".join(NOBODY),), 176)
        return
    x, y, anchor = PLACES[part.part]
    if part.part is Part.CENTRE:
        y += max(frame.eaves_at(side) for side in (160, 240))
        x = round(frame.leaning((x, y + LINE))[0], 1)
    yield Label(x, y, name, Tone.NAME, anchor)
    yield Label(x, y + LINE, step, Tone.STEP, anchor)
    if not part.answers_for:
        yield from _plate(x, y + LINE + 7, anchor, NOBODY, 98)


def _plate(
    x: float, top: float, anchor: str, lines: tuple[str, ...], width: float
) -> Iterator[Shape | Label]:
    """Yield the plate for a name, and on it that there is none."""
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    right, foot = left + width, top + 5 + 15 * len(lines)
    yield Shape(Look.PLATE, (((left, foot), (right, foot), (right, top), (left, top)),))
    for place, words in enumerate(lines):
        yield Label((left + right) / 2, top + 15 + 15 * place, words, Tone.NOBODY)
