"""Many short letters in one file for the printer: in order, each in its own size of print."""

from datetime import date

import pytest

from hearth.formats.notice import Notice, notices_pdf
from tests.unit.paper import faults_of, pages_of, sizes_of

NOTICES = [
    Notice(
        reference=str(number),
        name=f"Person {number}",
        address=("12 Mill Lane", "Holmbeck"),
        subject="Time to talk about your care",
        paragraphs=("Hello", "Please tell us if you want to come."),
        made_on=date(2026, 11, 2),
        large_print=number == 2,
    )
    for number in (1, 2, 3)
]


@pytest.fixture(scope="module")
def printed() -> bytes:
    return notices_pdf(NOTICES, identifier="a batch")


def test_letters_are_printed_in_their_order_each_on_a_page_of_its_own(printed):
    pages = pages_of(printed)

    assert [f"Person{n}" in page for n, page in enumerate(pages, start=1)] == [True] * 3
    assert all("Page1of1" in page for page in pages)


def test_each_letter_keeps_the_size_of_print_that_its_reader_needs(printed):
    assert min(sizes_of(printed)) < 12
    assert min(sizes_of(notices_pdf(NOTICES[1:2], identifier="large"))) >= 18


def test_letters_that_are_printed_together_pass_the_checks_of_pdf_ua(printed, tmp_path):
    assert faults_of(printed, tmp_path) == []
