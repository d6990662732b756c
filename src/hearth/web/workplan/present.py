"""The work plan as its pages show it: rows, what to choose from, and the order of things."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import NAMES, Part
from hearth.core.house.work import Work, WorkState, blocked_by, in_order, levels

OPEN, LATE, BLOCKED, ALL = "open", "late", "blocked", "all"
STATES = {
    OPEN: "Still to do",
    LATE: "Late",
    BLOCKED: "Blocked by another",
    **{each.value: each.words for each in WorkState},
    ALL: "All",
}
NO_PART, NO_OWNER = "none", "nobody"


@dataclass(frozen=True)
class Row:
    """One action as a list shows it."""

    work: Work
    late: int
    parts: tuple[Part, ...]
    elements: tuple[Element, ...]
    blockers: tuple[Work, ...]

    @property
    def part_words(self) -> str:
        """Return the parts that it is for, in a few words."""
        return ", ".join(NAMES[each] for each in self.parts) or "No part yet"

    @property
    def late_words(self) -> str:
        """Return by how much it is late."""
        return "1 day late" if self.late == 1 else f"{self.late} days late"


@dataclass(frozen=True)
class Plan:
    """All actions of a community on a day, against its framework."""

    work: Sequence[Work]
    framework: Framework
    today: date

    @cached_property
    def rows(self) -> list[Row]:
        """Return every action, the latest first."""
        return [self.row(each) for each in in_order(self.work, self.today)]

    def row(self, work: Work) -> Row:
        """Return one action with what is worked out about it."""
        elements = tuple(self._elements[code] for code in work.elements if code in self._elements)
        held = {each.part for each in elements}
        return Row(
            work,
            work.days_late(self.today),
            tuple(part for part in Part if part in held),
            elements,
            tuple(blocked_by(work, self.work)),
        )

    @cached_property
    def _elements(self) -> Mapping[str, Element]:
        return {each.code: each for each in self.framework.elements}

    @property
    def owners(self) -> list[str]:
        """Return everyone who does something, by name."""
        return sorted({each.said.owner for each in self.work if each.said.owner})

    @property
    def steps(self) -> list[list[Row]]:
        """Return what hangs together, in the order in which it can be done."""
        return [[self.row(each) for each in step] for step in levels(self.work)]


@dataclass(frozen=True)
class Wanted:
    """What of a plan is asked for: a part, an owner, a state; “” is any."""

    part: str = ""
    owner: str = ""
    state: str = OPEN

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """Read it from an address; what is unknown there is not asked for."""
        part, state = asked.get("part", ""), asked.get("state", OPEN)
        return cls(
            part if part in (NO_PART, *Part) else "",
            asked.get("owner", "")[:100],
            state if state in STATES else OPEN,
        )

    @property
    def is_all(self) -> bool:
        """Say whether the whole plan as it usually shows is asked for."""
        return self == Wanted()

    def among(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that are asked for."""
        return [row for row in rows if self._part(row) and self._owner(row) and self._state(row)]

    def _part(self, row: Row) -> bool:
        return not self.part or (not row.parts if self.part == NO_PART else self.part in row.parts)

    def _owner(self, row: Row) -> bool:
        name = row.work.said.owner
        return not self.owner or (not name if self.owner == NO_OWNER else self.owner == name)

    def _state(self, row: Row) -> bool:
        match self.state:
            case "open":
                return row.work.is_open
            case "late":
                return row.late > 0
            case "blocked":
                return bool(row.blockers)
            case "all":
                return True
        return row.work.state == self.state
