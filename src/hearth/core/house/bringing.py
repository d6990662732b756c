"""Read the lines of an agenda or a work plan: what it is, how long, by when, and who.

The words stay as they were written. Only what says how long, when or who in a set way is taken
out of a line: bullets and numbers before it, “10 min”, “(15)”, “10:00-10:20”, “Action: Jane - by
3 May”. What is not clear stays in the words: nothing is guessed away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hearth.core.house.timing import EDGES, begins_with_a_time, by_when, length, read_day, without

MOST_LINES = 2000
MOST_LETTERS = 500
MOST_IN_A_NAME = 80
LONGEST_ITEM = 240

BULLET = re.compile(
    r"^\s*(?:[-–—*•‣▪●○◦·✓☐☑]+|\(?\d{1,2}(?:\.\d{1,2})*[.):]|\d{1,2}(?:\.\d{1,2})+|\(?[a-z][.)])(?:\s+|$)",
    re.I,
)
WHO = re.compile(
    r"[(\[]?\b(?:action|owner|lead|led by|who|responsible|presenter)\s*(?:for)?\s*[:=]\s*"
    r"(?P<who>[^\W\d_][^\d:;,()\[\]|–—]*?)"
    r"(?=\s*(?:$|[-–—;,|)\]]|\bby\b|\bto\b|\bbefore\b))[)\]]?(?:\s+to\b)?",
    re.I,
)


@dataclass(frozen=True)
class BroughtLine:
    """One line of what was brought: words, how many minutes, by or on which day, and who."""

    text: str
    minutes: int | None = None
    day: date | None = None
    who: str = ""


@dataclass(frozen=True)
class _Read:
    line: BroughtLine
    starts: int | None = None


def read_lines(lines: Iterable[str], *, near: date) -> list[BroughtLine]:
    """Read lines of text; empty ones are left out. A day without a year is the nearest to `near`.

    A line that only says who and when belongs to the one before. Where items only say when they
    start, each lasts until the next one starts.
    """
    found: list[_Read] = []
    for text in lines:
        read = _read(text, near)
        if read.line.text:
            found.append(read)
        elif found:
            found[-1] = replace(found[-1], line=_joined(found[-1].line, read.line))
    return [each.line for each in _with_lengths(found)]


def read_rows(rows: Iterable[Mapping[str, str]], *, near: date) -> list[BroughtLine]:
    """Read the rows of a table: cells by what they hold (`text`, `minutes`, `day`, `who`).

    What a cell of its own says counts more than what the words say.
    """
    found = [_read_row(row, near) for row in rows]
    return [each.line for each in _with_lengths([read for read in found if read.line.text])]


def _read_row(row: Mapping[str, str], near: date) -> _Read:
    read = _read(row.get("text", ""), near)
    cell = row.get("minutes", "").strip()
    bare = int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 4 else None
    minutes, starts, _ = (bare, None, "") if bare is not None else length(clean(cell))
    line = replace(
        read.line,
        minutes=minutes or read.line.minutes,
        day=read_day(row.get("day", ""), near=near) or read.line.day,
        who=clean(row.get("who", ""), MOST_IN_A_NAME) or read.line.who,
    )
    return _Read(line, starts if starts is not None else read.starts)


def clean(text: str, most: int = MOST_LETTERS) -> str:
    """Return text on one line, without characters that cannot be seen, and not too long."""
    seen = "".join(each if each.isprintable() else " " for each in text[: most * 4])
    seen = " ".join(seen.split())
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"


def _read(text: str, near: date) -> _Read:
    minutes, starts, left = length(_unbulleted(clean(text)))
    who, left = _who(_unbulleted(left))
    day, left = by_when(left, near=near)
    return _Read(BroughtLine(left.strip(EDGES), minutes, day, who), starts)


def _unbulleted(text: str) -> str:
    while (found := BULLET.match(text)) and not begins_with_a_time(text):
        text = text[found.end() :]
    return text


def _who(text: str) -> tuple[str, str]:
    found = WHO.search(text)
    if not found or len(found["who"]) > MOST_IN_A_NAME:
        return "", text
    return found["who"].strip(), without(text, found)


def _joined(line: BroughtLine, more: BroughtLine) -> BroughtLine:
    """Add to a line what the next one says of it."""
    who = ", ".join(each for each in (line.who, more.who) if each)
    return replace(
        line,
        minutes=line.minutes or more.minutes,
        day=line.day or more.day,
        who=clean(who, MOST_IN_A_NAME),
    )


def _with_lengths(found: list[_Read]) -> Iterator[_Read]:
    """Let each item that only says when it starts last until the next one does."""
    later: int | None = None
    lasting: list[_Read] = []
    for read in reversed(found):
        if read.line.minutes is None and read.starts is not None and later is not None:
            lasts = (later - read.starts) % (12 * 60)
            if 0 < lasts <= LONGEST_ITEM:
                read = replace(read, line=replace(read.line, minutes=lasts))
        later = read.starts if read.starts is not None else later
        lasting.append(read)
    return reversed(lasting)
