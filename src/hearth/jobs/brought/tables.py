"""Read a table: the first sheet of an Excel file, or CSV with whatever stands between cells."""

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from hearth.core.house.bringing import MOST_LETTERS, MOST_LINES, clean
from hearth.core.house.columns import MOST_COLUMNS
from hearth.jobs.brought.opening import BROKEN, CannotRead

MOST_TEXT = 1_000_000
BROKEN_SHEET = (
    ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, struct.error, KeyError,
    ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, LookupError,
    OverflowError, SyntaxError, AssertionError, StopIteration,
)  # fmt: skip
"""What the reader of Excel files raises for those that are broken: it was made for whole ones."""


@dataclass(frozen=True)
class Table:
    """The cells of a table as text, without its empty rows."""

    rows: tuple[tuple[str, ...], ...]


def csv_table(text: str) -> Table:
    """Read CSV. Raises CannotRead."""
    sample = text[:20_000]
    counts = Counter({mark: sample.count(mark) for mark in ("\t", ";", ",", "|")})
    delimiter = counts.most_common(1)[0][0]
    try:
        return _table(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CannotRead("The quotes in this table do not match. Save it as CSV again.") from error


def excel_table(parts: Mapping[str, bytes]) -> Table:
    """Read the first sheet. Raises CannotRead. Takes the parts that were counted when unpacked."""
    # Loaded when needed: it takes a while, and hardly any page needs it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out: colours, lists to choose from, notes.
            warnings.simplefilter("ignore")
            book = load_workbook(_packed(parts), read_only=True, data_only=True, keep_links=False)
            rows = book.worksheets[0].iter_rows(
                max_row=MOST_LINES * 2, max_col=MOST_COLUMNS, values_only=True
            )
            return _table([_words(cell) for cell in row] for row in rows)
    except (*BROKEN_SHEET, InvalidFileException) as error:
        raise CannotRead(BROKEN) from error


def _packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Pack the parts again: what is read now is what was counted."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held


def _words(cell: object) -> str:
    """Return a cell as somebody would write it."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            return f"{round(cell.total_seconds() / 60)} minutes"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)[: MOST_LETTERS * 2]


def _table(rows: Iterable[Iterable[str]]) -> Table:
    """Keep the rows that have words, within limits."""
    found: list[tuple[str, ...]] = []
    letters = 0
    for row in rows:
        cells = tuple(clean(cell) for cell, _ in zip(row, range(MOST_COLUMNS), strict=False))
        if not any(cells):
            continue
        found.append(cells)
        letters += sum(map(len, cells))
        if len(found) > MOST_LINES or letters > MOST_TEXT:
            raise CannotRead(
                f"It has more than {MOST_LINES:,} rows, or too many words. Bring a part of it."
            )
    if not found:
        raise CannotRead("There are no words on the first sheet.")
    width = max(place + 1 for row in found for place, cell in enumerate(row) if cell)
    return Table(tuple(row[:width] for row in found))
