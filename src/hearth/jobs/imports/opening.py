"""Open files safely: what kind they are, by what is in them; limits on size; lines with numbers."""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

MEBIBYTE = 2**20
LARGEST_FILE = 4096 * MEBIBYTE
LARGEST_ROW = 8 * MEBIBYTE
FREE_UNPACKING = 16 * MEBIBYTE
MOST_UNPACKING = 100
"""An honest file shrinks to a tenth or so; one that grows 100-fold is made to do harm."""

MOST_EMPTY = 10_000

READ = (".json", ".ndjson", ".jsonl", ".csv", ".gz")


class Unreadable(Exception):
    """A file, or one row of it, cannot be read at all. Says what is wrong and what to do."""

    def __init__(self, words: str, mend: str = "", *, where: str = "file") -> None:
        super().__init__(words)
        self.words, self.mend, self.where = words, mend, where


class Shape(StrEnum):
    """The kinds of file that can be read."""

    JSON = "FHIR JSON"
    NDJSON = "FHIR NDJSON"
    CSV = "CSV"


@dataclass(frozen=True)
class Source:
    """One file to read. `name` is what a report calls it: never the folders above it."""

    path: Path
    name: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size


def sources(paths: Iterable[Path]) -> tuple[list[Source], list[str]]:
    """List the files to read, in number order, and the names in a folder that were passed over."""
    found: list[Source] = []
    passed: list[str] = []
    for path in paths:
        if not path.is_dir():
            found.append(Source(path, path.name))
            continue
        for each in sorted(path.iterdir(), key=lambda p: _in_number_order(p.name)):
            if each.is_file() and each.suffix.lower() in READ:
                found.append(Source(each, f"{path.name}/{each.name}"))
            else:
                passed.append(f"{path.name}/{each.name}")
    return found, passed


def _in_number_order(name: str) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


class _Unpacked(io.RawIOBase):
    """A file, unpacked where it is packed, that refuses to grow beyond what is honest."""

    def __init__(self, path: Path, largest: int) -> None:
        self._file = path.open("rb")
        self._largest = largest
        self._packed = max(path.stat().st_size, 1)
        self._is_packed = self._file.peek(2)[:2] == b"\x1f\x8b"
        self._inner: Any = gzip.GzipFile(fileobj=self._file) if self._is_packed else self._file
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            read: int = self._inner.readinto(buffer)
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(
                "This packed file is damaged or cut short.", "Fetch it again."
            ) from error
        self._given += read
        if self._is_packed and self._given > max(FREE_UNPACKING, self._packed * MOST_UNPACKING):
            raise Unreadable("This file grows too much when unpacked.", "Ask where it comes from.")
        if self._given > self._largest:
            raise Unreadable("This file is too large.", "Split it into parts.")
        return read

    @property
    def place(self) -> int:
        """How many bytes of the file, as it lies on the disk, have been read."""
        return self._file.tell()

    def close(self) -> None:
        self._inner.close()
        self._file.close()
        super().close()


def opened(source: Source, *, largest: int = LARGEST_FILE) -> io.BufferedReader:
    """Open a file for reading bytes, unpacked, `largest` of them at most. Raises Unreadable."""
    try:
        return io.BufferedReader(_Unpacked(source.path, largest), buffer_size=MEBIBYTE)
    except OSError as error:
        raise Unreadable(
            "This file cannot be opened.", "Check its name and who may read it."
        ) from error


SIGNS: dict[bytes, str] = {
    b"<": "This is XML.",
    b"PK": "This is a ZIP file or a spreadsheet.",
    b"%PDF": "This is a PDF.",
    b"[": "This is a bare list.",
    b"\xff\xfe": "This is UTF-16 text.",
    b"\xfe\xff": "This is UTF-16 text.",
    b"PAR1": "This is a Parquet file.",
}


def shape_of(source: Source) -> Shape:
    """Say how to read a file, from its first bytes. Raises Unreadable for what we cannot read."""
    with opened(source) as stream:
        head = stream.read(MEBIBYTE // 16).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise Unreadable("This file is empty.", "Fetch it again.")
    if re.search(r"\.(ndjson|jsonl)(\.gz)?$", source.name, re.IGNORECASE):
        return Shape.NDJSON
    for sign, words in SIGNS.items():
        if head.startswith(sign):
            raise Unreadable(words, "Ask for FHIR R4 as JSON or NDJSON, or for CSV in UTF-8.")
    if not head.startswith(b"{"):
        return Shape.CSV
    has_a_resource_a_line = re.match(rb"\{.*\}[ \t\r]*\n[ \t]*\{", head)
    return Shape.NDJSON if has_a_resource_a_line else Shape.JSON


def numbered_lines(stream: io.BufferedReader) -> Iterator[tuple[int, bytes]]:
    """Yield (number from 1, line). Raises Unreadable where these cannot be rows."""
    number = empty = 0
    while line := stream.readline(LARGEST_ROW + 1):
        number += 1
        empty = 0 if line.strip() else empty + 1
        if len(line) > LARGEST_ROW:
            raise Unreadable(
                f"Row {number} is too long.", "Check that each row has a line of its own."
            )
        if empty > MOST_EMPTY:
            raise Unreadable(f"Row {number} and those before it are empty.", "Fetch it again.")
        yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def place_in(stream: io.BufferedReader) -> int:
    """How far a stream from `opened` has come, in bytes of the file on the disk."""
    raw = stream.raw
    return raw.place if isinstance(raw, _Unpacked) else 0


Progress = Callable[[str, int, int], None]


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""
