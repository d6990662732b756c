"""The preparation letter: one snapshot, the same on page and paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from hearth.core.preparing import QUESTIONS
from hearth.core.results import Result, explain
from hearth.formats.letter import Letter, ResultTold, letter_page, letter_pdf, told
from hearth.site.jurisdiction import load
from tests.journeys.reading import assert_plain
from tests.unit.paper import (
    faults_of,
    pages_of,
    pictures_without_words,
    sizes_of,
    squeezed,
    text_of,
)

RESULT = ResultTold(
    name="Potassium",
    words="It was 4.4 mmol/L on 5 October 2026: higher than last time.",
    what_it_is="A salt in your blood.",
    why_it_matters="Your heart needs it.",
    unit="mmol/L",
    series=((date(2025, 10, 1), Decimal("4.1")), (date(2026, 10, 5), Decimal("4.4"))),
    low=Decimal("3.5"),
    high=Decimal("5.3"),
)
LETTER = Letter(
    name="Bibi (Rabia) KHAN",
    called="Bibi",
    born=date(1948, 3, 12),
    identifiers=(("NHS number", "999 000 0018"),),
    address=("12 Mill Lane", "Holmbeck"),
    sender="Mill Lane Surgery",
    sender_address="1 Mill Lane",
    sender_telephone="01632 960001",
    made_on=date(2026, 11, 2),
    led_by="Ruth Adeyemi, Practice nurse",
    conversation="23 November 2026 at 2:30pm, Mill Lane Surgery",
    answer_by=date(2026, 11, 16),
    results=(RESULT,),
    conditions=("Diabetes",),
    medicines=("Metformin",),
    urgent_words="If your life is in danger, call 999.",
)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return letter_pdf(LETTER)


@pytest.fixture(scope="module")
def large() -> bytes:
    return letter_pdf(replace(LETTER, large_print=True))


def test_a_letter_comes_back_from_its_snapshot_as_it_was():
    assert Letter.from_json(LETTER.to_json()) == LETTER


def test_something_that_is_not_a_letter_is_refused():
    with pytest.raises(KeyError):
        Letter.from_json({"name": "x"})


def test_the_printed_letter_says_the_results_the_day_and_every_question(printed, large):
    said = [RESULT.words, RESULT.what_it_is, LETTER.conversation, "Metformin", "Diabetes"]
    said += ["5 October 2026 4.4", "1 October 2025 4.1", LETTER.urgent_words]
    said += [q.ask for q in QUESTIONS if q.code not in ("results", "wellbeing")]

    for words in said:
        assert squeezed(words) in text_of(printed)
        assert squeezed(words) in text_of(large)


def test_every_page_of_a_letter_says_whose_it_is_and_which_page(printed, large):
    for pages in (pages_of(printed), pages_of(large)):
        for number, page in enumerate(pages, start=1):
            assert "Bibi(Rabia)KHAN" in page
            assert "Born12March1948" in page
            assert "NHSnumber9990000018" in page
            assert f"Page{number}of{len(pages)}" in page


def test_the_address_stands_where_the_window_of_an_envelope_shows_it(printed):
    """DL and C5: 20 mm from the left, 45 to 75 mm from the top; no number may show there."""
    found = {}
    page = PdfReader(BytesIO(printed)).pages[0]

    def note(text, cm, tm, _font, _size):
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.setdefault(text.strip(), (x / 72 * 25.4, 297 - y / 72 * 25.4))

    page.extract_text(visitor_text=note)

    for line in LETTER.address:
        across, down = found[line]
        assert 20 <= across <= 80
        assert 45 <= down <= 75
    shown = [text for text, (x, y) in found.items() if 20 <= x <= 110 and 40 <= y <= 80]
    assert not any("999" in text for text in shown)


def test_the_printed_letter_is_tagged_and_names_its_language(printed):
    root = PdfReader(BytesIO(printed)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"


def test_a_letter_passes_the_checks_of_pdf_ua(printed, tmp_path):
    assert faults_of(printed, tmp_path) == []
    assert pictures_without_words(printed) == 0


def test_large_print_letters_have_nothing_below_18_points(printed, large):
    assert min(sizes_of(large)) >= 17.9
    assert min(sizes_of(printed)) >= 10
    assert len(pages_of(large)) > len(pages_of(printed))


def test_a_letter_without_results_says_so():
    empty = replace(LETTER, results=(), conditions=(), medicines=())

    assert "We have no new results to tell you." in letter_page(empty)
    assert "What we have on record" not in letter_page(empty)


def test_a_single_value_has_no_chart():
    once = replace(RESULT, series=RESULT.series[-1:])

    assert "<img" in letter_page(LETTER)
    assert "<img" not in letter_page(replace(LETTER, results=(once,)))


def test_a_chart_says_in_words_what_it_shows():
    assert (
        "Chart of Potassium. 2 values, from 4.1 mmol/L in October 2025"
        " to 4.4 mmol/L in October 2026." in letter_page(LETTER)
    )


def test_a_letter_with_every_result_that_we_explain_can_be_read_at_eleven():
    pack = load("england")
    results = [
        Result(next(iter(each.codes)), each.name, day, each.high or Decimal(70), each.unit)
        for each in pack.measurements
        for day in (date(2025, 10, 1), date(2026, 10, 1))
    ]
    explained = told(explain(results, pack.measurements))
    words = " ".join(pack.wording.values())

    assert len(explained) == len(pack.measurements)
    assert_plain(letter_page(replace(LETTER, results=explained, urgent_words=words)))


def test_no_result_is_told_in_the_code_of_a_laboratory():
    units = [each.unit_words for each in load("england").measurements]

    assert not [unit for unit in units if set(unit) & set("[]{}_")]
