"""The figures as a House lead meets them: on a small screen, without scripts, with the keyboard."""

from datetime import date

import pytest
from playwright.sync_api import expect

from hearth.core.metrics.figures import Figure, Groups, Row, Shown
from hearth.records.metrics import queries
from hearth.records.metrics.changes import Elsewhere, record_elsewhere, record_results
from tests.house import a_house
from tests.journeys.conftest import NARROW
from tests.journeys.walking import assert_good, follow, heading, session_of
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)

METRIC = queries.catalogue().by_code["prompts-in-time"]
BY_SEX = Groups("sex", "Sex", (Row("female", 140, 60), Row("male", 120, 70), Row("not known")))


@pytest.fixture
def house(db):
    """A House with a year of one figure, and with five communities that count it as we do."""
    made = a_house()
    days = [date(2025 + month // 12, month % 12 + 1, 28) for month in range(12)]
    counts = (200, 205, 200, 205, 200, 205, 130, 135, 130, 135, 130, 130)
    figures = [
        Figure(METRIC.code, METRIC.hash, day, Shown(count, 260, groups=(BY_SEX,)), extract_day=day)
        for day, count in zip(days, counts, strict=True)
    ]
    record_results(community=made.community, figures=figures, by=None, at=NOW)
    others = [
        Elsewhere(f"Place {n}", METRIC.code, METRIC.hash, days[0], 150 + n, 200) for n in range(5)
    ]
    record_elsewhere(figures=others, by=None, at=NOW)
    return made


def test_a_figure_is_found_and_read_with_its_course_its_groups_and_who_is_beside_it(
    house, new_context, live_server
):
    context = new_context(java_script_enabled=False, viewport=NARROW)
    context.add_cookies([session_of(house.lead, live_server.url)])
    page = context.new_page()
    page.goto(f"{live_server.url}/house/")

    follow(page, "Figures")
    expect(page.get_by_role("heading", name="Look at these first")).to_be_visible()
    assert_good(page)

    follow(page, METRIC.question)
    expect(heading(page)).to_have_text(METRIC.question)
    for name in ("Run chart", "Sex. female: 43% of 140", "Funnel plot"):
        expect(page.get_by_role("img", name=name)).to_be_visible()
    expect(page.get_by_text("Holmbeck: beyond chance.")).to_be_visible()
    assert_good(page)

    page.locator("summary", has_text="See the numbers").first.press("Enter")
    expect(page.get_by_role("table", name="The numbers, the newest first")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="This figure as a table").click()
    assert taken.value.suggested_filename == f"{METRIC.code}.csv"

    follow(page, "All figures")
    follow(page, "How each figure is counted")
    assert_good(page)
