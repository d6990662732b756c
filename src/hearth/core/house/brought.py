"""Hold an agenda or a work plan against the House: what it is about, and what it leaves out.

Only lines that have been tagged count. The minutes of a line are shared out between its elements,
as those of a meeting are, so that the parts add up to the whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.house.framework import Element, Framework
from hearth.core.house.meetings import known
from hearth.core.house.parts import Part, Strand, in_a_sentence
from hearth.core.house.standing import HouseStanding
from hearth.core.words import joined

MOST_IDEAS = 5
MUCH = 0.5
"""A part that takes more than this share is named."""


class Kind(StrEnum):
    """What was brought."""

    AGENDA = "agenda"
    WORK_PLAN = "work plan"
    MINUTES = "minutes of a meeting"


@dataclass(frozen=True)
class TaggedLine:
    """A line with the codes of the elements that it is about; none: it has not been tagged."""

    text: str
    minutes: int | None = None
    day: date | None = None
    who: str = ""
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Share:
    """How much of it is about one part: lines, and minutes."""

    part: Part
    lines: int
    minutes: int


@dataclass(frozen=True)
class Idea:
    """An element that a next agenda could hold, and why."""

    element: Element
    why: str


@dataclass(frozen=True)
class AgainstTheHouse:
    """What a document holds of each part, and what it leaves out."""

    lines: int
    tagged: int
    timed: int
    shares: tuple[Share, ...]
    strands: dict[Strand, int]
    weak: tuple[Element, ...]
    ideas: tuple[Idea, ...]

    @property
    def in_minutes(self) -> bool:
        """Say whether minutes tell more than lines: at least half of the tagged lines have them."""
        return self.timed > 0 and self.timed * 2 >= self.tagged

    @property
    def minutes(self) -> int:
        """Return the minutes of all tagged lines."""
        return sum(each.minutes for each in self.shares)

    @property
    def missing(self) -> tuple[Part, ...]:
        """Return the parts that no line is about."""
        return tuple(each.part for each in self.shares if not each.lines)

    @property
    def missing_strands(self) -> tuple[Strand, ...]:
        """Return which of the three that are most often left out are left out here too."""
        return tuple(strand for strand, lines in self.strands.items() if not lines)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say in plain words what it is about, and what it leaves out."""
        if not self.tagged:
            return ("No line has been tagged yet, so there is nothing to say.",)
        return (*self._about(), *self._left_out(), *self._weak(), *self._untagged())

    def _about(self) -> Iterator[str]:
        unit = "minutes" if self.in_minutes else "tagged lines"
        whole = self.minutes if self.in_minutes else self.tagged
        much = max(self.shares, key=self._size)
        size = self._size(much)
        is_half = size > MUCH * whole
        yield (
            f"{size} of {whole} {unit} {'go' if size != 1 else 'goes'} to "
            f"{in_a_sentence(much.part)}{'' if is_half else ', more than to any other part'}."
        )

    def _size(self, share: Share) -> int:
        return share.minutes if self.in_minutes else share.lines

    def _left_out(self) -> Iterator[str]:
        if self.missing:
            yield f"Nothing is about {joined(map(in_a_sentence, self.missing), 'or')}."
        else:
            yield "It holds something for each part of the house."
        gone = self.missing_strands
        if gone:
            yield f"Most often left out, and left out here too: {joined(gone, 'and')}."
        else:
            yield "What is most often left out is here: the left wall, community links and metrics."

    def _weak(self) -> Iterator[str]:
        if self.weak:
            names = joined(f"“{each.name}”" for each in self.weak[:MOST_IDEAS])
            yield f"Weakest in your house, and not here: {names}."

    def _untagged(self) -> Iterator[str]:
        left = self.lines - self.tagged
        if left:
            verb = "is" if left == 1 else "are"
            yield f"{left} of {self.lines} lines {verb} not tagged, and not counted."
        if self.in_minutes and self.timed < self.tagged:
            missing = self.tagged - self.timed
            yield f"{missing} of the tagged lines {'has' if missing == 1 else 'have'} no minutes."


def hold_against(
    lines: Iterable[TaggedLine], framework: Framework, standing: HouseStanding | None = None
) -> AgainstTheHouse:
    """Hold lines against a framework; with a standing, the weakest elements are looked for too."""
    every = list(lines)
    told = [(each, known(each.elements, framework)) for each in every]
    tagged = [(line, elements) for line, elements in told if elements]
    held = {element.code for _, elements in tagged for element in elements}
    strands = {
        strand: sum(any(strand in e.strands for e in elements) for _, elements in tagged)
        for strand in Strand
    }
    shares = tuple(_shares(tagged))
    weak = tuple(each for each in _weakest(standing) if each.code not in held)
    ideas = tuple(_ideas(framework, shares, strands, weak))[:MOST_IDEAS]
    timed = sum(bool(line.minutes) for line, _ in tagged)
    return AgainstTheHouse(len(every), len(tagged), timed, shares, strands, weak, ideas)


def _shares(tagged: list[tuple[TaggedLine, tuple[Element, ...]]]) -> Iterator[Share]:
    lines, minutes = dict.fromkeys(Part, 0), dict.fromkeys(Part, 0)
    for line, elements in tagged:
        for part in {each.part for each in elements}:
            lines[part] += 1
        for element, share in shared_out(line.minutes or 0, elements):
            minutes[element.part] += share
    for part in Part:
        yield Share(part, lines[part], minutes[part])


def shared_out(minutes: int, elements: tuple[Element, ...]) -> Iterator[tuple[Element, int]]:
    """Share whole minutes out; what is left over goes to the first: 10 between 3 is 4, 3, 3."""
    each, over = divmod(minutes, len(elements)) if elements else (0, 0)
    for place, element in enumerate(elements):
        yield element, each + (place < over)


def _weakest(standing: HouseStanding | None) -> Iterator[Element]:
    """Return what decides in the weakest parts, where anything has been rated."""
    if standing is None or not standing.is_rated:
        return
    for part in standing.weakest:
        yield from (each.element for each in part.weakest or part.unrated)


def _ideas(
    framework: Framework,
    shares: Iterable[Share],
    strands: dict[Strand, int],
    weak: tuple[Element, ...],
) -> Iterator[Idea]:
    """Yield what a next agenda could hold: the weakest, then what is not there at all."""
    given: list[Element] = []
    for element, why in _wanted(framework, shares, strands, weak, given):
        given.append(element)
        yield Idea(element, why)


def _wanted(
    framework: Framework,
    shares: Iterable[Share],
    strands: dict[Strand, int],
    weak: tuple[Element, ...],
    given: list[Element],
) -> Iterator[tuple[Element, str]]:
    """Name an element for what is missing, unless one that was given before fills that gap."""
    for element in weak:
        yield element, "It is the weakest in your house."
    for part in (each.part for each in shares if not each.lines):
        if not any(each.part is part for each in given):
            matters = next(each for each in framework.of(part) if each.matters)
            yield matters, f"Nothing is about {in_a_sentence(part)}."
    for strand in (each for each, lines in strands.items() if not lines):
        own = [each for each in framework.in_use if strand in each.strands]
        first = next((each for each in own if each.matters), next(iter(own), None))
        if first and not any(strand in each.strands for each in given):
            yield first, f"Nothing is about {strand}."
