"""A pack to take home: the same facts in standard print, large print and Easy Read."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from hearth.core.directory.activity import Activity, Cost, Meets, Place, Way
from hearth.formats.activity_pack import (
    Layout,
    PackPaper,
    entry_paper,
    first_words,
    pack_page,
    pack_pdf,
)
from hearth.formats.activity_pack_symbols import SYMBOLS, symbol
from tests.journeys.reading import assert_plain
from tests.unit.paper import (
    faults_of,
    pages_of,
    pictures_without_words,
    sizes_of,
    squeezed,
    text_of,
)

TODAY = date(2026, 11, 2)
ADDRESS = "https://hearth.example.org/packs/leaving-hospital/"
CHOIR = Activity(
    key="1", name="Mill Lane Singers", description="A choir for everyone. No need to read music.",
    telephone="01632 960101", meets=(Meets(1, 600, 690),), ways=frozenset({Way.GROUP}),
    places=(Place("Mill Hall", "2 Mill Lane", "Calderwick", "XW1 4PL", None, True),),
    cost=Cost.FREE, minimum_age=18, who_for="Anyone who likes to sing.", languages=("Urdu",),
    alert="No choir on 24 December.", assured_on=date(2026, 10, 3),
)  # fmt: skip
LITTLE = Activity(key="2", name="Tea <at> “Rose’s”", assured_on=date(2025, 3, 1))
FACTS = (
    "A choir for everyone. No need to read music.", "Tuesday, 10am to 11.30am.", "Mill Hall",
    "It is free.", "You can get in without steps.", "01632 960101", "2 Mill Lane, Calderwick",
    "XW1 4PL", "0.8 miles from XW1", "Checked October 2026.", "People of 18 and over.",
    "Anyone who likes to sing.", "In Urdu.", "No choir on 24 December.",
)  # fmt: skip


def a_pack(layout: Layout = Layout.STANDARD, **more) -> PackPaper:
    entries = (
        entry_paper(CHOIR, today=TODAY, miles=0.8, near="XW1"),
        entry_paper(LITTLE, today=TODAY),
    )
    return PackPaper("Leaving hospital", entries, TODAY, ADDRESS, layout, **more)


@pytest.fixture(scope="module", params=list(Layout))
def printed(request) -> tuple[Layout, bytes]:
    return request.param, pack_pdf(a_pack(request.param))


def test_it_passes_the_checks_of_pdf_ua_and_each_picture_has_words(printed, tmp_path):
    _, pdf = printed

    assert faults_of(pdf, tmp_path) == []
    assert pictures_without_words(pdf) == 0
    assert PdfReader(BytesIO(pdf)).metadata.title == "Leaving hospital"


def test_the_same_facts_are_in_each_way_of_printing(printed):
    _, pdf = printed
    said = text_of(pdf)

    lines = [line.words for entry in a_pack().entries for line in entry.lines]
    for words in (*FACTS, *lines, CHOIR.name, LITTLE.name, ADDRESS, "Printed on 2 November 2026"):
        assert squeezed(words) in said, words


def test_what_is_not_known_is_said_and_what_was_not_checked_for_a_year_says_call_first():
    lines = {line.label: line.words for line in entry_paper(LITTLE, today=TODAY).lines}

    assert lines["When"] == "Ask when it is on."
    assert lines["Where"] == "Ask where it is."
    assert lines["Cost"] == "Ask what it costs."
    assert lines["Getting in"] == "Ask if there are steps."
    assert lines["Is it right?"] == "Checked March 2025. Call first."
    assert "How to get there" not in lines


def test_letters_are_large_in_large_print_and_in_easy_read():
    assert min(sizes_of(pack_pdf(a_pack(Layout.LARGE)))) >= 18
    assert min(sizes_of(pack_pdf(a_pack(Layout.EASY)))) >= 16


def test_a_first_name_and_a_day_stand_on_top_only_where_they_were_typed():
    named = pack_pdf(a_pack(called="Mo", from_day=date(2026, 12, 3)))

    assert squeezed("Leaving hospital, for Mo") in pages_of(named)[0]
    assert squeezed("From 3 December 2026.") in pages_of(named)[0]
    assert "forMo" not in text_of(pack_pdf(a_pack()))


@pytest.mark.parametrize("layout", Layout)
def test_our_own_words_can_be_read_at_eleven(layout):
    assert_plain(pack_page(a_pack(layout)))


def test_an_empty_pack_says_so():
    empty = PackPaper("Leaving hospital", (), TODAY, ADDRESS)

    assert "There is nothing in this list now." in pack_page(empty)


def test_a_long_text_is_cut_after_a_sentence_or_else_after_a_word():
    assert first_words("One. " * 100).endswith("One.")
    assert first_words("word " * 100).endswith("word …")
    assert len(first_words("word " * 100)) < 230


def test_ages_and_online_are_said_in_words():
    online = Activity("3", "Chat", ways=frozenset({Way.ONLINE}), minimum_age=5, maximum_age=11)
    young = Activity("4", "Play", maximum_age=4)

    assert {"online", "People from 5 to 11."} <= {
        e.words for e in entry_paper(online, today=TODAY).lines
    }
    assert "People up to 4." in {e.words for e in entry_paper(young, today=TODAY).lines}


def test_each_kind_of_fact_has_its_own_picture():
    pictures = {symbol(code) for code in SYMBOLS}

    assert len(pictures) == len(SYMBOLS)
    assert {line.code for entry in a_pack().entries for line in entry.lines} <= set(SYMBOLS)
