"""Two assessments side by side, of one community or of two: only on what both asked.

What cannot be compared is named, never left out silently. Where one worded a question otherwise,
the row says so: the meaning is the same, the answers may still differ for the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hearth.core.house.assessing import Answer, Rating, Settled
from hearth.core.house.framework import Element, Framework, common
from hearth.core.house.parts import Part
from hearth.core.house.standing import HouseStanding, stand


@dataclass(frozen=True)
class Rated:
    """A framework, what was answered, and who answered for which part at that time."""

    framework: Framework
    answers: tuple[Answer, ...]
    settled: tuple[Settled, ...] = ()
    answers_for: Mapping[Part, str] | None = None

    def standing(self) -> HouseStanding:
        """Return how the house stands."""
        return stand(self.framework, self.answers, self.settled, self.answers_for)

    def only(self, codes: frozenset[str]) -> "Rated":
        """Return the same, with these elements alone."""
        elements = tuple(each for each in self.framework.elements if each.code in codes)
        return replace(self, framework=replace(self.framework, elements=elements))


@dataclass(frozen=True)
class Pair:
    """One element in both: as the first words it, and how it is rated here and there."""

    element: Element
    first: Rating | None
    second: Rating | None
    other_words: bool


@dataclass(frozen=True)
class Compared:
    """What both asked, pair by pair, and both houses on just that; and what only one asked.

    A part of which both asked nothing in common is in neither house: nothing is said of it.
    """

    pairs: tuple[Pair, ...]
    first: HouseStanding
    second: HouseStanding
    only_first: tuple[Element, ...]
    only_second: tuple[Element, ...]

    @property
    def is_whole(self) -> bool:
        """Say whether both asked the same."""
        return not (self.only_first or self.only_second)


def compare(first: Rated, second: Rated) -> Compared:
    """Compare two assessments on the elements that both have in use, in the same part."""
    codes = frozenset(common(first.framework, second.framework))
    here, there = (_of_what_is_asked(each.only(codes).standing()) for each in (first, second))
    found = {each.element.code: each for part in there.parts for each in part.elements}
    pairs = tuple(
        Pair(
            each.element,
            each.rating,
            found[each.element.code].rating,
            _asked(each.element) != _asked(found[each.element.code].element),
        )
        for part in here.parts
        for each in part.elements
    )
    return Compared(
        pairs, here, there, _others(first.framework, codes), _others(second.framework, codes)
    )


def _of_what_is_asked(standing: HouseStanding) -> HouseStanding:
    return HouseStanding(tuple(each for each in standing.parts if each.elements))


def _asked(element: Element) -> tuple[str, str]:
    return element.is_there, element.does_it_work


def _others(framework: Framework, codes: frozenset[str]) -> tuple[Element, ...]:
    return tuple(each for each in framework.in_use if each.code not in codes)
