"""A board pack on paper and in Word: the same words, whole tags, and real headings."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from hearth.core.house.assessing import Rating
from hearth.core.house.board import NO_FIGURES, BoardFigure, BoardPack, PartLine
from hearth.core.house.parts import Part
from hearth.formats.board_pack import board_pack_docx, board_pack_pdf
from hearth.formats.sheet import csv_of
from tests.unit.paper import faults_of, pictures_without_words, sizes_of, squeezed, text_of

DAY = date(2026, 11, 2)
FIGURE = BoardFigure(
    "used", "Do people use it?", "Used it", "People", "Paper is not seen here.", DAY, 62, 125, 200,
    target=80, asks="The aim is 80.", before=58, before_day=date(2026, 8, 3),
)  # fmt: skip
PACK = BoardPack(
    "Holmbeck", DAY, date(2026, 8, 3), "The house does not stand yet: nobody answers for the roof.",
    tuple(PartLine(p, Rating.GOOD_IDEAS, p is not Part.ROOF, ("Letters: weak.",)) for p in Part),
    changed=("Left wall: from “needs work” to “good ideas”.",),
    work=("10 open actions, 2 late.",),
    figures=(FIGURE,) * 12,
    feedback=("Letters: waits 40 days for an answer",),
    learning=("Training: 9 up to date",),
    decisions=("Pay for the telephone line.",),
    note=("The letters are better.",),
)  # fmt: skip


@pytest.fixture(scope="module")
def printed() -> bytes:
    return board_pack_pdf(PACK)


@pytest.fixture(scope="module")
def word() -> Document:
    return Document(BytesIO(board_pack_docx(PACK)))


def words_of(file) -> str:
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return squeezed(" ".join([*(each.text for each in file.paragraphs), *cells]))


def all_words() -> list[str]:
    found = [PACK.headline, *(words for _, lines in PACK.sections for words in lines)]
    headings = [heading for heading, _ in PACK.sections]
    return [*found, *headings, FIGURE.value, FIGURE.then, FIGURE.caveat, FIGURE.question, "80%"]


def test_the_paper_holds_every_word_and_is_whole_for_a_screen_reader(printed, tmp_path):
    paper = text_of(printed)

    assert [each for each in all_words() if squeezed(each) not in paper] == []
    assert faults_of(printed, tmp_path) == []
    assert pictures_without_words(printed) == 0
    assert min(sizes_of(printed)) >= 10


def test_the_same_pack_gives_the_same_paper(printed):
    assert board_pack_pdf(PACK) == printed


def test_the_word_file_holds_the_same_words(word):
    held = words_of(word)

    assert [each for each in all_words() if squeezed(each) not in held] == []


def test_the_word_file_has_real_headings_table_heads_and_a_picture_with_words(word):
    styles = [each.style.name for each in word.paragraphs if each.style.name.startswith("Heading")]
    assert styles == ["Heading 1", *["Heading 2"] * (len(PACK.sections) + 1)]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    (picture,) = word.inline_shapes
    assert "Nobody answers for the roof." in picture._inline.docPr.get("descr")
    assert word.core_properties.language == "en-GB"


def test_a_pack_without_figures_says_so():
    pack = replace(PACK, figures=())

    assert squeezed(NO_FIGURES) in text_of(board_pack_pdf(pack))
    assert squeezed(NO_FIGURES) in words_of(Document(BytesIO(board_pack_docx(pack))))


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@sum", "\t=1", "  =1"])
def test_a_spreadsheet_runs_nothing_that_was_typed(typed):
    assert csv_of(["a"], [[typed]]).splitlines()[1].lstrip('"').startswith("'")


def test_a_table_keeps_numbers_and_leaves_an_empty_cell_for_what_is_not_shown():
    assert csv_of(["a", "b", "c"], [[-5, None, "x, “y”"]]) == '\ufeffa,b,c\r\n-5,,"x, “y”"\r\n'


def test_what_cannot_be_seen_breaks_no_word_file():
    pack = replace(PACK, decisions=("Pay for\x1b the line.",))
    assert "Payfortheline." in words_of(Document(BytesIO(board_pack_docx(pack))))
