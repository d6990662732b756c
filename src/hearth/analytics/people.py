"""The people of an extract as values, one after another: what the reference reads."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearth.analytics.answers import Extract
from hearth.core.cohorts.facts import (
    Budget,
    Code,
    Event,
    Medication,
    PersonFacts,
    PlanDates,
    Referral,
    Registration,
)
from hearth.core.cohorts.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

FACTS: dict[str, Callable[..., object]] = {
    "registrations": Registration,
    "events": Event,
    "medications": Medication,
    "plans": PlanDates,
    "budgets": Budget,
    "referrals": Referral,
}
"""What a row of each table becomes; the columns after `person` are its parts, in order."""

ROWS = 20_000


@dataclass(frozen=True)
class Wanted:
    """Which part of an extract to read: all of it, unless something is named here."""

    people: Set[int] | None = None
    codes: Set[Code] | None = None
    tables: Set[str] = frozenset(FACTS)

    def sets(self) -> "dict[str, pa.Array]":
        """Return for each column that is narrowed down the values that are kept."""
        import pyarrow as pa

        kept: dict[str, pa.Array] = {}
        if self.people is not None:
            kept["person"] = pa.array(self.people, pa.int64())
        if self.codes is not None:
            kept["code"] = pa.array({code for _, code in self.codes}, pa.string())
        return kept


EVERYTHING = Wanted()


def people(extract: Extract, wanted: Wanted = EVERYTHING) -> Iterator[PersonFacts]:
    """Give each person with what is known of them, sorted by person, a few thousand in memory."""
    shelves = {
        name: _Shelf(_grouped(extract.folder / TABLES[name].file, name, wanted))
        for name in FACTS
        if name in wanted.tables
    }
    columns = [name for name in TABLES["persons"].names if name != "identifier"]
    for row in _rows(extract.folder / TABLES["persons"].file, columns, wanted):
        known: dict[str, Any] = {name: shelf.take(row[0]) for name, shelf in shelves.items()}
        known.update(zip(columns, row, strict=True))
        yield PersonFacts(**known)


class _Shelf:
    """What one table holds, person by person; asked for in the order of persons, it reads on."""

    def __init__(self, groups: Iterator[tuple[int, tuple[Any, ...]]]) -> None:
        self._groups = groups
        self._next = next(groups, None)

    def take(self, person: int) -> tuple[Any, ...]:
        """Return what there is about a person; skip what is about nobody in between."""
        while self._next is not None and self._next[0] < person:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] > person:
            return ()
        return self._next[1]


def _grouped(file: Path, table: str, wanted: Wanted) -> Iterator[tuple[int, tuple[Any, ...]]]:
    make = FACTS[table]
    rows = _rows(file, TABLES[table].names, wanted)
    for person, theirs in groupby(rows, key=itemgetter(0)):
        yield person, tuple(make(*row[1:]) for row in theirs)


def _rows(file: Path, columns: Iterable[str], wanted: Wanted) -> Iterator[tuple[Any, ...]]:
    from pyarrow.parquet import ParquetFile

    names, sets = list(columns), wanted.sets()
    with ParquetFile(file) as parquet:
        for batch in parquet.iter_batches(batch_size=ROWS, columns=names):
            kept = _kept(batch, sets)
            yield from zip(*(kept[name].to_pylist() for name in names), strict=True)


def _kept(batch: "pa.RecordBatch", sets: "dict[str, pa.Array]") -> "pa.RecordBatch":
    """Leave out, before they become values, most rows that nobody asked about."""
    import pyarrow.compute as pc

    for name, values in sets.items():
        if name in batch.schema.names:
            batch = batch.filter(pc.is_in(batch[name], value_set=values))
    return batch
