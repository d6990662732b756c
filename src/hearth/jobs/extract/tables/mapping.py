"""Mappings: TOML files that say what the columns of other people's CSV are in our tables."""

import re
import tomllib
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hearth.core.cohorts.tables import TABLES
from hearth.core.words import Refused

FOLDER = Path(__file__).parent.parent / "mappings"
KEYS = {"is", "columns", "fixed", "words", "dates", "whole_numbers"}


class NotAMapping(Refused):
    """A mapping file cannot be used. The reasons name the table and the key."""


@dataclass(frozen=True)
class Layout:
    """How the files whose names start in one way are read.

    `columns`: our column -> theirs. `fixed`: our column -> what it always holds. `words`: our
    column -> {their word: ours}. `dates`: forms as `strptime` writes them, tried in order.
    """

    table: str
    columns: Named[str, str]
    fixed: Named[str, str] = field(default_factory=dict)
    words: Named[str, Named[str, str]] = field(default_factory=dict)
    dates: Sequence[str] = ()
    whole_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mapping:
    """A whole mapping: layouts by the start of a file's name, the longest start first."""

    name: str
    files: Named[str, tuple[Layout, ...]]
    not_used: tuple[str, ...] = ()

    def layouts(self, stem: str) -> tuple[Layout, ...] | None:
        """Return how a file is read; None where the mapping does not know it."""
        stem = stem.casefold()
        for start in sorted(self.files, key=len, reverse=True):
            if stem.startswith(start):
                return self.files[start]
        return () if any(stem.startswith(start) for start in self.not_used) else None


OURS = Mapping(
    "published",
    {
        name: (Layout(name, {column.name: column.name for column in table.columns}),)
        for name, table in TABLES.items()
    },
)
"""The layout that we publish: each table in a file of its name, with columns of its names."""


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises NotAMapping with everything that is wrong in it."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NotAMapping(f"{path.name} cannot be read as TOML: {error}") from error
    files = held.get("files", {})
    wrong = [
        words
        for start, layouts in files.items()
        for layout in (layouts if isinstance(layouts, list) else [layouts])
        for words in _wrong(start, layout)
    ]
    if wrong or not files:
        raise NotAMapping(wrong or [f"{path.name} names no files."])
    return Mapping(
        name=path.stem,
        files={
            start.casefold(): tuple(
                _layout(each) for each in (layouts if isinstance(layouts, list) else [layouts])
            )
            for start, layouts in files.items()
        },
        not_used=tuple(str(each).casefold() for each in held.get("not_used", ())),
    )


def shipped() -> dict[str, Path]:
    """The mappings that come with Hearth, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}


def _wrong(start: str, layout: Any) -> list[str]:
    if not isinstance(layout, dict) or layout.get("is") not in TABLES:
        return [f"files.{start}: “is” must be one of {', '.join(TABLES)}."]
    table = TABLES[layout["is"]]
    named = {*layout.get("columns", {}), *layout.get("fixed", {})}
    return [
        *(f"files.{start}: there is no key “{key}”." for key in sorted(layout.keys() - KEYS)),
        *(
            f"files.{start}: {table.name} has no column {name}."
            for name in sorted(named - {*table.names})
        ),
        *(
            f"files.{start}: {table.name} needs the column {name}."
            for name in table.required
            if name not in named
        ),
    ]


def _layout(held: dict[str, Any]) -> Layout:
    return Layout(
        table=held["is"],
        columns={ours: str(theirs) for ours, theirs in held.get("columns", {}).items()},
        fixed={ours: str(text) for ours, text in held.get("fixed", {}).items()},
        words=held.get("words", {}),
        dates=tuple(held.get("dates", ())),
        whole_numbers=frozenset(held.get("whole_numbers", ())),
    )


def without_point(text: str) -> str:
    """Take off the “.0” that spreadsheets put behind whole numbers."""
    return re.sub(r"\.0$", "", text)
