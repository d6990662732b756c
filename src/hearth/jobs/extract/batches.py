"""What a reader of any source gives: rows for tables, rows that it rejects, and how far it came."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

Row = tuple[object, ...]
"""(row number at the source, person, then the table's other columns). Days count from 1970."""


class Rejected(Exception):
    """A row cannot be used. Names the column or element, and why; never what stood there."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(frozen=True)
class Rejection:
    """A row that was left out: its number at the source, the column, and why."""

    row: int
    column: str
    reason: str


@dataclass
class Batch:
    """Some rows of a source. `position` is where to go on from, as the reader understands it."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)
    read: int = 0
    position: tuple[int, int] = (0, 0)
    done: int = 0

    @property
    def size(self) -> int:
        """How many rows are held, those that were rejected included."""
        return sum(len(rows) for rows in self.rows.values()) + len(self.rejected)


class Reader(Protocol):
    """One file, or one table of a database. `tables` are those for which it has rows.

    `mark` changes when what lies behind it does: an unfinished build goes on only where it is the
    same.
    """

    @property
    def name(self) -> str: ...

    @property
    def mark(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def has_persons(self) -> bool: ...

    def batches(self, position: tuple[int, int]) -> Iterator[Batch]:
        """Give the rows after a position: (0, 0) is the beginning."""
        ...
