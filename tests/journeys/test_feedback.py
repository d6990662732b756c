"""Somebody says how it went; the House lead puts it in a theme and answers; all can read it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from hearth.core.access import Role
from hearth.records.feedback.models import FeedbackGiven
from tests.journeys.conftest import NARROW
from tests.journeys.walking import (
    answered_with,
    assert_good,
    assert_refused,
    follow,
    heading,
    press,
    session_of,
)
from tests.saying import WORDS, a_post_in
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_taps_without_a_name_become_an_answer_that_all_can_read(new_context, live_server):
    cache.clear()
    world = a_world()
    lead = a_post_in(world, "Hal Lead", Role.HOUSE_LEAD)
    page = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    page.goto("/feedback/")
    expect(heading(page)).to_have_text("How did it go?")
    with answered_with(page, 422):
        page.get_by_role("button", name="Send").click()
    assert_refused(page)
    page.get_by_label("Not so good").check()
    page.get_by_label("Getting ready").check()
    page.get_by_label("Yes, to anyone. It may go on a poster.").check()
    page.get_by_label("In your own words").fill(WORDS)
    press(page, "Send")
    expect(heading(page)).to_have_text("Thank you. We have it.")
    assert_good(page)
    assert FeedbackGiven.objects.get().by is None
    # A night goes by: nobody reads it on the day on which it came.
    FeedbackGiven.objects.update(day=timezone.localdate() - timedelta(days=1))

    staff = new_context(viewport=NARROW)
    staff.add_cookies([session_of(lead, live_server.url)])
    desk = staff.new_page()
    desk.goto("/house/feedback/")
    assert_good(desk)
    follow(desk, "Read what is new (1)")
    assert_good(desk)
    desk.get_by_label("A new theme").fill("Say that you can bring someone")
    press(desk, "Save and read the next")
    expect(desk.get_by_text("You have read it all.")).to_be_visible()
    follow(desk, "All themes")
    expect(desk.get_by_text("Waits 0 days for an answer.")).to_be_visible()
    assert_good(desk)
    follow(desk, "Say that you can bring someone")
    desk.get_by_label("We did this").check()
    desk.get_by_label("Say it in plain words").fill("The letter says so now.")
    press(desk, "Answer")
    expect(desk.get_by_text("We did this").first).to_be_visible()
    assert_good(desk)

    follow(page, "See what people said, and what we did")
    expect(page.get_by_text("The letter says so now.")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert_good(page)
