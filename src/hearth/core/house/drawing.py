"""What the picture of the House is made of: shapes that look alike, and words.

Pure geometry in the units of an SVG view box, y downwards. How a look looks is for whoever draws.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from hearth.core.house.masonry import Outline


class Look(StrEnum):
    """What something in the drawing is."""

    GROUND = "ground"
    STONE = "stone"
    DRAWN = "drawn"
    HATCH = "hatch"
    CRACK = "crack"
    BEAM = "beam"
    WOOD = "wood"
    FIRE = "fire"
    SMOKE = "smoke"
    UNKNOWN = "unknown"
    PLATE = "plate"


CLOSED = (Look.STONE, Look.DRAWN, Look.FIRE, Look.UNKNOWN, Look.PLATE)


@dataclass(frozen=True)
class Shape:
    """Outlines that look alike."""

    look: Look
    outlines: tuple[Outline, ...]

    @property
    def is_closed(self) -> bool:
        """Say whether the last point of each outline leads back to its first."""
        return self.look in CLOSED

    @property
    def path(self) -> str:
        """Return the `d` of an SVG path."""
        end = "z" if self.is_closed else ""
        return "".join(_written(outline) + end for outline in self.outlines)


def _written(outline: Outline) -> str:
    """Write points as short as can be: a page may hold many small houses.

    Each step is from the point before, so that stones of one size have the same words.
    """
    rounded = [(round(10 * x), round(10 * y)) for x, y in outline]
    steps = [f"{(x - a) / 10:g} {(y - b) / 10:g}" for (a, b), (x, y) in pairwise(rounded)]
    (x, y), *_ = rounded
    return f"M{x / 10:g} {y / 10:g}l{' '.join(steps)}"


class Tone(StrEnum):
    """How words in the drawing are said: a name, a step, who is missing, or a question mark."""

    NAME = "name"
    STEP = "step"
    NOBODY = "nobody"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Label:
    """Words in the drawing. `anchor` is start, middle or end, as in SVG; `y` is their foot."""

    x: float
    y: float
    words: str
    tone: Tone
    anchor: str = "middle"
