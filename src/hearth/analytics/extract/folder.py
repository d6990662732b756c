"""Find and open finished extracts. What is still being built has another name and is not seen."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from hearth.core.cohorts.tables import SCHEMA_VERSION, TABLES
from hearth.core.words import Refused

NOTE = "extract.json"
REJECTED = "rejected.csv"
CHUNK = 2**20

_FORM = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(-(?P<number>\d+))?")


class NoExtract(Refused):
    """There is no such extract, or it is not one that can be read."""


@dataclass(frozen=True)
class Extract:
    """A finished extract in a folder. Opening it reads nothing; `note` reads extract.json."""

    folder: Path

    @property
    def name(self) -> str:
        """Return the name of the folder: the day, and a number where it is not the day's first."""
        return self.folder.name

    @cached_property
    def note(self) -> Mapping[str, Any]:
        """Return what extract.json says: version, day, made_at, source, files, tables, sha256."""
        try:
            note: dict[str, Any] = json.loads((self.folder / NOTE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NoExtract(f"There is no extract in {self.folder.name}.") from error
        if note.get("version") != SCHEMA_VERSION:
            raise NoExtract(f"The extract {self.name} follows another version of the tables.")
        return note

    @property
    def day(self) -> date:
        """Return the day that the extract is of: nothing after it is known."""
        return date.fromisoformat(self.note["day"])

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many rows each table has."""
        return {name: self.note["tables"][name]["rows"] for name in TABLES}

    @property
    def tables(self) -> Mapping[str, Path]:
        """Return the Parquet file of each table. All are there, with no rows if need be."""
        return {name: self.folder / table.file for name, table in TABLES.items()}

    def damage(self) -> list[str]:
        """Compare each file with its hash in extract.json; list what differs, in words."""
        return [
            f"{name} is not as it was written."
            for name, digest in self.note["sha256"].items()
            if not (self.folder / name).is_file() or sha256_of(self.folder / name) != digest
        ]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def extracts_in(folder: Path) -> list[Extract]:
    """List the finished extracts in a folder, the newest day last."""
    if not folder.is_dir():
        return []
    named = [(path, _FORM.fullmatch(path.name)) for path in folder.iterdir()]
    found = [(form["day"], int(form["number"] or 1), path) for path, form in named if form]
    return [Extract(path) for _, _, path in sorted(found) if (path / NOTE).is_file()]


def latest(folder: Path) -> Extract:
    """Return the newest extract in a folder. Raises NoExtract."""
    found = extracts_in(folder)
    if not found:
        raise NoExtract("There is no population extract yet. Run `hearth extract build`.")
    return found[-1]
