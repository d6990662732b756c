"""A House lead finds people without code: builds a search, reads it, saves it and runs it."""

import re

import pytest
from playwright.sync_api import expect

from tests.finding import a_lead, an_extract, crowd
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
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_house_lead_builds_a_search_and_runs_it_on_a_small_screen_without_javascript(
    new_context, live_server, tmp_path, settings
):
    settings.HOME = tmp_path
    an_extract(tmp_path, crowd())
    lead = a_lead(a_world())
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(lead, live_server.url)])
    page = context.new_page()

    page.goto("/")
    follow(page, "Find people")
    expect(heading(page)).to_have_text("Find people")
    assert_good(page)
    follow(page, "Make a new search")
    page.get_by_label("What do you call this search?").fill("Older people")
    page.get_by_label("What is it for?").fill("To ask them if they want a plan.")
    press(page, "Make this search")

    expect(page.get_by_text("It finds 400 people.")).to_be_visible()
    assert_good(page)
    follow(page, "Add a condition")
    assert_good(page)
    page.get_by_label("How old they are").check()
    press(page, "Go on")
    press(page, "Add this condition")
    assert_refused(page)
    page.get_by_label("From what age?").fill("65")
    press(page, "Add this condition")
    expect(page.get_by_text("It finds 175 people.")).to_be_visible()

    page.locator("summary", has_text="They are 65 or over").click()
    assert_good(page)
    go_by(page.get_by_role("button", name=re.compile("must not be true.*65 or over")))
    expect(page.get_by_text("It finds 225 people.")).to_be_visible()

    page.get_by_label("Why did you change it?").fill("A first try.")
    press(page, "Save this search")
    expect(page.get_by_text("Saved. Others see it now.")).to_be_visible()
    assert_good(page)
    press(page, "Run this search")
    expect(page.get_by_text("It found 225 people.")).to_be_visible()
    assert_good(page)
    follow(page, "Back to the search")
    follow(page, "Version 2")
    assert_good(page)
