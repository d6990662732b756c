"""Write an extract: rows into sorted parts, then all parts of a table into one Parquet file.

Memory is bounded by the size of a part and of a slice, whatever there is in all. Pseudonyms are
spread evenly over their range, so that even slices of the range hold about equally many rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearth.analytics.extract.arrays import batch_of, in_order, numbers, schema_of
from hearth.core.cohorts.tables import TABLES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from hearth.analytics.extract.arrays import Numbers

    Marks = npt.NDArray[np.bool_]

SLICE_ROWS = 100_000
END = 2**63


def write_part(path: Path, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows (row number, person, other columns) of a table, sorted, as one part."""
    import pyarrow as pa

    table = TABLES[name]
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema_of(table)) as writing:
        writing.write_batch(in_order(batch_of(table, rows), table))


def merge(parts: Sequence[Path], name: str, to: Path) -> int:
    """Write all parts of a table into one Parquet file, sorted; return how many rows there are."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = TABLES[name]
    total = sum(_rows_in(part) for part in parts)
    # Without Arrow's own schema, any reader sees plain text and plain dates.
    with pq.ParquetWriter(to, schema_of(table), compression="zstd", store_schema=False) as writing:
        for start, end in _slices(total):
            held = [each for part in parts if (each := _slice(part, start, end)).num_rows]
            if held:
                together = in_order(pa.concat_batches(held), table)
                writing.write_batch(together, row_group_size=2 * SLICE_ROWS)
            del held
            pa.default_memory_pool().release_unused()
    return total


def _slices(total: int) -> Iterator[tuple[int, int]]:
    count = max(1, -(-total // SLICE_ROWS))
    edges = [END * number // count for number in range(count)]
    yield from zip(edges, [*edges[1:], END], strict=True)


@contextmanager
def _opened(part: Path) -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    with pa.memory_map(str(part)) as file:
        yield pa.ipc.open_file(file).get_batch(0)


def _rows_in(part: Path) -> int:
    with _opened(part) as held:
        return int(held.num_rows)


def _slice(part: Path, start: int, end: int) -> "pa.RecordBatch":
    """Return the rows of a sorted part whose pseudonyms lie in a range; no others are read."""
    import numpy as np

    with _opened(part) as held:
        persons = numbers(held, "person")
        first = int(np.searchsorted(persons, start))
        after = int(np.searchsorted(persons, end)) if end < END else len(persons)
        return held.slice(first, after - first)


class Seen:
    """The persons of an extract while it is built: eight bytes each."""

    def __init__(self) -> None:
        import numpy as np

        self._persons: Numbers = np.empty(0, np.int64)

    def read(self, parts: Iterable[Path]) -> None:
        """Take in the persons of parts that were written before."""
        for part in parts:
            with _opened(part) as held:
                self._take_in(numbers(held, "person"))

    def add(self, persons: Sequence[int]) -> None:
        """Take in persons."""
        import numpy as np

        self._take_in(np.array(persons, np.int64))

    def _take_in(self, persons: "Numbers") -> None:
        import numpy as np

        self._persons = np.union1d(self._persons, persons)

    def unknown(self, persons: Sequence[int]) -> list[int]:
        """Return the places in `persons` of those that were not taken in."""
        return self._places(~self._knows(persons))

    def repeated(self, persons: Sequence[int]) -> list[int]:
        """Return the places in `persons` of those taken in before, or earlier in the list."""
        import numpy as np

        again = np.ones(len(persons), bool)
        again[np.unique(np.array(persons, np.int64), return_index=True)[1]] = False
        return self._places(again | self._knows(persons))

    def _knows(self, persons: Sequence[int]) -> "Marks":
        import numpy as np

        asked = np.array(persons, np.int64)
        if not len(self._persons):
            return np.zeros(len(asked), bool)
        place = np.searchsorted(self._persons, asked).clip(max=len(self._persons) - 1)
        known: Marks = np.equal(self._persons[place], asked)
        return known

    @staticmethod
    def _places(which: "Marks") -> list[int]:
        import numpy as np

        return [int(place) for place in np.flatnonzero(which)]
