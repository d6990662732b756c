"""A table of a work plan: which column says what. A guess, shown to whoever brought it to mend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core.house.bringing import BroughtLine, clean, read_rows
from hearth.core.house.timing import read_day

MOST_COLUMNS = 20
MOST_HEADER_ROWS = 10
Row = Sequence[str]

HEADINGS: dict[str, tuple[str, ...]] = {
    "text": (
        "item", "agenda item", "action", "actions", "task", "topic", "what", "subject", "activity",
        "agenda", "title", "objective", "description", "step", "issue", "discussion", "work",
    ),
    "minutes": ("minutes", "mins", "min", "duration", "length", "how long", "time", "timing"),
    "day": (
        "date", "due", "due date", "by when", "deadline", "when", "target date", "timescale",
        "by", "complete by", "finish", "end date", "review date",
    ),
    "who": (
        "who", "owner", "lead", "responsible", "by whom", "name", "action owner", "presenter",
        "responsibility", "person responsible", "assigned to", "led by",
    ),
}  # fmt: skip
"""What people write above a column. The first of a list is the surest."""


@dataclass(frozen=True)
class Columns:
    """The number of the column (from 0) that holds each; None: no column does.

    `first` is the number of the first row (from 0) that is no heading.
    """

    text: int
    minutes: int | None = None
    day: int | None = None
    who: int | None = None
    first: int = 0


def guess(rows: Sequence[Row]) -> Columns:
    """Say which column is likely to hold what: by its heading, else by what stands in it."""
    for place, row in enumerate(rows[:MOST_HEADER_ROWS]):
        held = _by_heading(row)
        if "text" in held and (len(held) > 1 or _width(row) == 1):
            return Columns(first=place + 1, **held)
    return _by_content(rows)


def lines_of(rows: Sequence[Row], columns: Columns, *, near: date) -> list[BroughtLine]:
    """Read the rows below the heading as lines."""
    places = {
        name: getattr(columns, name) for name in HEADINGS if getattr(columns, name) is not None
    }
    return read_rows(
        (
            {name: row[place] if place < len(row) else "" for name, place in places.items()}
            for row in rows[columns.first :]
        ),
        near=near,
    )


def _by_heading(row: Row) -> dict[str, int]:
    """Find for each meaning the column whose heading is the surest."""
    headings = [clean(cell).casefold().rstrip(":?. ") for cell in row[:MOST_COLUMNS]]
    found: dict[str, int] = {}
    for name, words in HEADINGS.items():
        sure = [word for word in words if word in headings]
        if sure:
            found[name] = headings.index(sure[0])
    return found


def _by_content(rows: Sequence[Row]) -> Columns:
    """Without headings: the longest words are the text; dates and small numbers tell themselves."""
    width = max((len(row) for row in rows), default=1)
    cells = {
        place: [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        for place in range(min(width, MOST_COLUMNS))
    }
    text = max(cells, key=lambda place: sum(map(len, cells[place])), default=0)
    days = [each for each in cells if each != text and _mostly(cells[each], _is_day)]
    lengths = [each for each in cells if each != text and _mostly(cells[each], _is_minutes)]
    return Columns(text, next(iter(lengths), None), next(iter(days), None))


def _width(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return len(cells) > 0 and sum(map(test, cells)) * 2 > len(cells)


def _is_day(cell: str) -> bool:
    return len(cell) < 30 and read_day(cell, near=date(2000, 1, 1)) is not None


def _is_minutes(cell: str) -> bool:
    # 1, 2, 3 is how rows are numbered: minutes go by fives.
    return cell.isascii() and cell.isdigit() and int(cell) % 5 == 0 and 0 < int(cell) <= 240
