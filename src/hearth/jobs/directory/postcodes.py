"""Load a file of postcodes: the ONS Postcode Directory or Code-Point Open, as CSV or as a zip."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TextIO

from hearth.core.directory.postcodes import (
    Located,
    columns_of,
    has_no_names,
    located,
    names_in,
)
from hearth.core.words import Refused
from hearth.records.directory.changes.postcodes import replace_postcodes

Progress = Callable[[str, int, int], None]
Part = tuple[str, TextIO]
MOST_PROBLEMS = 20
EVERY = 10_000


class BadPostcodes(Refused):
    """The file cannot be loaded: says why, by line."""


@dataclass
class Reading:
    """What a file held, while it is read."""

    path: Path
    progress: Progress
    read: int = 0
    without_place: int = 0
    problems: list[str] = field(default_factory=list)


def load(path: Path, *, by: object, at: datetime, progress: Progress) -> tuple[int, int]:
    """Keep the postcodes of a file in place of all that there were: all, or none.

    Returns how many are kept, and how many the file has that are nowhere. Raises BadPostcodes.
    """
    reading = Reading(path, progress)
    try:
        count = replace_postcodes(_located(reading), by=by, at=at)
    except (csv.Error, zipfile.BadZipFile) as error:
        raise BadPostcodes(f"This is neither CSV nor a zip of it: {error}.") from error
    return count, reading.without_place


def _located(reading: Reading) -> Iterator[Located]:
    names = _names(reading.path)
    for name, lines in _parts(reading.path):
        yield from _of_part(name, lines, names, reading)
    if reading.problems:
        raise BadPostcodes(reading.problems)
    if not reading.read:
        raise BadPostcodes("There are no postcodes in this file: no columns of them are known.")


def _of_part(
    name: str, lines: TextIO, names: dict[str, str], reading: Reading
) -> Iterator[Located]:
    rows = csv.reader(lines)
    first = next(rows, [])
    columns = columns_of(first)
    if columns is None:
        return
    for row in chain([first] if has_no_names(first) else [], rows):
        reading.read += 1
        found = located(row, columns, names)
        if isinstance(found, Located):
            yield found
        elif found is None:
            reading.without_place += 1
        elif _note(reading, f"{name}, line {rows.line_num}: {found}"):
            return
        if reading.read % EVERY == 0:
            reading.progress("Reading postcodes", reading.read, reading.read)


def _note(reading: Reading, problem: str) -> bool:
    """Keep a problem; say whether there are enough of them to stop."""
    reading.problems.append(problem)
    return len(reading.problems) >= MOST_PROBLEMS


def _parts(path: Path) -> Iterator[Part]:
    """Give each table of a file with its name. A zip of ONS has all rows twice: once is enough."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            yield path.name, lines
        return
    with zipfile.ZipFile(path) as archive:
        tables = [each for each in archive.namelist() if each.lower().endswith(".csv")]
        for name in [each for each in tables if "multi_csv" not in each.lower()] or tables:
            with _opened(archive, name) as lines:
                yield Path(name).name, lines


@contextmanager
def _opened(archive: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    with archive.open(name) as raw:
        yield io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")


def _names(path: Path) -> dict[str, str]:
    """Return what areas are called, by their codes: a zip of ONS has lists of them."""
    found: dict[str, str] = {}
    if not zipfile.is_zipfile(path):
        return found
    for _, lines in _parts(path):
        rows = csv.reader(lines)
        where = names_in(next(rows, []))
        if where:
            code, name = where
            found |= {row[code]: row[name] for row in rows if len(row) > max(where)}
    return found
