"""Somebody looks for something near: without a sign-in, on a small phone, with the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.journeys.walking import assert_good, follow, heading, press
from tests.near import a_site, an_activity
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_somebody_searches_with_the_keyboard_on_a_small_screen_without_javascript(new_context):
    world = a_world()
    page = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    page.goto("/near/")
    expect(page.get_by_text("The list is empty")).to_be_visible()
    assert_good(page)

    an_activity(world, "Tea at Two", description="A coffee morning.")
    an_activity(world, "Coffee for all", description="A coffee morning.",
                service_at_locations=[a_site(latitude=53.71, access="")])  # fmt: skip
    page.get_by_label("What would you like?").focus()
    page.keyboard.type("zeppelin")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    assert_good(page)

    page.get_by_label("What would you like?").fill("I feel lonely")
    page.get_by_label("Where?").fill("Calderwick")
    page.locator("summary", has_text="More choices").focus()
    page.keyboard.press("Enter")
    page.get_by_label("It must have no steps").check()
    press(page, "Find")
    expect(page.get_by_text("1 found")).to_be_visible()
    expect(page.get_by_text("Coffee and a chat")).to_be_visible()
    follow(page, "Show 1 more that did not say")
    page.get_by_text("See how far and which way").click()
    assert_good(page)

    follow(page, "Coffee for all")
    expect(heading(page)).to_have_text("Coffee for all")
    assert_good(page)
