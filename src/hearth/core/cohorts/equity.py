"""Who is missed: of those whom a list is for, how many are on it, group by group.

by_group = {"female": (120, 90), "male": (110, 40), None: (3, 1)}   # eligible, reached
reach("sex", by_group)         -> groups in a fixed order, small numbers withheld
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hearth.core.metrics.small_numbers import SMALLEST, Ratio, published

Value = str | int | None
"""A value of an attribute as the record has it: a word, a decile, whole years, or None."""

NOT_RECORDED = "Not recorded"

AGE_BANDS = (0, 18, 40, 65, 75, 85)
"""The first age of each band: children, two of working age, and the three of later life."""

TITLES = {
    "deprivation": "How deprived the area is",
    "ethnicity": "Ethnicity",
    "language": "Language",
    "sex": "Sex",
    "age": "Age",
    "place": "Place",
}
"""What each attribute is called on a page."""


@dataclass(frozen=True)
class Reached:
    """One group. `eligible` are those whom the list is for; the counts are None where hidden."""

    group: str
    eligible: int | None
    reached: int | None

    @property
    def missed(self) -> int | None:
        """Return how many of the eligible were not reached."""
        if self.eligible is None or self.reached is None:
            return None
        return self.eligible - self.reached

    @property
    def percent(self) -> int | None:
        """Return whole per cent reached; None where hidden, or of nobody."""
        if self.eligible is None or self.reached is None:
            return None
        return Ratio(self.reached, self.eligible).percent


@dataclass(frozen=True)
class Equity:
    """All groups of one attribute, and all of them together."""

    by: str
    groups: tuple[Reached, ...]
    all: Reached

    @property
    def title(self) -> str:
        """Return what the attribute is called on a page."""
        return TITLES.get(self.by, self.by.capitalize())

    @property
    def is_withheld(self) -> bool:
        """Say whether there are too few people to show anything."""
        return self.all.eligible is None

    @property
    def hides_any(self) -> bool:
        """Say whether a group is hidden."""
        return any(group.eligible is None for group in self.groups)


def reach(by: str, found: Mapping[Value, tuple[int, int]], smallest: int = SMALLEST) -> Equity:
    """Return who is reached and who is missed, from (eligible, reached) of each value.

    Ages come in whole years and go out in bands. A count that could tell of fewer than five
    people is hidden (`small_numbers.published`). Groups are in an order that counts do not decide.
    Raises ValueError where more are reached than there are.
    """
    grouped: dict[tuple[int, str], tuple[int, int]] = {}
    for value, (eligible, reached) in found.items():
        group = _group(by, value)
        others, others_reached = grouped.get(group, (0, 0))
        grouped[group] = (others + eligible, others_reached + reached)
    parts = {group: Ratio(reached, eligible) for group, (eligible, reached) in grouped.items()}
    table = published(
        {group: (each.numerator, each.rest) for group, each in sorted(parts.items())}, smallest
    )
    groups = (_reached(name, counts) for (_, name), counts in table.rows.items())
    return Equity(by, tuple(groups), _reached("All", table.totals))


def _reached(group: str, parts: tuple[int, ...] | None) -> Reached:
    if not parts:
        return Reached(group, None, None)
    reached, missed = parts
    return Reached(group, reached + missed, reached)


def _group(by: str, value: Value) -> tuple[int, str]:
    """Return the place of a value among its groups, and its name."""
    match value:
        case None | "":
            return 1_000, NOT_RECORDED
        case int() if by == "age":
            return age_band(value)
        case int():
            ends = {1: " (most deprived)", 10: " (least deprived)"} if by == "deprivation" else {}
            return value, f"{value}{ends.get(value, '')}"
        case _:
            return 0, value


def age_band(age: int) -> tuple[int, str]:
    """Return the first age of the band that an age lies in, and the band in words: 65 to 74."""
    first = max((start for start in AGE_BANDS if start <= age), default=AGE_BANDS[0])
    later = [start for start in AGE_BANDS if start > first]
    return first, f"{first} to {later[0] - 1}" if later else f"{first} or over"
