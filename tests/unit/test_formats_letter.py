"""The preparation letter: one snapshot, the same on page and paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from hearth.core.preparing import QUESTIONS
from hearth.formats.letter import Letter, ResultTold, letter_pdf

RESULT = ResultTold(
    "Potassium", "It was 4.4 mmol/L on 5 October 2026: higher than last time.", "A salt in your blood.",
    "Your heart needs it.", "mmol/L", ((date(2025, 10, 1), Decimal("4.1")), (date(2026, 10, 5), Decimal("4.4"))),
    Decimal("3.5"), Decimal("5.3"),
)  # fmt: skip
LETTER = Letter(
    "Bibi (Rabia) KHAN", "Bibi", date(1948, 3, 12), (("NHS number", "999 000 0018"),),
    ("12 Mill Lane", "Holmbeck"), "Mill Lane Surgery", "1 Mill Lane", "01632 960001", date(2026, 11, 2),
    "Ruth Adeyemi, Practice nurse", "23 November 2026 at 2:30pm, Mill Lane Surgery", date(2026, 11, 16),
    (RESULT,), ("Diabetes",), ("Metformin",), "If your life is in danger, call 999.",
)  # fmt: skip


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_letter_comes_back_from_its_snapshot_as_it_was():
    assert Letter.from_json(LETTER.to_json()) == LETTER


def test_something_that_is_not_a_letter_is_refused():
    with pytest.raises(KeyError):
        Letter.from_json({"name": "x"})


def test_the_printed_letter_says_the_results_the_day_and_every_question():
    said = text_of(letter_pdf(LETTER))

    for words in (
        RESULT.words,
        LETTER.conversation,
        "Metformin",
        "999 000 0018",
        "5 October 2026 4.4",
    ):
        assert words in said
    for question in QUESTIONS:
        if question.code not in ("results", "wellbeing"):
            assert question.ask in said


def test_the_printed_letter_is_tagged_and_names_its_language():
    reader = PdfReader(BytesIO(letter_pdf(LETTER)))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_a_letter_without_results_says_so_and_large_print_takes_more_pages():
    empty = replace(LETTER, results=(), conditions=(), medicines=())

    assert "We have no new results to tell you." in text_of(letter_pdf(empty))
    pages = [
        len(PdfReader(BytesIO(letter_pdf(x))).pages)
        for x in (LETTER, replace(LETTER, large_print=True))
    ]
    assert pages[1] > pages[0]


def test_a_single_value_has_no_chart():
    once = replace(RESULT, series=RESULT.series[-1:])

    assert "The numbers are below" not in text_of(letter_pdf(replace(LETTER, results=(once,))))
