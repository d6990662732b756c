"""A table as CSV that a spreadsheet can open without running anything that somebody typed."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""
BYTE_ORDER_MARK = "\ufeff"


def csv_of(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV (RFC 4180). None is an empty cell; text never begins a formula.

    The byte order mark at the beginning lets Excel read “ and £ as they are.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def safe(cell: object) -> object:
    """Return what is written for a cell: text that a spreadsheet would run gets a ' before it."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(RUNS):
        return f"'{cell}"
    return cell
