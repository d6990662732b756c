"""The plan on paper and as plain text: tagged, whole, honest about how it stands."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from hearth.core import kinds
from hearth.core.agreement import STANDING_WORDS, Answer, Party, Signature, Standing, Way
from hearth.core.plan import Entry, entries_of
from hearth.core.words import READING_ORDER, TITLES
from hearth.formats.plan_copy import lay_out
from hearth.formats.plan_pdf import plan_page, plan_pdf, plan_text
from tests.journeys.reading import assert_plain
from tests.unit.paper import faults_of, pages_of, sizes_of, squeezed, text_of
from tests.unit.typical_plan import (
    BY_NURSE,
    BY_RABIA,
    CONTENTS,
    RABIA,
    SIGNATURES,
    TODAY,
    WRITTEN_ON,
    a_plan,
    hash_of,
)

NOT_YET = (Standing.DRAFT, Standing.OFFERED, Standing.NOT_AGREED)


def facts_of(plan: dict[str, object], standing: Standing = Standing.AGREED) -> dict[str, object]:
    return {
        "standing": standing,
        "signatures": SIGNATURES if standing is Standing.AGREED else [],
        "sha256": hash_of(plan),
        "frozen_on": WRITTEN_ON,
        "today": TODAY,
    }


def printed(plan=None, standing=Standing.AGREED, **changes) -> bytes:
    plan = plan or a_plan()
    return plan_pdf(plan, **{**facts_of(plan, standing), **changes})


def written(plan=None, standing=Standing.AGREED, **changes) -> str:
    plan = plan or a_plan()
    return plan_text(plan, **{**facts_of(plan, standing), **changes})


def words_of(entry: Entry, leads: dict[str, str]) -> Iterator[str]:
    """Everything that an entry says, read straight from the catalogue."""
    for field in kinds.KINDS[entry.kind].fields:
        if field.name in entry.content:
            value = entry.content[field.name]
            is_link = field.type is kinds.FieldType.ENTRY
            yield leads[str(value)] if is_link else kinds.shown(field, value)
    yield entry.authorship.line


def all_words(plan: dict[str, object]) -> list[str]:
    entries = entries_of(plan)
    leads = {entry.thread: entry.lead for entry in entries}
    return [words for entry in entries for words in words_of(entry, leads)]


EXAMPLES = {
    kinds.FieldType.DATE: "2027-05-04",
    kinds.FieldType.SCALE: 4,
    kinds.FieldType.MONEY: 1250,
    kinds.FieldType.YES: True,
    kinds.FieldType.ENTRY: "thread-0",
}


def every_field_of(code: str) -> dict[str, object]:
    return {
        field.name: field.choices[0][0]
        if field.choices
        else EXAMPLES.get(field.type, f"{code} {field.name} said")
        for field in kinds.KINDS[code].fields
    }


A_FULL_PLAN = [(code, BY_RABIA, every_field_of(code)) for code in kinds.PLAN_KINDS]


@pytest.fixture(scope="module")
def typical() -> bytes:
    return printed()


@pytest.fixture(scope="module")
def large() -> bytes:
    return printed(large_print=True)


def test_a_typical_plan_of_twenty_entries_prints_on_two_sides_of_a4(typical):
    reader = PdfReader(BytesIO(typical))

    assert len(CONTENTS) == 20
    assert len(reader.pages) == 2
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_a_printed_plan_is_tagged_titled_and_says_its_language(typical):
    reader = PdfReader(BytesIO(typical))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "My plan: Rabia KHAN"


@pytest.mark.parametrize("big", [False, True])
def test_a_printed_plan_passes_the_checks_of_pdf_ua(typical, large, big, tmp_path):
    assert faults_of(large if big else typical, tmp_path) == []


@pytest.mark.parametrize("standing", [Standing.AGREED, Standing.OFFERED])
def test_our_own_words_on_a_plan_can_be_read_at_eleven(standing):
    assert_plain(plan_page(lay_out(a_plan(A_FULL_PLAN), **facts_of(a_plan(), standing))))


def test_everything_that_a_plan_says_is_on_paper_in_large_print_and_in_the_text(typical, large):
    on_paper, in_large, text = text_of(typical), text_of(large), written()

    for words in all_words(a_plan()):
        assert squeezed(words) in on_paper
        assert squeezed(words) in in_large
        assert words in text


def test_no_field_of_any_kind_of_entry_is_left_out():
    plan = a_plan(A_FULL_PLAN)
    on_paper, text = text_of(printed(plan)), written(plan)

    for words in all_words(plan):
        assert squeezed(words) in on_paper
        assert words in text


def test_every_page_says_whose_plan_it_is_which_page_and_which_version(typical, large):
    for pages in (pages_of(typical), pages_of(large)):
        for number, page in enumerate(pages, start=1):
            assert "RabiaKHAN" in page
            assert "2November1949" in page
            assert "NHSnumber9990000018" in page
            assert f"Page{number}of{len(pages)}" in page
            assert f"Checkcode{hash_of(a_plan())[:8]}" in page


def test_the_front_says_how_the_plan_stands_how_old_it_is_and_when_it_is_looked_at_again(typical):
    for words in (
        "This plan is agreed.",
        "Written 12 days ago, on 1 March 2027.",
        "Review due on 1 March 2028.",
    ):
        assert squeezed(words) in pages_of(typical)[0]
        assert words in written()


def test_a_late_review_is_said_on_the_front():
    assert "Review overdue: it was due on 1 March 2028." in written(today=date(2028, 4, 1))


def test_sections_come_in_the_order_in_which_a_plan_is_read(typical):
    text = written()
    titles = [TITLES[section] for section in READING_ORDER if f"\n{TITLES[section]}\n" in text]

    assert len(titles) >= 10
    for held in (text, text_of(typical)):
        at = [held.index(title if held is text else squeezed(title)) for title in titles]
        assert at == sorted(at)


def test_what_everyone_must_know_stands_before_all_else():
    text = written()

    assert text.index("Allergic to penicillin") < text.index("What matters to me")
    assert text.count("Allergic to penicillin") == 1


def test_the_persons_own_actions_come_first():
    text = written()

    assert text.index("Walk to the corner shop") < text.index("Ask about the breathing class")
    assert text.index("No tea after six") < text.index("Put a light on the stairs")


def test_signatures_are_printed_with_how_they_were_given_and_why_not():
    no = Signature(
        Party.PERSON, RABIA, "", Answer.NOT_AGREED, Way.BY_TELEPHONE, WRITTEN_ON, "Not my goals."
    )
    words = "Rabia Khan: not agreed, said on the telephone, on 1 March 2027. “Not my goals.”"
    plan = a_plan(CONTENTS[:1])

    assert words in written(plan, Standing.NOT_AGREED, signatures=[no])
    assert squeezed(words) in text_of(printed(plan, Standing.NOT_AGREED, signatures=[no]))


@pytest.mark.parametrize("standing", NOT_YET)
def test_a_plan_that_nobody_has_agreed_never_says_that_it_is_on_any_page(standing):
    plan = a_plan([row for row in A_FULL_PLAN if row[0] in ("action", "stage", "contingency")])
    ours = [each for each in SIGNATURES if each.party is Party.PROFESSIONAL]
    pages = pages_of(printed(plan, standing, signatures=ours))

    for text in ("".join(pages), squeezed(written(plan, standing, signatures=ours))):
        rest = text.replace(squeezed(STANDING_WORDS[standing]), "").replace("agreed_withsaid", "")
        assert "agreed" not in rest.casefold()
    assert all("Donotuseasaplanyet." in page for page in pages)


def test_an_old_plan_says_on_each_page_that_there_is_a_newer_one():
    assert all("Thereisanewerone." in p for p in pages_of(printed(standing=Standing.REPLACED)))


def test_a_draft_has_no_check_code_and_no_age():
    said = printed(standing=Standing.DRAFT, sha256="", frozen_on=None)

    assert "Checkcode" not in text_of(said)
    assert "Notfinishedyet." in text_of(said)


def test_large_print_has_nothing_below_18_points_and_standard_nothing_below_10(typical, large):
    assert min(sizes_of(large)) >= 18
    assert min(sizes_of(typical)) >= 10


NAMES = ("محمد الأحمد", "عائشہ خان", "Siân Llŷr ap Tŵm", "Łukasz Żółć", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ")


def test_names_in_other_scripts_are_printed_with_letters_that_exist():
    contents = [("contact", BY_RABIA, {"name": name}) for name in NAMES]
    pdf = printed(a_plan(contents, person_name=NAMES[0]))

    # Shaped letters may come back joined or in another order; no letter may come back as a box.
    said = set(unicodedata.normalize("NFKC", text_of(pdf)))
    for name in NAMES:
        theirs = {letter for letter in name if letter.isalpha()}
        assert len(theirs & said) >= 0.8 * len(theirs), name
    assert not glyphs_that_are_missing(pdf)


def glyphs_that_are_missing(pdf: bytes) -> list[str]:
    """Name the fonts of last resort: the box with a number in it that stands for no glyph."""
    fonts = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        fonts |= {
            str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()
        }
    return [font for font in fonts if "LastResort" in font or "Fallback" in font]


def test_very_long_words_of_a_person_run_on_to_the_next_pages_and_none_is_lost():
    long = " ".join(f"word{n}" for n in range(2500))
    plan = a_plan([("what_matters", BY_RABIA, {"text": long})])

    pages = pages_of(printed(plan))
    assert len(pages) > 2
    assert "word0" in pages[0]
    assert all(f"word{n}" in "".join(pages) for n in range(0, 2500, 50))


def test_words_that_look_like_code_are_printed_as_they_are():
    said = '<img src="file:///etc/hostname"> {{ 7 * 7 }} <script>alert(1)</script>'
    plan = a_plan([("what_matters", BY_NURSE, {"text": said})])

    assert squeezed(said) in text_of(printed(plan))


def test_the_same_facts_give_the_same_file(typical):
    assert printed() == typical
