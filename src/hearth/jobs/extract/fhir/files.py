"""One bulk file as a reader: line by line, each line a row that is kept or rejected."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from hearth.jobs.extract.batches import Batch, Rejected, Rejection, Row
from hearth.jobs.extract.fhir import clinical, people
from hearth.jobs.extract.fhir.lines import blocks
from hearth.jobs.extract.fhir.reading import BROKEN, Reading, Resource, blame
from hearth.jobs.extract.means import Means
from hearth.jobs.imports.opening import Source, Unreadable, opened

LARGEST = 2**42
LOOKED_AT = 1000
Rows = Callable[[Reading, Resource, int], list[Row]]


EVENTS: dict[str, tuple[str, Rows]] = {
    "Observation": ("events", clinical.observation),
    "Condition": ("events", clinical.condition),
    "Procedure": ("events", clinical.procedure),
    "Immunization": ("events", clinical.immunization),
    "Encounter": ("events", clinical.encounter),
    "MedicationRequest": ("medications", clinical.medication),
    "MedicationStatement": ("medications", clinical.medication),
    "EpisodeOfCare": ("registrations", people.episode),
    "CarePlan": ("plans", people.care_plan),
}
USED = frozenset({"Patient", "ServiceRequest", *EVENTS})


@dataclass
class BulkFile:
    """A file of one type. Raises nothing for bad rows: they are in the batches."""

    source: Source
    type: str
    means: Means
    reading: Reading

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def mark(self) -> str:
        held = self.source.path.stat()
        return f"{held.st_size} {held.st_mtime_ns}"

    @property
    def size(self) -> int:
        return self.source.size

    @property
    def has_persons(self) -> bool:
        return self.type == "Patient"

    def batches(self, position: tuple[int, int]) -> Iterator[Batch]:
        """Give the rows after (row, offset)."""
        row, offset = position
        try:
            with opened(self.source, largest=LARGEST) as stream:
                for lines, after in blocks(stream, offset):
                    batch = self._block(lines, row)
                    row += len(lines)
                    batch.position, batch.done = (row, after), min(after, self.size)
                    yield batch
        except Unreadable as error:
            broken = Rejection(row + 1, error.where, error.words)
            yield Batch(rejected=[broken], read=1, position=(row, -1), done=self.size)

    def _block(self, lines: Sequence[bytes], before: int) -> Batch:
        if before == 0:
            lines = [lines[0].removeprefix(b"\xef\xbb\xbf"), *lines[1:]]
        batch = Batch()
        if self.type in EVENTS:
            table, rows = EVENTS[self.type]
            self._plain(lines, before, batch, table, rows)
        else:
            self._several(lines, before, batch)
        return batch

    def _plain(
        self, lines: Sequence[bytes], before: int, batch: Batch, table: str, rows: Rows
    ) -> None:
        """Read rows for one table. This loop is the speed of the whole extract."""
        found: list[Row] = []
        loads, extend, reading, type_, empty = (
            orjson.loads, found.extend, self.reading, self.type, 0,
        )  # fmt: skip
        for row, line in enumerate(lines, before + 1):
            try:
                resource = loads(line)
                if resource["resourceType"] != type_:
                    raise Rejected("resourceType", f"This file holds {type_}.")
                extend(rows(reading, resource, row))
            except (Rejected, *BROKEN) as error:
                empty += self._reject(batch, row, line, error)
        batch.rows[table] = found
        batch.read = len(lines) - empty

    def _several(self, lines: Sequence[bytes], before: int, batch: Batch) -> None:
        """Read rows for two tables: a person and their practice; a request and a referral."""
        empty = 0
        for row, line in enumerate(lines, before + 1):
            try:
                resource = orjson.loads(line)
                if resource["resourceType"] != self.type:
                    raise Rejected("resourceType", f"This file holds {self.type}.")
                for table, rows in self._tables(resource, row):
                    batch.rows.setdefault(table, []).extend(rows)
            except (Rejected, *BROKEN) as error:
                empty += self._reject(batch, row, line, error)
        batch.read = len(lines) - empty

    def _tables(self, resource: Resource, row: int) -> list[tuple[str, list[Row]]]:
        if self.type == "Patient":
            person = people.patient(self.reading, resource, row)
            practices = people.practices(self.reading, resource, row)
            return [("persons", person), ("registrations", practices)]
        events = people.service_request(self.reading, resource, row)
        asked = people.referrals(events, resource, self.means.asked)
        return [("events", events), ("referrals", asked)]

    def _reject(self, batch: Batch, row: int, line: bytes, error: Exception) -> int:
        """Note why a row is left out. Return 1 for an empty line, which is no row."""
        if isinstance(error, orjson.JSONDecodeError):
            if not line.strip():
                return 1
            error = Rejected(f"character {error.pos + 1}", "This is not well-formed JSON.")
        elif not isinstance(error, Rejected):
            resource: Any = orjson.loads(line)
            error = (
                blame(resource, error)
                if isinstance(resource, dict)
                else Rejected("resource", "This is not a FHIR resource.")
            )
        batch.rejected.append(Rejection(row, error.column, error.reason))
        return 0


def bulk_files(found: Sequence[Source], means: Means) -> tuple[list[BulkFile], list[str]]:
    """Say how each file is read, persons first; and the names of those that are not used."""
    typed = [(source, type_of(source)) for source in found]
    reading = Reading(means)
    used = [BulkFile(source, type_, means, reading) for source, type_ in typed if type_ in USED]
    used.sort(key=lambda each: not each.has_persons)
    return used, [source.name for source, type_ in typed if type_ not in USED]


def type_of(source: Source) -> str:
    """Say what a bulk file holds: by the start of its name, else by its first good row."""
    stem = Path(source.name).name.partition(".")[0].partition("-")[0].partition("_")[0]
    if stem in USED:
        return stem
    try:
        with opened(source, largest=LARGEST) as stream:
            lines, _ = next(blocks(stream, 0), ([], 0))
    except Unreadable:
        return ""
    return next((said for line in lines[:LOOKED_AT] if (said := _said(line))), "")


def _said(line: bytes) -> str:
    try:
        return str(orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))["resourceType"])
    except BROKEN:
        return ""
