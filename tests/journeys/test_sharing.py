"""The person shares with a colleague from afar, takes it back, closes a line, and leaves."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from hearth.core.words import Section
from tests.journeys.walking import (
    assert_good,
    assert_refused,
    follow,
    go_by,
    heading,
    press,
    session_of,
)
from tests.sharing import an_outsider, said
from tests.world import a_supporter, a_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def signed_in(world, live_server):
    """Give a page the session of an account (the person's, unless named)."""

    def give(page: Page, account=None) -> Page:
        page.context.clear_cookies()
        page.context.add_cookies([session_of(account or world.person_account, live_server.url)])
        return page

    return give


@pytest.fixture
def somewhere_else(settings, live_server):
    """The network is closed: leaving leads to a page of ours that says nothing of anyone."""
    wording = {**settings.JURISDICTION.wording, "exit_to": f"{live_server.url}/invitation/"}
    settings.JURISDICTION = replace(settings.JURISDICTION, wording=wording)


def at(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


def test_a_share_is_made_read_and_stopped(narrow, new_context, signed_in, world):
    colleague, _ = an_outsider()
    said(world, world.nurse)
    said(world, world.nurse, "need", text="Help with the bath")
    a_supporter(world, sections={Section.GOALS})
    page = signed_in(narrow)
    page.goto(at(world, "my-plan"))
    follow(page, "Who sees it")
    expect(heading(page)).to_have_text("Who sees my plan")
    assert_good(page)
    follow(page, "Share my plan")
    page.get_by_label("Who do you want to share with?").fill("nadia")
    press(page, "Find")
    assert_good(page)
    follow(page, "Nadia Shah, Social worker, Harbour Trust")
    press(page, "Share it")
    assert_refused(page)
    page.get_by_label("My goals").check()
    page.get_by_label("What is it for?").fill("To plan my move")
    assert_good(page)
    press(page, "Share it")
    expect(page.get_by_text("It is shared.")).to_be_visible()
    assert_good(page)
    follow(page, "See it as they see it")
    expect(page.get_by_role("main")).to_contain_text("Walk to the mosque")
    expect(page.get_by_role("main")).not_to_contain_text("Help with the bath")
    assert_good(page)

    hers = signed_in(new_context(java_script_enabled=False).new_page(), colleague)
    hers.goto("/")
    follow(hers, "Shared")
    assert_good(hers)
    follow(hers, "Bibi (Rabia) KHAN")
    expect(hers.get_by_role("main")).to_contain_text("Walk to the mosque")
    expect(hers.get_by_role("main")).not_to_contain_text("Help with the bath")

    page.goto(at(world, "sharing"))
    go_by(page.get_by_role("button", name="Stop sharing"))
    expect(page.get_by_text("It is no longer shared.")).to_be_visible()
    assert hers.goto(at(world, "my-plan")).status == 404


def test_a_line_and_a_part_are_closed_and_opened_again(narrow, new_context, signed_in, world):
    done = said(world, world.person_account, "need", text="A talk about the bottle")
    page = signed_in(narrow)
    page.goto(at(world, "plan-draft"))
    go_by(page.locator(f"#entry-{done.thread}").get_by_role("link", name="Close"))
    assert_good(page)
    press(page, "Close it")
    expect(heading(page)).to_have_text("What I closed")
    assert_good(page)
    page.goto(at(world, "plan-draft"))
    expect(page.locator(f"#entry-{done.thread}")).to_contain_text("Only you see this")
    page.goto(at(world, "sharing-parts"))
    assert_good(page)
    go_by(page.locator("[aria-labelledby=part-goals]").get_by_role("link", name="Close it"))
    assert_good(page)
    press(page, "Close it")

    theirs = signed_in(new_context().new_page(), world.nurse)
    theirs.goto(at(world, "plan-draft"))
    expect(theirs.get_by_text("the bottle")).to_have_count(0)
    go_by(page.get_by_role("button", name="Open it again").first)
    expect(page.get_by_text("It is open again.")).to_be_visible()
    theirs.goto(at(world, "plan-draft"))
    expect(theirs.get_by_text("the bottle").first).to_be_visible()
    theirs.goto(at(world, "entry-add", "risk"))
    assert_good(theirs)
    theirs.goto(at(world, "seals"))
    assert_good(theirs)


def test_three_presses_of_escape_leave_at_once_and_going_back_shows_nothing(
    page_js, signed_in, world, somewhere_else
):
    page = signed_in(page_js)
    page.goto(at(world, "my-plan"))
    assert_good(page)
    page.goto(at(world, "who-looked"))
    assert_good(page)
    for _ in range(3):
        page.keyboard.press("Escape")

    page.wait_for_url("**/invitation/")
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_text("KHAN")).to_have_count(0)


def test_without_a_script_the_same_link_leaves(narrow, signed_in, world, somewhere_else):
    page = signed_in(narrow)
    page.goto(at(world, "my-plan"))
    follow(page, "Exit this page")

    page.wait_for_url("**/invitation/")
    page.goto(at(world, "my-plan"))
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
