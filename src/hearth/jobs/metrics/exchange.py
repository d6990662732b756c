"""Give figures to other communities, and take in theirs: a CSV with one row for each figure.

Only figures of one and the same definition can be held beside each other, so each row names it.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hearth.core.metrics.catalogue import Catalogue
from hearth.core.metrics.small_numbers import is_small, nearest
from hearth.core.words import Refusal, Refused
from hearth.records.cohorts.queries import communities
from hearth.records.metrics import queries
from hearth.records.metrics.changes import Elsewhere, record_elsewhere

COLUMNS = ("community", "metric", "definition", "day", "numerator", "denominator")
MOST_ROWS = 100_000
MOST_REASONS = 50
LONGEST_NAME = 100


class CannotTakeIn(Refused):
    """Some rows cannot be used. Nothing was taken in; the reasons name the rows."""


def ours() -> Iterator[Sequence[object]]:
    """Give a row for each figure of our communities that is shown, with the names of columns."""
    yield COLUMNS
    for community in communities():
        for each in queries.results_of(community):
            shown = each.shown
            if shown.numerator is not None and not each.is_made_up:
                yield (
                    community.name, each.metric, each.definition, each.day.isoformat(),
                    shown.numerator, shown.denominator,
                )  # fmt: skip


def take_in(lines: Iterable[str], *, by: Any, at: datetime) -> int:
    """Keep the figures of other communities, all or none. Raises CannotTakeIn."""
    return record_elsewhere(figures=read(lines, queries.catalogue()), by=by, at=at)


def read(lines: Iterable[str], catalogue: Catalogue) -> list[Elsewhere]:
    """Read figures, and say of each row what is wrong with it. Raises CannotTakeIn."""
    found: list[Elsewhere] = []
    reasons: list[Refusal] = []
    for number, row in _rows(lines):
        if problems := list(_problems(row, catalogue)):
            reasons += [Refusal(words, f"Row {number}") for words in problems]
        else:
            found.append(_figure(row))
        if len(found) > MOST_ROWS or len(reasons) > MOST_REASONS:
            break
    if len(found) > MOST_ROWS:
        reasons.append(Refusal(f"There are more than {MOST_ROWS:,} rows."))
    if not found and not reasons:
        reasons.append(Refusal("There are no rows in it."))
    if reasons:
        raise CannotTakeIn(reasons[:MOST_REASONS])
    return found


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    reading = csv.reader(lines, strict=True)
    try:
        head = [name.strip().casefold() for name in next(reading, [])]
        if missing := [name for name in COLUMNS if name not in head]:
            raise CannotTakeIn([Refusal(f"Row 1 names no column “{each}”.") for each in missing])
        for cells in reading:
            if any(cell.strip() for cell in cells):
                yield reading.line_num, dict(zip(head, map(str.strip, cells), strict=False))
    except csv.Error as error:
        raise CannotTakeIn([Refusal("This is not CSV.", f"Row {reading.line_num}")]) from error


def _problems(row: Mapping[str, str], catalogue: Catalogue) -> Iterator[str]:
    metric = catalogue.by_code.get(row.get("metric", ""))
    if metric is None:
        yield "Hearth has no such metric."
    elif row.get("definition") != metric.hash:
        yield f"They count “{metric.code}” in another way, so it cannot be held beside ours."
    elif metric.bands:
        yield f"“{metric.code}” is shown in bands, and is not compared."
    if not 0 < len(row.get("community", "")) <= LONGEST_NAME:
        yield f"Say which community, in {LONGEST_NAME} letters at most."
    if not _is_day(row.get("day", "")):
        yield "Write the day as year-month-day."
    yield from _wrong_counts(row)


def _wrong_counts(row: Mapping[str, str]) -> Iterator[str]:
    texts = [row.get(name, "") for name in ("numerator", "denominator")]
    if not all(text.isascii() and text.isdigit() and len(text) <= 12 for text in texts):
        yield "Both numbers must be whole numbers."
        return
    counted, of = map(int, texts)
    if not of or counted > of:
        yield "More are counted than there are."
    elif is_small(counted) or is_small(of):
        yield "It tells of fewer than five people. Ask them to hide small numbers."


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _figure(row: Mapping[str, str]) -> Elsewhere:
    """Return a figure, rounded as ours are: of 19 of 20 people it tells who is missed."""
    return Elsewhere(
        row["community"],
        row["metric"],
        row["definition"],
        date.fromisoformat(row["day"]),
        nearest(int(row["numerator"])),
        nearest(int(row["denominator"])),
    )
