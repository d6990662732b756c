"""How to read a CSV file: our own table, or another's through a mapping file."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hearth.jobs.imports.opening import Unreadable
from hearth.jobs.imports.tables.schema import TABLES, Table

MAPPINGS = Path(__file__).parent.parent / "mappings"


@dataclass(frozen=True)
class Reading:
    """How to read one file: its table, and where each of our columns stands in a row of theirs.

    `theirs` names their column for a report. Without a table, the rows are counted and not used.
    """

    table: Table | None
    places: Mapping[str, int] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    whole_numbers: frozenset[str] = frozenset()

    def value(self, cells: Sequence[str], column: str) -> str:
        """Give the cell for one of our columns, as we would write it."""
        place = self.places.get(column)
        cell = self.fixed.get(column, "") if place is None else cells[place].strip()
        if column in self.whole_numbers:
            cell = re.sub(r"\.0$", "", cell)
        return self.words.get(column, {}).get(cell, cell)

    def where(self, column: str) -> str:
        """Name the column as their file does."""
        return self.theirs.get(column, column)


def reading_for(stem: str, header: Sequence[str]) -> Reading:
    """Find how to read a table from its name and its columns. Raises Unreadable."""
    twice = next((name for name in header if header.count(name) > 1), "")
    if twice:
        raise Unreadable("This column is here twice.", "Keep one of them.", where=_shown(twice))
    ours = [table for table in TABLES.values() if set(table.needed) <= set(header)]
    if ours:
        return _own(ours[0], header)
    for mapping in _mappings():
        if reading := _through(
            mapping, stem.casefold(), [name.casefold() for name in header], header
        ):
            return reading
    raise _unknown(header)


def _own(table: Table, header: Sequence[str]) -> Reading:
    strange = next((name for name in header if name not in table.columns), None)
    if strange is not None:
        words = f"The table {table.name} has no such column."
        raise Unreadable(
            words, "Take it out, or check its name.", where=_shown(strange) or "header"
        )
    return Reading(table, {name: place for place, name in enumerate(header)})


@cache
def _mappings() -> tuple[dict[str, Any], ...]:
    files = sorted(MAPPINGS.glob("*.toml"))
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in files)


def _through(
    mapping: Mapping[str, Any], stem: str, folded: Sequence[str], header: Sequence[str]
) -> Reading | None:
    if any(stem.startswith(name) for name in mapping["not_used"]):
        return Reading(None) if set(mapping["marks"]) & set(folded) else None
    for name, rules in mapping["tables"].items():
        needed = [column.casefold() for column in rules["needs"]]
        if stem.startswith(name) and set(needed) <= set(folded):
            return _mapped(rules, folded, header)
    return None


def _mapped(rules: Mapping[str, Any], folded: Sequence[str], header: Sequence[str]) -> Reading:
    columns = {
        ours: folded.index(theirs.casefold())
        for ours, theirs in rules["columns"].items()
        if theirs.casefold() in folded
    }
    return Reading(
        table=TABLES[rules["is"]],
        places=columns,
        theirs={ours: header[place] for ours, place in columns.items()},
        fixed=rules.get("fixed", {}),
        words=rules.get("words", {}),
        whole_numbers=frozenset(rules.get("whole_numbers", ())),
    )


def _unknown(header: Sequence[str]) -> Unreadable:
    if len(header) == 1 and re.search(r"[;\t|]", header[0]):
        return Unreadable(
            "The columns are not parted by commas.", "Save it as comma-separated.", where="header"
        )
    nearest = max(TABLES.values(), key=lambda table: len(set(header) & table.columns))
    missing = [name for name in nearest.needed if name not in header]
    words = f"We do not know this table. For {nearest.name}, it lacks: {', '.join(missing)}."
    return Unreadable(words, "See the reference on imports.", where=missing[0])


def _shown(name: str) -> str:
    return name[:40].encode("unicode_escape", "backslashreplace").decode("ascii")
