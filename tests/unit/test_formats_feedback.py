"""The sheet on which people say how it went, and the poster of what was done."""

from datetime import date

import pytest

from hearth.formats.feedback_form import FeedbackSheet, feedback_sheet_pdf
from hearth.formats.you_said import Pair, Poster, poster_pdf
from tests.unit.paper import faults_of, pages_of, sizes_of, squeezed, text_of

ADDRESS = "https://hearth.example.org/feedback/holmbeck/"
PAIR = Pair(
    "Bring whom you like", "I did not know that I could bring my sister.", "We did this",
    "The letter says so now.", date(2027, 3, 10),
)  # fmt: skip


def a_poster(*, large_print: bool = False, pairs: tuple[Pair, ...] = (PAIR,)) -> bytes:
    waiting = (("Ring back", "Waits 40 days for an answer"),)
    told = Poster("Holmbeck", pairs, waiting, ADDRESS, date(2027, 3, 20), large_print)
    return poster_pdf(told)


def a_sheet(*, large_print: bool = False) -> bytes:
    return feedback_sheet_pdf(
        FeedbackSheet(
            "Holmbeck", ("Good", "All right", "Not so good", "Bad"), ("Getting ready", "The talk"),
            ("No", "Yes"), "Call 999.", ADDRESS, large_print,
        )
    )  # fmt: skip


@pytest.fixture(scope="module", params=[False, True], ids=["standard", "large"])
def large(request) -> bool:
    return request.param


def test_the_poster_and_the_sheet_pass_the_checks_of_pdf_ua(large, tmp_path):
    assert faults_of(a_poster(large_print=large), tmp_path) == []
    assert faults_of(a_sheet(large_print=large), tmp_path) == []


def test_in_large_print_nothing_is_small():
    assert min(sizes_of(a_poster(large_print=True))) >= 18
    assert min(sizes_of(a_sheet(large_print=True))) >= 18


def test_the_poster_says_what_was_said_done_and_is_still_owed():
    said = text_of(a_poster())

    for words in (PAIR.said, PAIR.quotation, PAIR.did, PAIR.words, "10 March 2027", "40 days"):
        assert squeezed(words) in said
    assert squeezed("not answered anything yet") in text_of(a_poster(pairs=()))


def test_the_sheet_fits_on_one_page_asks_no_name_and_says_whom_to_call():
    (page,) = pages_of(a_sheet())

    for words in ("Not so good", "Getting ready", "Call 999.", "We do not ask who you are."):
        assert squeezed(words) in page


def test_a_quotation_can_fetch_nothing_and_is_printed_as_it_was_typed():
    sly = Pair("A theme", "<img src='https://example.org/x.png'>", "We did this", "Yes", PAIR.on)

    assert squeezed("<img src='https://example.org/x.png'>") in text_of(a_poster(pairs=(sly,)))
