"""A person finds something near: a reason, a no, the no taken back, and an idea in the plan."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.journeys.walking import assert_good, follow, go_by, heading, session_of
from tests.near import an_activity, lives_near
from tests.sharing import said
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)


def button(page, words: str):
    return page.get_by_role("button", name=re.compile(words))


def press_key_on(page, words: str) -> None:
    """Press a button by the keyboard alone, and wait for the page that answers."""
    button(page, words).focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def test_a_person_is_shown_what_is_near_says_no_takes_it_back_and_puts_it_in_the_plan(
    new_context, live_server
):
    world = a_world()
    lives_near(world)
    an_activity(world)
    said(world, world.person_account, text="I miss singing")
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(world.person_account, live_server.url)])
    page = context.new_page()

    page.goto(f"/people/{world.person.pk}/")
    follow(page, "Near me")
    expect(heading(page)).to_have_text("Things near me")
    expect(page.get_by_text("“I miss singing”")).to_be_visible()
    expect(page.get_by_text("Less than 0.1 miles; free; step-free")).to_be_visible()
    assert_good(page)

    press_key_on(page, "Not for me.*Mill Lane Singers")
    expect(page.get_by_text("Nothing else has changed.")).to_be_visible()
    expect(page.get_by_role("heading", name="What you said no to")).to_be_visible()
    assert_good(page)

    go_by(button(page, "Show it again.*Mill Lane Singers"))
    go_by(button(page, "Put it in my plan.*Mill Lane Singers"))
    expect(page.get_by_text("It is in the plan, as an idea.")).to_be_visible()
    expect(page.get_by_text("Tuesday, 10am to 11.30am").first).to_be_visible()
    assert_good(page)
    follow(page, "Find more things near me")
    expect(page.get_by_text("In the plan", exact=True)).to_be_visible()
