"""A House lead brings an agenda, tags its lines, and sees what it leaves out."""

import re

import pytest
from playwright.sync_api import expect

from tests.house import a_house
from tests.journeys.conftest import NARROW
from tests.journeys.walking import (
    assert_good,
    assert_refused,
    follow,
    go_by,
    heading,
    press,
    session_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

AGENDA = """1. Welcome (5 min)
2. Recall letters and non-responders (30 min)
3. Rooms for longer appointments (20 min)
4. A walk to the allotment with the new group (10 min)
"""


def test_an_agenda_is_held_against_the_house_on_a_small_screen_without_javascript(
    new_context, live_server
):
    house = a_house()
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(house.lead, live_server.url)])
    page = context.new_page()

    page.goto("/house/")
    follow(page, "Meetings")
    follow(page, "Check an agenda")
    expect(heading(page)).to_have_text("Check an agenda")
    assert_good(page)
    follow(page, "Bring one")
    press(page, "Read it")
    assert_refused(page)
    page.get_by_label("Give it a name").fill("Autumn meeting")
    page.get_by_label("Or paste the words").fill(AGENDA)
    press(page, "Read it")

    expect(page.get_by_text("0 of 4 lines done.")).to_be_visible()
    assert_good(page)
    follow(page, "Tick all guesses on this page")
    rooms = page.get_by_label("Roles, rooms and a long slot")
    expect(rooms).to_be_checked()
    assert_good(page)
    rooms.uncheck()
    press(page, "Save, and see what comes out")
    expect(page.get_by_text("30 of 30 minutes go to the roof.")).to_be_visible()
    assert_good(page)

    follow(page, "Change the tags")
    expect(page.get_by_label("Roles, rooms and a long slot")).not_to_be_checked()
    go_by(page.get_by_role("link", name=re.compile("allotment")))
    page.locator("summary", has_text="Foundation").click()
    page.get_by_label("Local groups that can last").check()
    assert_good(page)
    press(page, "Save")
    follow(page, "See what comes out so far")
    expect(page.get_by_text("30 of 40 minutes go to the roof.")).to_be_visible()

    follow(page, "Take lines over")
    page.get_by_label("A walk to the allotment").check()
    press(page, "Take them over")
    expect(page.get_by_text("In the work plan now: 1.")).to_be_visible()
    follow(page, "The year")
    expect(page.get_by_text("Metrics: not touched yet.").first).to_be_visible()
    assert_good(page)
