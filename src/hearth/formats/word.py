"""Word files that a screen reader can walk: real headings, a language, tables with a head row."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

LANGUAGE, FONT = "en-GB", "Arial"
TEAL = RGBColor(0x17, 0x49, 0x4D)
EDGE = 2
"""The margin of a page in centimetres."""

UNSEEN = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff]")
"""What no Word file may hold, though it can be pasted into a form."""


def legible(words: str) -> str:
    """Return words as a Word file can hold them. A line break that was pasted from Word stays."""
    return UNSEEN.sub("", words.replace("\x0b", "\n"))


class WordFile:
    """One file, written from the top down. `made`: what the file says of when it was made."""

    def __init__(self, title: str, *, author: str, made: datetime) -> None:
        self.paper: Any = Document()
        about = self.paper.core_properties
        about.title, about.author, about.language = legible(title), legible(author), LANGUAGE
        about.created = about.modified = made.replace(tzinfo=None)
        for section in self.paper.sections:
            section.left_margin = section.right_margin = Cm(EDGE)
            section.top_margin = section.bottom_margin = Cm(EDGE)
        self._letters()
        self.paper.add_heading(legible(title), level=1)

    def _letters(self) -> None:
        """Arial throughout, nothing below 11 points, headings in our teal."""
        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet"):
            style = self.paper.styles[name]
            style.font.name = FONT
            own = style.element.get_or_add_rPr()
            own.get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                own.rFonts.attrib.pop(qn(theme), None)
            if name.startswith("Heading"):
                style.font.color.rgb = TEAL
        self.paper.styles["Normal"].font.size = Pt(11)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGE)
        self.paper.styles["Normal"].element.get_or_add_rPr().append(language)

    def heading(self, words: str, level: int = 2) -> None:
        """Add a heading."""
        self.paper.add_heading(legible(words), level=level)

    def line(self, words: str, *, bold: str = "") -> None:
        """Add a paragraph; `bold` stands before it."""
        paragraph = self.paper.add_paragraph()
        if bold:
            paragraph.add_run(f"{bold} ").bold = True
        paragraph.add_run(legible(words))

    def paragraphs(self, words: str) -> None:
        """Add what somebody typed, paragraph by paragraph."""
        for block in legible(words).split("\n\n"):
            if block.strip():
                self.paper.add_paragraph(block.strip())

    def points(self, lines: Iterable[str]) -> None:
        """Add a list."""
        for words in lines:
            self.paper.add_paragraph(legible(words), style="List Bullet")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table; its first row is its head, on every page that it reaches."""
        made = self.paper.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, words in zip(made.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        _repeat(made.rows[0])
        for row in rows:
            for cell, words in zip(made.add_row().cells, row, strict=True):
                cell.text = legible(words)
        self.paper.add_paragraph()

    def picture(self, png: bytes, *, words: str, width: float) -> None:
        """Add a picture so many centimetres wide, with what it shows in words."""
        shape = self.paper.add_picture(BytesIO(png), width=Cm(width))
        shape._inline.docPr.set("descr", legible(words))

    def written(self) -> bytes:
        """Return the file."""
        kept = BytesIO()
        self.paper.save(kept)
        return kept.getvalue()


def _repeat(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
