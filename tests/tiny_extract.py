"""Tiny extracts from plain facts: what the tests of the engines ask about."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

from hearth.core.cohorts.facts import PersonFacts
from hearth.core.cohorts.tables import TABLES, Holds, Table

TYPES = {
    Holds.PSEUDONYM: pa.int64(),
    Holds.TEXT: pa.string(),
    Holds.DAY: pa.date32(),
    Holds.NUMBER: pa.float64(),
    Holds.SMALL_NUMBER: pa.int8(),
}


@dataclass(frozen=True)
class TinyExtract:
    """As much of an extract as an engine needs."""

    folder: Path
    day: date


def tiny_extract(folder: Path, people: Iterable[PersonFacts], day: date) -> TinyExtract:
    """Write these people as an extract."""
    folder.mkdir(parents=True, exist_ok=True)
    known = sorted(people, key=lambda facts: facts.person)
    for table in TABLES.values():
        columns = zip(*_rows(table, known), strict=True)
        arrays = [
            pa.array(values, TYPES[column.holds])
            for column, values in zip(table.columns, list(columns) or _empty(table), strict=True)
        ]
        parquet.write_table(pa.table(arrays, names=list(table.names)), folder / table.file)
    return TinyExtract(folder, day)


def _rows(table: Table, people: list[PersonFacts]) -> list[tuple[object, ...]]:
    if table.name == "persons":
        return [tuple(getattr(each, name, None) for name in table.names) for each in people]
    return [(each.person, *astuple(fact)) for each in people for fact in getattr(each, table.name)]


def _empty(table: Table) -> list[tuple[object, ...]]:
    return [()] * len(table.columns)
