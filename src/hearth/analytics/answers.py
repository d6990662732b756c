"""What an engine is asked, and what it answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from hearth.core.cohorts.columns import Cell, Definition
from hearth.core.cohorts.facts import CodeLists
from hearth.core.cohorts.rules import Rule
from hearth.core.cohorts.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa


class Extract(Protocol):
    """A folder of Parquet files, one for each table of `core.cohorts.tables`, and its day."""

    @property
    def folder(self) -> Path: ...

    @property
    def day(self) -> date: ...


class Attribute(StrEnum):
    """By what people are counted in groups. `AGE` is in whole years; make bands of it after."""

    AGE = "age"
    SEX = "sex"
    DEPRIVATION = "deprivation"
    ETHNICITY = "ethnicity"
    LANGUAGE = "language"
    PLACE = "place"


Group = str | int | None
"""A value of an attribute: whole years, a decile, a word, or None where it is not recorded."""

Counts = tuple[int, ...]
"""How many people, for each rule in the order in which they were asked."""

Members = frozenset[int]
"""The people of whom a rule is true."""

Groups = Mapping[Attribute, Mapping[Group, Counts]]
"""For each attribute and each of its values, how many people of each rule."""


@dataclass(frozen=True)
class Question:
    """Of what everything is asked: the tables, the codes of each list, and the day."""

    extract: Extract
    lists: CodeLists
    day: date

    def file(self, table: str) -> Path:
        """Return the file of a table."""
        return self.extract.folder / TABLES[table].file


class Engine(Protocol):
    """Something that reads rules of a whole population. All engines give the same answers."""

    @property
    def name(self) -> str: ...

    def rows(self, definition: Definition, asked: Question) -> "pa.Table":
        """Return the rows of a list, in the order of its columns, sorted by person."""
        ...

    def write(self, definition: Definition, asked: Question, to: Path) -> int:
        """Write the rows of a list to a new CSV file; return how many there are."""
        ...

    def members(self, rules: tuple[Rule, ...], asked: Question) -> tuple[Members, ...]:
        """Return for each rule the people of whom it is true, all in one pass."""
        ...

    def count(
        self, rules: tuple[Rule, ...], by: tuple[Attribute, ...], asked: Question
    ) -> tuple[Counts, Groups]:
        """Count the people of each rule, all in one pass: in all, and in groups."""
        ...


@dataclass(frozen=True)
class Result:
    """The rows of a list: `person` first, then what the definition shows; sorted by person."""

    engine: str
    day: date
    columns: tuple[str, ...]
    table: "pa.Table"
    seconds: float

    @property
    def rows(self) -> int:
        """Return how many people are on the list."""
        return int(self.table.num_rows)

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """Give each row as plain values."""
        for batch in self.table.to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


@dataclass(frozen=True)
class Written:
    """A list was written to a file."""

    engine: str
    day: date
    to: Path
    rows: int
    seconds: float


@dataclass(frozen=True)
class Tally:
    """How many people there are of each rule: in all, and in the groups that were asked for."""

    engine: str
    day: date
    counts: Counts
    groups: Groups
    seconds: float


def members_of(rows: Iterable[tuple[Any, ...]], rules: int) -> tuple[Members, ...]:
    """Sort rows of (person, is the first rule true, the second...)."""
    found: list[set[int]] = [set() for _ in range(rules)]
    for person, *told in rows:
        for at, true in enumerate(told):
            if true:
                found[at].add(person)
    return tuple(map(frozenset, found))


EVERYONE = "everyone"
"""Stands in place of an attribute where people are counted in all."""


def groups_of(
    rows: Iterable[tuple[object, ...]], rules: int, by: Iterable[Attribute]
) -> tuple[Counts, Groups]:
    """Sort rows of (attribute or `EVERYONE`, group as text, count of each rule...)."""
    counts = (0,) * rules
    groups: dict[Attribute, dict[Group, Counts]] = {each: {} for each in by}
    for attribute, group, *found in rows:
        told = tuple(int(str(each)) for each in found)
        if attribute == EVERYONE:
            counts = told
        else:
            named = Attribute(str(attribute))
            groups[named][_group(named, group)] = told
    return counts, groups


def _group(by: Attribute, text: object) -> Group:
    if text is None or by not in {Attribute.AGE, Attribute.DEPRIVATION}:
        return None if text is None else str(text)
    return int(str(text))
