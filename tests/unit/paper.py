"""Reads what was printed: the words, the sizes of letters, the faults of the tags."""

import re
from io import BytesIO
from pathlib import Path

from pdfua import validate
from pypdf import PdfReader

ALLOWED = {"UA-15-003"}
"""Headings of a table without Scope: our cells name their headings by Headers instead."""


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, without any space: a line may break anywhere on paper."""
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def sizes_of(pdf: bytes) -> set[float]:
    """The sizes of letters that occur, in points."""
    found = set()

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(tm[3] * cm[3]), 1))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return found


def faults_of(pdf: bytes, folder: Path) -> list[str]:
    """What keeps a file from being PDF/UA, as far as a machine can tell."""
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    found = validate(str(path)).findings
    return [f"{each.rule_id}: {each.message}" for each in found if each.rule_id not in ALLOWED]


def pictures_without_words(pdf: bytes) -> int:
    """Count the figures in the tags that say nothing to a screen reader."""
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    return sum(
        1 for each in _elements(root) if each.get("/S") == "/Figure" and not each.get("/Alt")
    )


def _elements(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        held = kid.get_object()
        if hasattr(held, "get"):
            yield held
            yield from _elements(held)
