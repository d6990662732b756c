"""Build an extract: gather rows into parts, remember how far it came, and finish it in one move.

While it is built, everything is in a folder that ends in `.partial`. Each part that is finished is
written down there, so that a build that was stopped goes on from its last part. The finished folder
appears whole, under its own name, by one rename; its files cannot be written to.
"""

import csv
import errno
import fcntl
import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from hearth.analytics.extract.folder import NOTE, REJECTED, Extract, sha256_of
from hearth.analytics.extract.parts import Seen, merge, write_part
from hearth.core.cohorts.tables import SCHEMA_VERSION, TABLES
from hearth.core.words import Refused
from hearth.jobs.extract.batches import Batch, Reader, Rejection

PART_ROWS = 50_000
PARTIAL = ".partial"
UNFINISHED = f"[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]{PARTIAL}"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
STRANGER = "This person is not among the persons of the extract."
TWICE = "This person is in the source twice."
Progress = Callable[[str, int, int], None]


class CannotBuild(Refused):
    """The extract cannot be built. Nothing that looks whole was left."""


@dataclass(frozen=True)
class Sources:
    """What an extract is made of: readers, persons first, and the names that were passed over."""

    kind: str
    source: str
    readers: Sequence[Reader]
    passed: Sequence[str] = ()


@dataclass
class Count:
    """How the rows of one file fared. `read` is always `kept` and `rejected` together."""

    read: int = 0
    kept: int = 0
    rejected: int = 0
    position: tuple[int, int] = (0, 0)
    finished: bool = False


@dataclass
class Standing:
    """How far a build has come: what state.json holds."""

    mark: str
    counts: dict[str, Count] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in TABLES})
    rejected_bytes: int = 0

    def to_json(self) -> dict[str, Any]:
        counts = {name: vars(count) for name, count in self.counts.items()}
        return {**vars(self), "counts": counts}


def build(
    sources: Sources,
    *,
    day: date,
    into: Path,
    at: datetime,
    progress: Progress,
    part_rows: int = PART_ROWS,
) -> Extract:
    """Build the extract of a day in the folder `into`, or go on where a build of it stopped.

    Raises CannotBuild where another build is running, or the disk is full.
    """
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone_in(into), _without_looking_for_cycles():
            building = _Building(sources, day, into, part_rows)
            building.gather(progress)
            return building.finish(at, progress)
    except OSError as error:
        if error.errno not in FULL and "No space left" not in str(error):
            raise
        raise CannotBuild(
            "There is no room left on the disk. Nothing that looks whole was left. "
            "Make room and start again: it goes on from where it was."
        ) from error


class _Building:
    def __init__(self, sources: Sources, day: date, into: Path, part_rows: int) -> None:
        self.sources, self.day, self.into, self.part_rows = sources, day, into, part_rows
        self.folder = into / f"{day.isoformat()}{PARTIAL}"
        self.parts, self.whole = self.folder / "parts", self.folder / "extract"
        self.seen = Seen()
        self.standing = self._go_on() or self._begin()

    def _mark(self) -> str:
        readers = [(each.name, each.mark) for each in self.sources.readers]
        said = [SCHEMA_VERSION, self.day.isoformat(), self.sources.kind, self.sources.source]
        return sha256(json.dumps([*said, readers]).encode()).hexdigest()

    def _go_on(self) -> Standing | None:
        """Take up a build of the same sources that was stopped, or say that there is none."""
        try:
            held = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
            counts = {name: Count(**count) for name, count in held.pop("counts").items()}
            standing = Standing(counts=counts, **held)
            if standing.mark != self._mark():
                return None
            with (self.folder / REJECTED).open("r+b") as rejected:
                rejected.truncate(standing.rejected_bytes)
            self.seen.read(self.parts / name for name in standing.parts["persons"])
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return standing

    def _begin(self) -> Standing:
        for unfinished in self.into.glob(UNFINISHED):
            shutil.rmtree(unfinished)
        self.parts.mkdir(parents=True)
        with (self.folder / REJECTED).open("w", encoding="utf-8", newline="") as rejected:
            csv.writer(rejected).writerow(("file", "row", "column", "reason"))
        return Standing(self._mark(), rejected_bytes=(self.folder / REJECTED).stat().st_size)

    def gather(self, progress: Progress) -> None:
        """Read every source that is not finished, from where it was left."""
        total = max(1, sum(reader.size for reader in self.sources.readers))
        before = 0
        for reader in self.sources.readers:
            count = self.standing.counts.setdefault(reader.name, Count())
            if not count.finished:
                for done in self._read(reader, count):
                    progress("Reading", before + done, total)
            before += reader.size
            progress("Reading", before, total)

    def _read(self, reader: Reader, count: Count) -> Iterator[int]:
        """Read one source. Gives, now and then, how much of it is done."""
        gathered = Batch(position=_pair(count.position))
        for batch in reader.batches(gathered.position):
            _add(gathered, batch)
            if gathered.size >= self.part_rows:
                self._commit(reader.name, gathered, count)
                gathered = Batch(position=gathered.position)
            yield batch.done
        self._commit(reader.name, gathered, count, finished=True)

    def _commit(self, name: str, batch: Batch, count: Count, *, finished: bool = False) -> None:
        """Write parts and rejected rows, and then that they are written."""
        self._reject_by_person(batch)
        for table, rows in batch.rows.items():
            if rows:
                self._write(table, rows)
        rejected = sorted(batch.rejected, key=lambda each: each.row)
        self._note_rejected(name, rejected)
        count.read += batch.read
        count.rejected += len(rejected)
        count.kept = count.read - count.rejected
        count.position, count.finished = batch.position, finished
        _replace(self.folder / "state.json", json.dumps(self.standing.to_json()))

    def _write(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        parts = self.standing.parts[table]
        path = self.parts / f"{table}-{len(parts):05}.arrow"
        write_part(path, table, rows)
        parts.append(path.name)

    def _reject_by_person(self, batch: Batch) -> None:
        """Leave out who is there twice, and rows about nobody who is there."""
        persons = batch.rows.get("persons", [])
        ids = _persons(persons)
        self._leave_out(batch, [persons[place] for place in self.seen.repeated(ids)], TWICE)
        self.seen.add(_persons(batch.rows.get("persons", [])))
        for table, rows in list(batch.rows.items()):
            if table != "persons" and rows:
                unknown = self.seen.unknown(_persons(rows))
                self._leave_out(batch, [rows[place] for place in unknown], STRANGER)

    def _leave_out(self, batch: Batch, rows: Sequence[tuple[Any, ...]], reason: str) -> None:
        numbers = {row[0] for row in rows}
        if numbers:
            batch.rejected += [Rejection(number, "person", reason) for number in numbers]
            for table, held in batch.rows.items():
                batch.rows[table] = [row for row in held if row[0] not in numbers]

    def _note_rejected(self, name: str, rejected: Sequence[Rejection]) -> None:
        path = self.folder / REJECTED
        with path.open("a", encoding="utf-8", newline="") as file:
            writing = csv.writer(file)
            writing.writerows((name, each.row, each.column, each.reason) for each in rejected)
        self.standing.rejected_bytes = path.stat().st_size

    def finish(self, at: datetime, progress: Progress) -> Extract:
        """Write the tables and what is to be known about them, and give the folder its name."""
        shutil.rmtree(self.whole, ignore_errors=True)
        self.whole.mkdir()
        rows = {}
        for number, (name, table) in enumerate(TABLES.items(), 1):
            parts = [self.parts / part for part in self.standing.parts[name]]
            rows[name] = merge(parts, name, self.whole / table.file)
            progress("Writing tables", number, len(TABLES))
        shutil.copyfile(self.folder / REJECTED, self.whole / REJECTED)
        (self.whole / NOTE).write_text(json.dumps(self._note(rows, at), indent=1) + "\n")
        for path in self.whole.iterdir():
            path.chmod(0o444)
            _to_disk(path)
        to = _free_name(self.into, self.day)
        self.whole.rename(to)
        _to_disk(self.into)
        shutil.rmtree(self.folder)
        return Extract(to)

    def _note(self, rows: dict[str, int], at: datetime) -> dict[str, Any]:
        files = [
            {"name": name, "read": each.read, "kept": each.kept, "rejected": each.rejected}
            for name, each in self.standing.counts.items()
        ]
        return {
            "version": SCHEMA_VERSION,
            "day": self.day.isoformat(),
            "made_at": at.isoformat(timespec="seconds"),
            "from": self.sources.kind,
            "source": self.sources.source,
            "tables": {name: {"rows": count} for name, count in rows.items()},
            "files": files,
            "not_used": list(self.sources.passed),
            "sha256": {path.name: sha256_of(path) for path in sorted(self.whole.iterdir())},
        }


def _add(gathered: Batch, batch: Batch) -> None:
    for table, rows in batch.rows.items():
        gathered.rows.setdefault(table, []).extend(rows)
    gathered.rejected += batch.rejected
    gathered.read += batch.read
    gathered.position = batch.position


def _persons(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    return [row[1] for row in rows]


def _pair(position: Sequence[int]) -> tuple[int, int]:
    return position[0], position[1]


def _free_name(into: Path, day: date) -> Path:
    number, path = 1, into / day.isoformat()
    while path.exists():
        number += 1
        path = into / f"{day.isoformat()}-{number}"
    return path


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def _to_disk(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for one build. The hold ends with the process, however it ends."""
    with (folder / ".building").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotBuild("Another extract is being built here.") from error
        yield


@contextmanager
def _without_looking_for_cycles() -> Iterator[None]:
    # Millions of small rows and no cycles: to look for them takes a fifth of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
