"""Read files row by row: each becomes facts that wait in the spool, a problem, or not used."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from hearth.jobs.imports.bundle import EntryScanner
from hearth.jobs.imports.facts import Context, Fact, MedicationFacts, NotUsed, PersonFacts
from hearth.jobs.imports.fhir import readers
from hearth.jobs.imports.fhir.check import check
from hearth.jobs.imports.fhir.elements import Resource
from hearth.jobs.imports.json_text import read_object
from hearth.jobs.imports.opening import (
    Progress,
    Shape,
    Source,
    Unreadable,
    numbered_lines,
    opened,
    place_in,
    shape_of,
)
from hearth.jobs.imports.spool import Spool
from hearth.jobs.imports.tables import rows
from hearth.jobs.imports.tables.mapping import Reading, reading_for
from hearth.jobs.imports.tally import Place, Tally
from hearth.jobs.imports.values import Bad, Row

BUNDLES = frozenset({"transaction", "batch", "collection", "searchset", "document"})
UNKNOWN = "unknown"
SHOW_EVERY = 500


@dataclass
class Reader:
    """Reads the files of one import, one after the other."""

    context: Context
    tally: Tally
    spool: Spool
    progress: Progress
    done: int = 0
    total: int = 0

    def read(self, source: Source) -> None:
        """Read one file. What cannot be read at all is one problem, of the file or of the row."""
        try:
            READ_AS[shape_of(source)](self, source)
        except Unreadable as error:
            self.tally.name(source.name, 0, Bad(error.where, error.words, error.mend))
        self.done += source.size if source.path.is_file() else 0
        self.progress("Reading", self.done, self.total)

    def json(self, source: Source) -> None:
        """Read a bundle or a single resource: once to see that it is whole, then entry by entry."""
        with opened(source) as stream:
            scanner = EntryScanner(stream)
            entries = sum(1 for _ in scanner.entries())
        envelope = read_object(scanner.envelope)
        type_ = readers.type_of(envelope)
        if type_ == "Bundle":
            self._bundle(source, envelope)
        elif entries:
            self.stage(Place(source.name, 1, type_), lambda _: NotUsed())
        else:
            self._resource(source, 1, lambda: envelope)

    def _bundle(self, source: Source, envelope: dict[str, Any]) -> None:
        envelope.pop("entry", None)
        row = Row(self.context.latest)
        check(envelope, row)
        if not row.bad and envelope["type"] not in BUNDLES:
            row.refuse(
                "Bundle.type",
                "We do not read such a bundle.",
                "Ask for a collection.",
                value=envelope["type"],
            )
        for bad in row.bad:
            self.tally.name(source.name, 0, bad)
        with opened(source) as stream:
            for number, text in enumerate(EntryScanner(stream).entries(), 1):
                self._entry(source, number, text)
                self._show(stream, number)

    def _entry(self, source: Source, number: int, text: bytes) -> None:
        try:
            entry = read_object(text)
        except Unreadable as error:
            self._refuse(Place(source.name, number, UNKNOWN), error)
            return
        content = entry.pop("resource", None)
        row = Row(self.context.latest)
        check({"resourceType": "Bundle", "type": "collection", "entry": [entry]} if entry else {
            "resourceType": "Bundle", "type": "collection"}, row)  # fmt: skip
        method = (entry.get("request") or {}).get("method") if not row.bad else ""
        if method == "DELETE":
            row.refuse(
                "Bundle.entry.request.method", "This asks us to delete.", "Take this entry out."
            )
        if row.bad:
            bad = [
                Bad(b.where.replace("entry[0]", f"entry[{number - 1}]"), b.words, b.mend)
                for b in row.bad
            ]
            self.tally.read(UNKNOWN)
            self.tally.refuse(Place(source.name, number, UNKNOWN), bad)
        elif content is None:
            self.stage(Place(source.name, number, UNKNOWN), lambda _: NotUsed())
        else:
            self._resource(
                source,
                number,
                lambda: content,
                full_url=entry.get("fullUrl", ""),
                replaces=method == "PUT",
            )

    def ndjson(self, source: Source) -> None:
        """Read one resource a line."""
        with opened(source) as stream:
            for number, line in numbered_lines(stream):
                if line.strip():
                    self._resource(source, number, partial(read_object, line))
                self._show(stream, number)

    def _resource(
        self,
        source: Source,
        number: int,
        content: Callable[[], Any],
        *,
        full_url: str = "",
        replaces: bool = False,
    ) -> None:
        place = Place(source.name, number, UNKNOWN)
        try:
            held = content()
            if not isinstance(held, dict):
                raise Unreadable(
                    "This is not a FHIR resource.", "It is an object.", where="resource"
                )
            place = Place(source.name, number, readers.type_of(held))
            resource = Resource(held, full_url)
            self.stage(
                place, lambda row: readers.read(resource, row, self.context), replaces=replaces
            )
        except Unreadable as error:
            self._refuse(place, error)

    def _refuse(self, place: Place, error: Unreadable) -> None:
        self.tally.read(place.type)
        self.tally.refuse(place, [Bad(error.where, error.words, error.mend)])

    def csv(self, source: Source) -> None:
        """Read a table: our own, or another's through a mapping."""
        with opened(source) as stream:
            lines = csv.reader(_decoded(stream), strict=True)
            start, header = 1, _header(lines)
            stem = re.split(r"[./\\]", source.path.name)[0]
            reading = reading_for(stem, header)
            type_ = reading.table.name if reading.table else stem
            while True:
                start = lines.line_num + 1
                try:
                    cells = next(lines, None)
                except csv.Error as error:
                    raise Unreadable(
                        f"The quotes of row {start} do not match.",
                        "Save it as CSV again.",
                        where=f"row {start}",
                    ) from error
                if cells is None:
                    break
                if cells:
                    self._cells(Place(source.name, start, type_), header, reading, cells)
                self._show(stream, start)

    def _cells(self, place: Place, header: list[str], reading: Reading, cells: list[str]) -> None:
        if len(cells) == len(header):
            self.stage(place, lambda row: rows.read(reading, cells, row, self.context))
            return
        where = header[len(cells)] if len(cells) < len(header) else f"column {len(header) + 1}"
        words = f"This row has {len(cells)} cells. The header has {len(header)}."
        self.tally.read(place.type)
        self.tally.refuse(place, [Bad(where, words, "Check the commas and the quotes.")])

    def stage(self, place: Place, read: Callable[[Row], Fact], *, replaces: bool = False) -> None:
        """Read one row, and let what it says wait, or say what is wrong with it."""
        row = Row(self.context.latest)
        fact = read(row)
        self.tally.read(place.type)
        if row.bad:
            self.tally.refuse(place, row.bad)
            return
        self.tally.remark(place, row.remarks)
        match fact:
            case NotUsed():
                self.tally.not_used(place, fact)
            case PersonFacts():
                self.spool.add_person(place, fact)
            case MedicationFacts():
                self.spool.add_medication(fact)
                self.tally.not_used(place, NotUsed())
            case _:
                self.spool.add(place, fact, replaces=replaces)

    def _show(self, stream: io.BufferedReader, number: int) -> None:
        if number % SHOW_EVERY == 0:
            self.progress("Reading", self.done + place_in(stream), self.total)


READ_AS: dict[Shape, Callable[[Reader, Source], None]] = {
    Shape.JSON: Reader.json,
    Shape.NDJSON: Reader.ndjson,
    Shape.CSV: Reader.csv,
}


def _decoded(stream: io.BufferedReader) -> Iterator[str]:
    """Yield lines; bytes that are not UTF-8 become marks that the reader of the cell refuses."""
    for _, line in numbered_lines(stream):
        yield line.decode("utf-8", "surrogateescape")


def _header(lines: Any) -> list[str]:
    try:
        header = [name.strip() for name in next(lines, [])]
    except csv.Error as error:
        raise Unreadable(
            "The header cannot be read.", "Save it as CSV again.", where="header"
        ) from error
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Unreadable(
            "There is no header.", "Name the columns in the first row.", where="header"
        )
    return header
