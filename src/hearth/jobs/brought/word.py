"""Read a Word file: paragraphs, lists and tables, in the order in which they stand.

Only its own XML is read, with a parser that follows nothing: no pictures, links or templates.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from hearth.core.house.bringing import MOST_LINES, BroughtLine, clean, read_lines
from hearth.core.house.columns import MOST_COLUMNS, guess, lines_of
from hearth.jobs.brought.opening import BROKEN, TOO_LONG, CannotRead

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, ROW, CELL, TEXT = (f"{WORD}{name}" for name in ("p", "tbl", "tr", "tc", "t"))
BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
# What was crossed out, or stands a second time for old versions of Word.
SKIPPED = {
    f"{WORD}del",
    f"{WORD}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
DEEPEST = 200
MOST_ELEMENTS = 300_000


def word_lines(parts: Mapping[str, bytes], *, near: date) -> list[BroughtLine]:
    """Read the lines of a Word file. A row of a table is a line."""
    body = _body(parts["word/document.xml"])
    found: list[BroughtLine] = []
    waiting: list[str] = []
    for block in _blocks(body, {PARAGRAPH, TABLE}):
        if len(found) + len(waiting) > MOST_LINES:
            break
        if block.tag == PARAGRAPH:
            waiting += _text(block).split("\n")
        else:
            found += read_lines(waiting, near=near)
            waiting = []
            found += _table(block, near)
    return found + read_lines(waiting, near=near)


def _body(xml: bytes) -> Element:
    """Parse it piece by piece: many small elements would take far more room than their text."""
    reader = iterparse(io.BytesIO(xml), events=("start",), forbid_dtd=True)
    try:
        for count, _ in enumerate(reader):
            if count > MOST_ELEMENTS:
                raise CannotRead(TOO_LONG)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise CannotRead(BROKEN) from error
    root: Element = reader.root
    return root


def _table(table: Element, near: date) -> list[BroughtLine]:
    rows = []
    for row in _blocks(table, {ROW}):
        cells = [clean(_text(cell)) for cell in _blocks(row, {CELL})][:MOST_COLUMNS]
        if any(cells):
            rows.append(cells)
        if len(rows) > MOST_LINES:
            break
    return lines_of(rows, guess(rows), near=near)


def _blocks(root: Element, wanted: set[str]) -> Iterator[Element]:
    """Yield what is wanted, in order, and not what lies inside of it; however deep it is packed."""
    waiting = [(each, 1) for each in reversed(root)]
    while waiting:
        element, depth = waiting.pop()
        if element.tag in wanted:
            yield element
        elif element.tag not in SKIPPED and depth < DEEPEST:
            waiting += [(each, depth + 1) for each in reversed(element)]


def _text(block: Element) -> str:
    """Return the words of a paragraph or of a cell. Paragraphs in a cell are kept apart."""
    found: list[str] = []
    for element in _blocks(block, {TEXT, *BREAKS, PARAGRAPH}):
        if element.tag == PARAGRAPH:
            found += [_text_of_runs(element), "\n"]
        else:
            found.append(BREAKS.get(str(element.tag)) or element.text or "")
    return "".join(found).strip()


def _text_of_runs(paragraph: Element) -> str:
    runs = _blocks(paragraph, {TEXT, *BREAKS})
    return "".join(BREAKS.get(str(each.tag)) or each.text or "" for each in runs)
