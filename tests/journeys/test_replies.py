"""A group and a person answer by a link: narrow, without JavaScript, by keyboard, in two taps."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hearth.core.access import Role
from hearth.core.introductions.states import State
from hearth.records.introductions.queries import standing_of
from tests.journeys.conftest import NARROW
from tests.journeys.walking import assert_good, heading, press, session_of
from tests.replying import a_world_in_touch, group_link, person_link
from tests.world import a_post, an_account

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_group_and_then_the_person_answer_in_two_taps_and_a_lead_sees_it(
    new_context, live_server
):
    world, made = a_world_in_touch()
    page = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    of_group = f"/reply/{group_link(made, at=timezone.now())}/"
    page.goto(of_group)
    expect(page.get_by_text("Mill Lane Singers")).to_be_visible()
    expect(page.get_by_text("Bibi")).to_be_visible()
    assert_good(page)

    yes = page.get_by_role("button", name="Yes, they can come")
    yes.focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("Thank you")
    expect(page.get_by_text("Bibi")).to_be_visible()
    assert_good(page)
    assert standing_of(made).state is State.ACCEPTED
    page.goto(of_group)
    expect(heading(page)).to_have_text("This link does not open now")
    assert_good(page)

    page.goto(f"/reply/{person_link(made, at=timezone.now())}/")
    expect(heading(page)).to_have_text("Did you go?")
    expect(page.get_by_text("Mill Lane")).to_have_count(0)
    assert_good(page)
    press(page, "Yes, I went")
    expect(heading(page)).to_have_text("Thank you")
    assert standing_of(made).arrived_on

    lead = an_account("Hal Lead")
    a_post(lead, world.practice, Role.HOUSE_LEAD, "House lead")
    hers = new_context(viewport=NARROW, java_script_enabled=False)
    hers.add_cookies([session_of(lead, live_server.url)])
    figures = hers.new_page()
    figures.goto("/house/arrival/")
    expect(heading(figures)).to_have_text("Who gets there")
    assert_good(figures)
