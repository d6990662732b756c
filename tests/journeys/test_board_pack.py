"""A House lead has an hour before the board meets: late work is moved, and a pack is made."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hearth.core.house.assessing import Rating
from hearth.core.house.work import Said, WorkState
from hearth.records.workplan.changes import add_work
from hearth.records.workplan.queries import work_of
from tests.house import a_house, an_assessment, answer_all
from tests.journeys.conftest import NARROW
from tests.journeys.walking import (
    assert_good,
    assert_refused,
    follow,
    heading,
    press,
    session_of,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


@pytest.fixture
def house():
    held = a_house()
    answer_all(held, an_assessment(held), letter_before=Rating.NEEDS_WORK)
    add_work(
        community=held.community, by=held.lead, at=timezone.now() - timedelta(days=60),
        said=Said("Rewrite the letter", due=timezone.localdate() - timedelta(days=9)),
        elements=["letter-before"], owner=held.arthur,
    )  # fmt: skip
    return held


def test_a_lead_brings_the_plan_up_to_date_and_makes_a_pack_in_four_clicks_on_a_small_screen(
    house, new_context, live_server
):
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(house.lead, live_server.url)])
    page = context.new_page()

    page.goto(reverse("house"))
    follow(page, "Work plan")
    expect(page.get_by_text("9 days late")).to_be_visible()
    assert_good(page)
    follow(page, "Rewrite the letter")
    assert_good(page)
    page.get_by_label("Stopped").check()
    press(page, "Save")
    assert_refused(page)
    page.get_by_label("Done").check()
    press(page, "Save")
    assert work_of(house.community)[0].state is WorkState.DONE

    follow(page, "The work plan")
    follow(page, "Write down an action")
    page.get_by_label("What is to be done?").fill("Send the preparation letter two weeks before")
    press(page, "Suggest what it is for")
    assert_good(page)
    page.get_by_role("group", name="From your words").get_by_role("checkbox").first.check()
    press(page, "Save")
    assert work_of(house.community)[1].elements

    follow(page, "Board pack")
    expect(heading(page)).to_have_text("Board pack")
    assert_good(page)
    page.get_by_label("What does the board have to decide?").fill("Pay for large print.")
    press(page, "Make the pack")
    expect(page.get_by_text("Pay for large print.")).to_be_visible()
    expect(page.get_by_text("Done: Rewrite the letter.")).to_be_visible()
    assert_good(page)
    for words, ending in (("(PDF)", ".pdf"), ("(Word)", ".docx"), ("(CSV)", ".csv")):
        with page.expect_download() as download:
            page.get_by_role("link", name=words).click()
        assert download.value.suggested_filename.endswith(ending)
