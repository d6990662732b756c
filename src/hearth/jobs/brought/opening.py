"""What kind of file it is, by what is in it, and whether it is safe to open."""

import codecs
import io
import struct
import zipfile
import zlib
from enum import StrEnum

from hearth.core.words import Refused

MEBIBYTE = 2**20
LARGEST_FILE = 10 * MEBIBYTE
LARGEST_UNPACKED = 40 * MEBIBYTE
LARGEST_PART = 8 * MEBIBYTE
LARGEST_STREAMED = 30 * MEBIBYTE
STREAMED = ("xl/worksheets/", "xl/sharedstrings.xml")
"""Parts that are read row by row. The others become a tree, many times as large as their text."""
MOST_PARTS = 2000
PIECE = MEBIBYTE // 4
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError,
    ValueError, struct.error,
)  # fmt: skip
"""What Python's own reader raises for a file that is broken, locked, or made to do harm."""


class CannotRead(Refused):
    """This file cannot be read. The reasons say why, and what to do."""


class Shape(StrEnum):
    """The kinds of file that are read."""

    WORD = "Word"
    EXCEL = "Excel"
    TABLE = "CSV"
    TEXT = "text"


REFUSED_SIGNS: dict[bytes, str] = {
    b"\xd0\xcf\x11\xe0": "This is an old Word or Excel file, or it has a password. "
    "Open it, and save it as .docx or .xlsx without one.",
    b"%PDF": "This is a PDF. Bring the Word file that it came from, or copy its words and paste.",
    b"{\\rtf": "This is an RTF file. Open it, and save it as Word (.docx).",
    b"\x89PNG": "This is a picture. Type or paste its words.",
    b"\xff\xd8\xff": "This is a picture. Type or paste its words.",
    b"GIF8": "This is a picture. Type or paste its words.",
}
MACROS = "It has macros in it. Save it without them: as .docx or .xlsx."
UNSAFE = "This file is not made as an agenda would be, so we do not open it. Paste its words."
TOO_LONG = "There is far more in this file than in an agenda. Bring a part, or paste its words."
BROKEN = "This file is broken. Open it, save it again, and bring that one."


def shape_of(name: str, content: bytes) -> Shape:
    """Say how to read a file. Raises CannotRead for what we do not read."""
    if not content.strip():
        raise CannotRead("This file is empty.")
    if len(content) > LARGEST_FILE:
        raise CannotRead("This file is larger than 10 MB. Bring a part of it, or paste its words.")
    for sign, words in REFUSED_SIGNS.items():
        if content.startswith(sign):
            raise CannotRead(words)
    if content.startswith(b"PK"):
        return _shape_of_zip(content)
    return Shape.TABLE if name.casefold().endswith((".csv", ".tsv")) else Shape.TEXT


def _shape_of_zip(content: bytes) -> Shape:
    names = _opened(content).namelist()
    if len(names) > MOST_PARTS:
        raise CannotRead(UNSAFE)
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise CannotRead(MACROS)
    if "word/document.xml" in names:
        return Shape.WORD
    if "xl/workbook.xml" in names:
        return Shape.EXCEL
    raise CannotRead("This is not a Word or Excel file. Save it as .docx, .xlsx or .csv.")


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the XML of a Word or Excel file by name. Raises CannotRead for what is not safe.

    Pictures and the like are never unpacked. What a part says of its own size is not believed:
    bytes are counted as they come.
    """
    archive, size = _opened(content), 0
    parts: dict[str, bytes] = {}
    for entry in archive.infolist():
        name = entry.filename.casefold()
        if not name.endswith((".xml", ".rels")):
            continue
        largest = LARGEST_STREAMED if name.startswith(STREAMED) else LARGEST_PART
        parts[entry.filename] = _part(archive, entry, min(largest, LARGEST_UNPACKED - size))
        size += len(parts[entry.filename])
        if _has_entities(parts[entry.filename]):
            raise CannotRead(UNSAFE)
    return parts


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except BROKEN_ZIP as error:
        raise CannotRead(BROKEN) from error


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    held = bytearray()
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                held += piece
                if len(held) > most:
                    raise CannotRead(TOO_LONG)
    except BROKEN_ZIP as error:
        raise CannotRead(BROKEN) from error
    return bytes(held)


def _has_entities(part: bytes) -> bool:
    """Say whether XML defines words of its own. No agenda needs it; attacks do."""
    signs = ("<!DOCTYPE", "<!ENTITY")
    kinds = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    return any(sign.encode(kind) in part for sign in signs for kind in kinds)


BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(content: bytes) -> str:
    """Return text: by its mark, else UTF-8, else as Excel in Western Europe writes it."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    if b"\x00" in content:
        raise CannotRead("This is not text. Bring a Word, Excel or CSV file, or paste the words.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotRead(BROKEN) from error
