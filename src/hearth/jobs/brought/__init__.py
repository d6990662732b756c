"""Read an agenda or a work plan that a team brings: Word, Excel, CSV, or pasted text.

The file itself is not kept. What it says becomes lines, or a table whose columns somebody checks.
"""

from datetime import date

from hearth.core.house.bringing import MOST_LINES, BroughtLine, read_lines
from hearth.jobs.brought.opening import CannotRead, Shape, decoded, shape_of, unpacked
from hearth.jobs.brought.tables import Table, csv_table, excel_table
from hearth.jobs.brought.word import word_lines

__all__ = ["CannotRead", "Table", "read_file", "read_text"]


def read_file(name: str, content: bytes, *, near: date) -> list[BroughtLine] | Table:
    """Read a file: lines, or a table. Raises CannotRead, with what to do."""
    match shape_of(name, content):
        case Shape.WORD:
            return _some(word_lines(unpacked(content), near=near))
        case Shape.EXCEL:
            return excel_table(unpacked(content))
        case Shape.TABLE:
            return csv_table(decoded(content))
        case _:
            return read_text(decoded(content), near=near)


def read_text(text: str, *, near: date) -> list[BroughtLine]:
    """Read text that was pasted. Raises CannotRead."""
    written = [each for each in text.splitlines() if each.strip()]
    # Before they are read: a file can hold millions of them.
    _few(len(written))
    return _some(read_lines(written, near=near))


def _some(lines: list[BroughtLine]) -> list[BroughtLine]:
    if not lines:
        raise CannotRead("There are no words in it. Write one line for each item.")
    _few(len(lines))
    return lines


def _few(lines: int) -> None:
    if lines > MOST_LINES:
        raise CannotRead(f"It has more than {MOST_LINES:,} lines. Bring a part of it.")
