"""Every part of a page is shown at /style: what holds there holds wherever the part is used."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PageObject, PdfReader

from tests.journeys.browser import assert_accessible, tab_to, weigh
from tests.journeys.reading import assert_plain

pytestmark = pytest.mark.any_engine

ADDRESSES = ["/style", "/style/pictures", "/style?wrong=1", "/no-such-page"]


@pytest.mark.each_way
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_in_any_colours_on_a_narrow_screen(any_colours, address):
    any_colours.goto(address)

    assert_accessible(any_colours)


@pytest.mark.each_way
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_with_or_without_javascript(page, address):
    page.goto(address)

    assert_accessible(page)


def test_the_keyboard_reaches_what_can_be_used_and_shows_where_it_is(page):
    page.goto("/style")

    for name in ["Get ready", "Change", "Who does it", "I want this", "Large print", "Day"]:
        tab_to(page, name)
    tab_to(page, "Save and go on")


@pytest.mark.each_way
def test_the_skip_link_comes_first_and_leads_to_the_content(page):
    page.goto("/style")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_a_form_with_errors_says_so_in_the_title_and_takes_the_focus(page_js):
    page_js.goto("/style?wrong=1")

    assert page_js.title().startswith("Error: ")
    assert page_js.title().endswith("Bibi (Rabia) KHAN – Hearth")
    expect(page_js.locator(".nhsuk-error-summary")).to_be_focused()


@pytest.mark.each_way
def test_each_line_of_the_error_summary_leads_to_a_field(page):
    page.goto("/style?wrong=1")
    links = page.locator(".nhsuk-error-summary a")

    for link in links.all():
        field = page.locator(link.get_attribute("href"))
        assert field.count() == 1
        assert field.evaluate("e => ['INPUT', 'TEXTAREA', 'SELECT'].includes(e.tagName)")


def test_a_first_view_weighs_less_than_50_kilobytes_and_its_html_less_than_14(page_js):
    weights = weigh(page_js, "/style")

    assert weights["document"] <= 14_000, weights
    assert sum(weights.values()) <= 50_000, weights


BANNER = {
    "Bibi (Rabia) KHAN", "(she/her)", "Born", "9 April 1951 (75 years)",
    "NHS number", "999 000 0018", "Large print", "Interpreter: Urdu",
}  # fmt: skip


def printed(sheet: PageObject) -> list[tuple[str, float]]:
    """Return each piece of text on a sheet with its height above the foot, in points."""
    found = []

    def note(text, place, line, *font):
        if text.strip():
            found.append((text.strip(), line[4] * place[1] + line[5] * place[3] + place[5]))

    sheet.extract_text(visitor_text=note)
    return found


def test_a_print_names_the_person_on_every_sheet_and_covers_no_words(page_js):
    page_js.goto("/style")
    sheets = PdfReader(BytesIO(page_js.pdf(prefer_css_page_size=True))).pages

    assert len(sheets) > 2
    for sheet in sheets:
        pieces = printed(sheet)
        assert {words for words, _ in pieces} >= BANNER
        (foot_of_banner,) = [height for words, height in pieces if words == "Interpreter: Urdu"]
        rest = [piece for piece in pieces if piece[0] not in BANNER]
        assert [words for words, height in rest if height >= foot_of_banner] == []


def test_a_print_leaves_the_menus_out(page_js):
    page_js.goto("/style")
    page_js.emulate_media(media="print")

    assert not page_js.locator(".hearth-header, .hearth-tabs, .hearth-footer").first.is_visible()


@pytest.mark.parametrize("address", ADDRESSES)
def test_our_words_can_be_read_at_the_age_of_eleven(page_nojs, address):
    page_nojs.goto(address)

    assert_plain(page_nojs.content())
