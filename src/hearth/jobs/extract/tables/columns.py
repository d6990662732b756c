"""How each column of a table is read from the cells of a CSV row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hearth.core.cohorts.codelists import system_called
from hearth.core.cohorts.tables import TABLES, Column, Holds
from hearth.jobs.extract.batches import Rejected, Row
from hearth.jobs.extract.cells import Days, day_by_form, number_in, small_number, text_of
from hearth.jobs.extract.means import Means
from hearth.jobs.extract.tables.mapping import OURS, Layout, without_point
from hearth.jobs.imports.opening import Unreadable

MOST_KEPT = 50_000
Take = Callable[[Sequence[str]], str]
PERIODS = (("starts", "ends"), ("born", "died"))


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one layout: each column in turn, in the order of the table."""

    table: str
    readers: tuple[Callable[[Sequence[str]], Any], ...]
    period: tuple[int, int, str] | None

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """Read one row. Raises Rejected."""
        values = [read(cells) for read in self.readers]
        if self.period:
            first, last, column = self.period
            if None not in (values[first], values[last]) and values[last] < values[first]:
                raise Rejected(column, "This is before it began.")
        return (number, *values)


def row_reader(layout: Layout, header: Sequence[str], means: Means) -> RowReader:
    """Find a layout's columns in a header. Raises Unreadable, naming what is missing."""
    table = TABLES[layout.table]
    strange = next((at for at, name in enumerate(header, 1) if name not in table.names), None)
    if layout in OURS.files[table.name] and strange:
        # By its number: where a file has no header, this is a cell about somebody.
        words = f"The table {table.name} has no column of this name."
        raise Unreadable(words, where=f"column {strange}")
    taken = {column.name: _take(column, layout, header) for column in table.columns}
    readers = [
        _reader(column, layout, take, means)
        for column in table.columns
        for take in [taken[column.name]]
    ]
    return RowReader(table.name, tuple(readers), _period(table.names, layout))


def text_shown(name: str) -> str:
    """Write a name from a file so that it can be shown: nothing hidden in it, and not long."""
    return name[:40].encode("unicode_escape").decode("ascii")


def _period(names: Sequence[str], layout: Layout) -> tuple[int, int, str] | None:
    for first, last in PERIODS:
        if first in names and last in names:
            return names.index(first), names.index(last), layout.columns.get(last, last)
    return None


def _take(column: Column, layout: Layout, header: Sequence[str]) -> Take | None:
    """Say how the text of a column is found in a row; None where the file does not have it."""
    theirs = layout.columns.get(column.name, "").casefold()
    folded = [name.casefold() for name in header]
    fixed = layout.fixed.get(column.name, "")
    if not theirs or theirs not in folded:  # A header may have an empty name.
        if column.required and not fixed:
            raise Unreadable("This column is missing.", where=text_shown(theirs or column.name))
        return (lambda _cells: fixed) if fixed else None
    place = folded.index(theirs)
    words = layout.words.get(column.name)
    if column.name in layout.whole_numbers:
        return lambda cells: without_point(cells[place].strip())
    if words:
        return lambda cells: words.get(cells[place].strip(), cells[place].strip())
    return lambda cells: cells[place].strip() or fixed


def _reader(
    column: Column, layout: Layout, take: Take | None, means: Means
) -> Callable[[Sequence[str]], Any]:
    where = layout.columns.get(column.name, column.name)
    if take is None:
        return lambda _cells: None
    read = _by_kind(column, layout, where, means)

    def value(cells: Sequence[str]) -> Any:
        text = take(cells)
        held = read(text) if text else None
        if held is None and column.required:
            raise Rejected(where, "This is missing.")
        return held

    return value


def _by_kind(column: Column, layout: Layout, where: str, means: Means) -> Callable[[str], Any]:
    match column.holds:
        case Holds.PSEUDONYM if column.name == "person":
            return _kept(lambda text: means.person(_plain(text, 200, where)))
        case Holds.PSEUDONYM:
            return lambda text: means.number(_plain(text, 40, where))
        case Holds.DAY if layout.dates:
            return _kept(lambda text: day_by_form(text, layout.dates, where))
        case Holds.DAY:
            days = Days()
            return lambda text: days.read(text, where)
        case Holds.NUMBER:
            return lambda text: number_in(text, where)
        case Holds.SMALL_NUMBER:
            return lambda text: small_number(text, column, where)
        case _ if column.name == "system":
            return _kept(lambda text: system_called(_plain(text, column.most, where)))
        case _:
            return _kept(lambda text: text_of(text, column.most, where))


def _plain(text: str, most: int, where: str) -> str:
    return text_of(text, most, where) or ""


def _kept(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Keep what was read before, up to a limit: the same texts come again and again."""
    held: dict[str, Any] = {}

    def found(text: str) -> Any:
        if text not in held:
            if len(held) >= MOST_KEPT:
                held.clear()
            held[text] = read(text)
        return held[text]

    return found
