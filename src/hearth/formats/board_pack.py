"""A board pack on paper (tagged PDF) and as a Word file, with the same words in both."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hearth.core.days import day_words
from hearth.core.house.board import BoardPack
from hearth.core.house.parts import MEANS, NAMES
from hearth.core.house.picture import picture_of
from hearth.formats.house_picture import address_of, png_of
from hearth.formats.paper import page_of, print_pdf

if TYPE_CHECKING:
    from docx.document import Document

FIGURES_HEAD = ("What we ask", "Now", "In the pack before", "The aim", "What to bear in mind")
LANGUAGE = "en-GB"


def board_pack_pdf(pack: BoardPack) -> bytes:
    """Print a pack as PDF/UA-1. The same pack always gives the same bytes."""
    picture = picture_of(pack.standing)
    page = page_of(
        "board_pack.html",
        large_print=False,
        pack=pack,
        picture=address_of(pack.standing),
        said=f"{picture.title} {picture.words}",
        names=NAMES,
        means=MEANS,
        figures_head=FIGURES_HEAD,
    )
    return print_pdf(page, identifier=f"board pack {pack.community} {pack.day} {pack.headline}")


def board_pack_docx(pack: BoardPack) -> bytes:
    """Write a pack as a Word file: real headings, tables with a head, and a picture with words."""
    from docx import Document

    from hearth.formats.word import legible

    file = Document()
    _set_up(file, pack)
    file.add_heading(f"The House in {pack.community}", level=1)
    file.add_paragraph(f"Board pack, {day_words(pack.day)}")
    lead = file.add_paragraph()
    lead.add_run(pack.headline).bold = True
    _picture(file, pack)
    rows = [(NAMES[e.part], MEANS[e.part], e.words, _keeper(e.has_keeper)) for e in pack.parts]
    _table(file, ("Part", "What it is", "How it stands", "Does anyone answer for it?"), rows)
    for heading, lines in pack.sections:
        file.add_heading(heading, level=2)
        for words in lines:
            file.add_paragraph(legible(words), style="List Bullet")
    _figures(file, pack)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _keeper(has_keeper: bool) -> str:
    return "Yes" if has_keeper else "Nobody"


def _set_up(file: "Document", pack: BoardPack) -> None:
    """Say who wrote it and in which language, and set A4."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    about = file.core_properties
    about.title, about.author = f"Board pack of {pack.community}, {day_words(pack.day)}", "Hearth"
    about.language, about.comments = LANGUAGE, ""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    style = file.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    fonts = style.element.get_or_add_rPr()
    tag = fonts.makeelement(qn("w:lang"), {qn("w:val"): LANGUAGE})
    fonts.append(tag)


def _picture(file: "Document", pack: BoardPack) -> None:
    """Put in the picture, with words for who cannot see it."""
    from docx.shared import Mm

    drawn = picture_of(pack.standing)
    shown = file.add_picture(BytesIO(png_of(pack.standing)), width=Mm(95))
    shown._inline.docPr.set("descr", f"{drawn.title} {drawn.words}")
    shown._inline.docPr.set("title", "The house")


def _table(file: "Document", head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Put in a table whose first row is its head, told again on each page."""
    from docx.oxml.ns import qn

    from hearth.formats.word import legible

    table = file.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in rows:
        cells: Any = table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = legible(words)
    file.add_paragraph()


def _figures(file: "Document", pack: BoardPack) -> None:
    file.add_heading("Figures", level=2)
    file.add_paragraph(pack.about_figures)
    if not pack.figures:
        return
    rows = [
        (
            each.question,
            "\n".join(filter(None, (each.value, each.asks))),
            each.then,
            f"{each.target}%" if each.target else "No aim",
            each.caveat,
        )
        for each in pack.figures
    ]
    _table(file, FIGURES_HEAD, rows)
