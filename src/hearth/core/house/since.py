"""What moved between two standings of a house: part by part and element by element, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from hearth.core.house.assessing import ElementStanding, Rating
from hearth.core.house.parts import NAMES, Part
from hearth.core.house.standing import HouseStanding

NOT_RATED = "not rated"


@dataclass(frozen=True)
class Move:
    """A part, or one of its elements, is rated otherwise than before. None: it has no rating."""

    part: Part
    name: str
    before: Rating | None
    after: Rating | None

    @property
    def is_better(self) -> bool:
        """Say whether it went up. What was not rated before is neither better nor worse."""
        return None not in (self.before, self.after) and (self.after or 0) > (self.before or 0)

    @property
    def is_worse(self) -> bool:
        """Say whether it went down."""
        return None not in (self.before, self.after) and (self.after or 0) < (self.before or 0)

    @property
    def words(self) -> str:
        """Say it in a sentence: “Left wall: from needs work to good ideas.”"""
        return f"{self.name}: from {_step(self.before)} to {_step(self.after)}."


@dataclass(frozen=True)
class Since:
    """What moved: the parts, the elements that both asked about, and those that are not in both."""

    parts: tuple[Move, ...]
    elements: tuple[Move, ...]
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Say whether all is as it was."""
        return not (self.parts or self.elements or self.new or self.gone)


def since(before: HouseStanding, after: HouseStanding) -> Since:
    """Return what moved from one standing to a later one, in reading order.

    Elements are compared by their code, in the same part. Better words for the same meaning do
    not hinder it; an element that only one of the two asked about is named, not compared.
    """
    old, new = _by_code(before), _by_code(after)
    parts = tuple(
        Move(each.part, NAMES[each.part], before.of(each.part).rating, each.rating)
        for each in after.parts
        if each.rating != before.of(each.part).rating
    )
    elements = tuple(
        Move(key[0], each.element.name, old[key].rating, each.rating)
        for key, each in new.items()
        if key in old and each.rating != old[key].rating
    )
    return Since(
        parts,
        elements,
        new=tuple(each.element.name for key, each in new.items() if key not in old),
        gone=tuple(each.element.name for key, each in old.items() if key not in new),
    )


def _by_code(standing: HouseStanding) -> dict[tuple[Part, str], ElementStanding]:
    return dict(_keyed(standing))


def _keyed(standing: HouseStanding) -> Iterator[tuple[tuple[Part, str], ElementStanding]]:
    for part in standing.parts:
        for each in part.elements:
            yield (part.part, each.element.code), each


def _step(rating: Rating | None) -> str:
    return f"“{rating.words.lower()}”" if rating else NOT_RATED
