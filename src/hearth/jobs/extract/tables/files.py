"""One CSV file as a reader: row by row, each row kept or rejected."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hearth.jobs.extract.batches import Batch, Rejected, Rejection
from hearth.jobs.extract.means import Means
from hearth.jobs.extract.tables.columns import RowReader, row_reader
from hearth.jobs.extract.tables.mapping import Layout, Mapping
from hearth.jobs.imports.opening import Source, Unreadable, numbered_lines, opened, place_in

BATCH_ROWS = 20_000
LARGEST = 2**42


@dataclass(frozen=True)
class TableFile:
    """A CSV file that a mapping knows. Raises nothing for bad rows: they are in the batches."""

    source: Source
    layouts: tuple[Layout, ...]
    means: Means

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def mark(self) -> str:
        held = self.source.path.stat()
        return f"{held.st_size} {held.st_mtime_ns} {self.layouts}"

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def has_persons(self) -> bool:
        return any(layout.table == "persons" for layout in self.layouts)

    def batches(self, position: tuple[int, int]) -> Iterator[Batch]:
        """Give the rows after (last line read, 0)."""
        batch = Batch(position=position)
        try:
            with opened(self.source, largest=LARGEST) as stream:
                for batch in self._read(stream, position[0]):
                    batch.done = place_in(stream)
                    yield batch
        except Unreadable as error:
            line = batch.position[0] + 1
            broken = Rejection(line, error.where, error.words)
            yield Batch(rejected=[broken], read=1, position=(line, 0), done=self.size)

    def _read(self, stream: io.BufferedReader, after: int) -> Iterator[Batch]:
        # Bytes that are not UTF-8 become signs that cannot be printed, and their row is rejected.
        lines = (line.decode("utf-8", "surrogateescape") for _, line in numbered_lines(stream))
        rows = csv.reader(lines, strict=True)
        header = [name.strip() for name in _next(rows) or []]
        _check(header)
        readers = [row_reader(layout, header, self.means) for layout in self.layouts]
        batch = Batch(position=(after, 0))
        while (cells := _next(rows)) is not None:
            if rows.line_num > after and (len(cells) != 1 or cells[0].strip()):
                batch.read += 1
                _take(batch, rows.line_num, cells, readers, len(header))
                batch.position = (rows.line_num, 0)
            if batch.read >= BATCH_ROWS:
                yield batch
                batch = Batch(position=batch.position)
        yield batch


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    """Return the next row's cells; none of them where it is no CSV; None at the end."""
    try:
        return next(rows, None)
    except csv.Error:
        return []


def _check(header: Sequence[str]) -> None:
    if not any(header):
        raise Unreadable("This file has no header.")
    twice = (at for at, name in enumerate(header, 1) if name and name in header[: at - 1])
    if column := next(twice, None):
        raise Unreadable("This column is here twice.", where=f"column {column}")


def _take(
    batch: Batch, line: int, cells: Sequence[str], readers: Sequence[RowReader], width: int
) -> None:
    try:
        if not cells:
            raise Rejected("row", "This is not CSV.")
        if len(cells) != width:
            raise Rejected("row", f"It has {len(cells)} cells, and the header has {width}.")
        found = [(reader.table, reader.row(line, cells)) for reader in readers]
    except Rejected as error:
        batch.rejected.append(Rejection(line, error.column, error.reason))
        return
    for table, row in found:
        batch.rows.setdefault(table, []).append(row)


def table_files(
    found: Sequence[Source], mapping: Mapping, means: Means
) -> tuple[list[TableFile], list[str]]:
    """Say how each file is read, persons first; and the names of those that are not used."""
    used, passed = [], []
    for source in found:
        layouts = mapping.layouts(Path(source.name).name)
        if layouts:
            used.append(TableFile(source, layouts, means))
        else:
            passed.append(source.name)
    return sorted(used, key=lambda each: not each.has_persons), passed
