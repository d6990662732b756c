"""A health link, as the person who makes it and the clinic that opens it meet it in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.journeys.walking import assert_good, assert_refused, follow, go_by, press, session_of
from tests.linking import agree
from tests.world import a_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


def test_a_health_link_is_made_opened_in_the_browser_and_ended(new_context, live_server):
    world = a_world()
    agree(world)
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(world.person_account, live_server.url)])
    hers = context.new_page()
    hers.goto(reverse("health-links", args=[world.person.pk]))
    assert_good(hers)
    follow(hers, "Make a health link")
    assert_good(hers)
    press(hers, "Make the link")
    assert_refused(hers)
    hers.get_by_label("What do you call this link?").fill("For the clinic")
    hers.get_by_label("What matters to me").check()
    hers.get_by_label("Passcode").fill("4821 9037")
    press(hers, "Make the link")
    expect(hers.get_by_alt_text("A code to scan. It opens your health link.")).to_be_visible()
    assert_good(hers)
    address = hers.locator(".hearth-code").inner_text().strip()

    without = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    without.goto(address)
    expect(without.get_by_text("it needs JavaScript")).to_be_visible()
    assert_good(without)

    clinic = new_context(viewport=NARROW).new_page()
    clinic.goto(address)
    expect(clinic.get_by_text("For the clinic")).to_be_visible()
    assert_good(clinic)
    clinic.get_by_label("Who are you?").fill("Dr Ahmed")
    clinic.get_by_label("Passcode").fill("0000 0000")
    clinic.get_by_role("button", name="Open the plan").click()
    expect(clinic.get_by_text("You can try 4 more times.")).to_be_visible()
    clinic.get_by_label("Passcode").fill("4821 9037")
    clinic.get_by_role("button", name="Open the plan").click()
    expect(clinic.get_by_text("Being there when my grandson comes")).to_be_visible()
    expect(clinic.get_by_text("This plan is agreed.")).to_be_visible()
    expect(clinic.get_by_role("link", name="Keep the plan as a PDF")).to_be_visible()
    expect(clinic.get_by_text("rescue pack")).to_have_count(0)
    assert_good(clinic)

    follow(hers, "I have it")
    expect(hers.get_by_text("Dr Ahmed")).to_be_visible()
    go_by(hers.get_by_role("button", name="End this link"))
    expect(hers.get_by_text("The link is ended.")).to_be_visible()
    assert_good(hers)
