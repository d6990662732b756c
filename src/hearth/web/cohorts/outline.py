"""A rule as rows of a page: each condition in words, and what can be done to it where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from hearth.core.cohorts.editing import Kind, Place, kind_of
from hearth.core.cohorts.explain import explain
from hearth.core.cohorts.operators import chosen
from hearth.core.cohorts.rules import AllOf, AnyOf, AtLeast, Not, NotARule, Rule, parts_of

GROUPS = (AllOf, AnyOf, AtLeast)


@dataclass(frozen=True)
class Row:
    """One condition or group. `place` is of all of it; `inside` leads past a “not”."""

    place: str
    inside: str
    words: str
    notes: tuple[str, ...]
    is_turned: bool
    kind: Kind | None
    count: int
    can_change: bool
    ways: tuple[str, ...]
    rows: tuple["Row", ...]

    @property
    def is_group(self) -> bool:
        return self.kind is not None


def written(place: Place) -> str:
    """Write a place for an address or a hidden field: (1, 0) is "1.0"."""
    return ".".join(map(str, place))


def read(text: str) -> Place:
    """Read a place again. Raises NotARule for what is none."""
    parts = text.split(".") if text else []
    if len(parts) > 40 or not all(part.isascii() and part.isdigit() for part in parts):
        raise NotARule("This part of the search is not there any more. Look again, and choose.")
    return tuple(int(part[:4]) for part in parts)


def rows_of(rule: Rule, titles: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the rows of a search: one for each of the conditions that must all hold."""
    return tuple(_rows(rule, (), titles, is_top=True))


def _rows(rule: Rule, place: Place, titles: Mapping[str, str], *, is_top: bool) -> list[Row]:
    parts = parts_of(rule)
    return [
        _row(part, (*place, number), titles, ways=tuple(_ways(parts, number, is_top)))
        for number, part in enumerate(parts)
    ]


def _ways(parts: tuple[Rule, ...], number: int, is_top: bool) -> list[str]:
    """Name the moves that a condition can make from where it stands."""
    can = {
        "up": number > 0,
        "down": number < len(parts) - 1,
        "in": number > 0 and isinstance(_bare(parts[number - 1])[0], GROUPS),
        "out": not is_top,
    }
    return [way for way, is_open in can.items() if is_open]


def _bare(rule: Rule) -> tuple[Rule, int]:
    """Return what is under the “not”s before a condition, and how many there are."""
    turns = 0
    while isinstance(rule, Not):
        rule, turns = rule.rule, turns + 1
    return rule, turns


def _row(rule: Rule, place: Place, titles: Mapping[str, str], *, ways: tuple[str, ...]) -> Row:
    bare, turns = _bare(rule)
    inside = (*place, *(0 for _ in range(turns)))
    said = explain(rule, titles=titles)
    return Row(
        place=written(place),
        inside=written(inside),
        words=said.words,
        notes=said.notes,
        is_turned=turns % 2 == 1,
        kind=kind_of(bare) if isinstance(bare, GROUPS) else None,
        count=bare.count if isinstance(bare, AtLeast) else 1,
        can_change=not isinstance(bare, GROUPS) and bool(chosen(bare)[0].fields),
        ways=ways,
        rows=tuple(_rows(bare, inside, titles, is_top=False)),
    )
