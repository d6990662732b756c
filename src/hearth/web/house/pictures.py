"""What the macros in templates/house/picture.html ask of Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core.house.parts import NAMES
from hearth.core.house.picture import Picture, picture_of
from hearth.core.house.since import since
from hearth.core.house.standing import HouseStanding
from hearth.core.house.strip import strip_of


@dataclass(frozen=True)
class Still:
    """One frame of a film strip: the day, the house, and what moved since the one before."""

    on: date
    picture: Picture
    moves: tuple[str, ...]


def film_drawn(frames: Sequence[tuple[date, HouseStanding]]) -> list[Still]:
    """Lay out a film strip, the oldest first."""
    found: list[Still] = []
    before = None
    for on, standing in frames:
        moves: list[str] = [each.words for each in since(before, standing).parts] if before else []
        found.append(Still(on, picture_of(standing).small, tuple(moves)))
        before = standing
    return found


GLOBALS: dict[str, object] = {
    "house_drawn": picture_of,
    "film_drawn": film_drawn,
    "house_names": NAMES,
    "strip_drawn": strip_of,
}
