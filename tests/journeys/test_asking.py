"""Anyone asks for a conversation; the practice finds out who it is, and says yes."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from hearth.records.referrals.models import Referral
from tests.journeys.conftest import NARROW
from tests.journeys.walking import (
    answered_with,
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


def test_anyone_asks_without_a_sign_in_and_the_practice_answers(new_context, live_server):
    cache.clear()
    world = a_world()
    page = new_context(viewport=NARROW).new_page()
    page.goto("/ask/")
    assert_good(page)
    follow(page, "I ask for someone else")
    assert_good(page)
    with answered_with(page, 422):
        page.get_by_role("button", name="Send").click()
    assert_refused(page)
    page.get_by_label("Which service do you ask?").select_option("Mill Lane Surgery")
    page.get_by_label("Their name").fill("Rabia Khan")
    page.get_by_label("How can we reach them?").fill("At home")
    page.get_by_label("Why do you ask?").fill("She is on her own a lot.")
    page.get_by_label("Yes, they know and want this").check()
    page.get_by_label("Your name").fill("Ann Bell")
    page.get_by_label("How can we reach you?").fill("01632 960177")
    press(page, "Send")
    expect(heading(page)).to_have_text("Thank you. We have it.")
    assert_good(page)

    staff = new_context()
    staff.add_cookies([session_of(world.administrator, live_server.url)])
    page = staff.new_page()
    page.goto("/lists/")
    assert_good(page)
    follow(page, "People who ask for a conversation")
    assert_good(page)
    follow(page, "Rabia Khan")
    assert_good(page)
    go_by(page.get_by_role("button", name="This is them"))
    expect(page.get_by_text("She is on her own a lot.")).to_be_visible()
    assert_good(page)
    page.get_by_label("Yes, we offer it").check()
    press(page, "Save the answer")
    expect(heading(page)).to_have_text("Start a round")
    assert_good(page)
    page.goto("/asks/")
    expect(page.get_by_text("Everyone who asked has an answer.")).to_be_visible()
    assert Referral.objects.get().answered.answer == "accepted"
    for path in ("/lists/due/", "/together/", "/statement/"):
        page.goto(path)
        assert_good(page)
