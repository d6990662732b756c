"""Take in scores of forms whose wording is not Hearth's to show: one row for each item.

A CSV with the columns number, instrument, version, item, value and on. All of it, or none.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from hearth.core.metrics.answered import SCORED
from hearth.core.words import Refusal, Refused
from hearth.records.measures.scores import Scores, people_with, record_scores

COLUMNS = ("number", "instrument", "version", "item", "value", "on")
MOST_REASONS = 50
MIDDAY = time(12)
Row = Mapping[str, str]
Rows = list[tuple[int, Row]]


class CannotTakeScores(Refused):
    """Some rows cannot be used. Nothing was taken in; the reasons name the rows."""


def take_scores(lines: Iterable[str], *, by: Any, at: datetime) -> int:
    """Keep the scores of a file; return how many forms they are of. Raises CannotTakeScores."""
    rows, tidy = list(_rows(lines)), settings.JURISDICTION.identifier.tidy
    known = people_with({tidy(row["number"]) for _, row in rows})
    people = {row["number"]: known.get(tidy(row["number"])) for _, row in rows}
    reasons = [
        Refusal(words, f"Row {number}")
        for number, row in rows
        for words in _problems(row, people[row["number"]], timezone.localdate(at))
    ]
    if reasons or not rows:
        raise CannotTakeScores(reasons[:MOST_REASONS] or [Refusal("There are no rows in it.")])
    return record_scores(scores=list(_forms(rows, people)), by=by, at=at)


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Row]]:
    reading = csv.reader(lines, strict=True)
    try:
        head = [name.strip().casefold() for name in next(reading, [])]
        if missing := [name for name in COLUMNS if name not in head]:
            raise CannotTakeScores([Refusal(f"Row 1 names no column “{one}”.") for one in missing])
        for cells in reading:
            if any(cell.strip() for cell in cells):
                row = dict(zip(head, map(str.strip, cells), strict=False))
                yield reading.line_num, {name: row.get(name, "") for name in COLUMNS}
    except csv.Error as error:
        where = f"Row {reading.line_num}"
        raise CannotTakeScores([Refusal("This is not CSV.", where)]) from error


def _problems(row: Row, person: UUID | None, today: date) -> Iterator[str]:
    """Say what is wrong with a row. It never quotes the number."""
    if person is None:
        yield "Nobody here has this number."
    scored = SCORED.get(row["instrument"])
    if scored is None:
        yield f"Hearth takes scores of {' and '.join(SCORED)} only."
    else:
        yield from scored.problems(row["version"], row["item"], row["value"])
    if (day := _day(row["on"])) is None or day > today:
        yield "Write the day as year-month-day, and none that is to come."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _forms(rows: Rows, people: Mapping[str, UUID | None]) -> Iterator[Scores]:
    """Put the items of one person, form and day together."""
    forms: dict[tuple[UUID, str, str, date], dict[str, int]] = defaultdict(dict)
    for _, row in rows:
        person, day = people[row["number"]], _day(row["on"])
        assert person is not None
        assert day is not None
        form = (person, row["instrument"], row["version"], day)
        forms[form][row["item"]] = int(row["value"])
    for (person, instrument, version, day), answers in forms.items():
        at = timezone.make_aware(datetime.combine(day, MIDDAY))
        yield Scores(person, instrument, version, answers, at)
