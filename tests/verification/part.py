"""A part of the real inputs, in the form of the whole: short runs read that, long runs all."""

import csv
import gzip
import os
import shutil
from itertools import islice
from pathlib import Path

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
BUNDLES, ROWS, PEOPLE = 12, 2_000, 150


def some_bundles(folder: Path, to: Path) -> Path:
    """Every so many of the files in a folder."""
    if LONG:
        return folder
    files = sorted(folder.iterdir())
    to.mkdir()
    for path in files[:: len(files) // BUNDLES]:
        shutil.copy(path, to)
    return to


def some_rows(folder: Path, to: Path) -> Path:
    """The first rows of each file of a folder."""
    if LONG:
        return folder
    to.mkdir()
    for path in folder.iterdir():
        with gzip.open(path) as whole, gzip.open(to / path.name, "wb", compresslevel=1) as part:
            part.writelines(islice(whole, ROWS))
    return to


def some_people(folder: Path, to: Path) -> Path:
    """The first people of a folder of tables, and what is said of them; all of the allergies."""
    if LONG:
        return folder
    to.mkdir()
    kept = _first(folder / "patients.csv", to / "patients.csv", None)
    for name in ("conditions.csv", "medications.csv"):
        _first(folder / name, to / name, kept)
    shutil.copy(folder / "allergies.csv", to)
    return to


def _first(table: Path, to: Path, people: set[str] | None) -> set[str]:
    """Keep the rows of these people, or the first rows where none are named; return whose."""
    column = "ID" if people is None else "PATIENT"
    with table.open(newline="") as whole, to.open("w", newline="") as part:
        rows = csv.DictReader(whole)
        found = [row for row in rows if people is None or row[column] in people]
        found = found[:PEOPLE] if people is None else found
        kept = csv.DictWriter(part, rows.fieldnames or [])
        kept.writeheader()
        kept.writerows(found)
    return {row[column] for row in found}
