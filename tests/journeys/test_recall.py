"""The recall of a month: looked at, sent, taken back, sent again, and answered by telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hearth.records.outbox.models import Message
from hearth.records.recall.models import Reply
from tests.journeys.walking import assert_good, follow, go_by, heading, press, session_of
from tests.recalling import put, some_people
from tests.world import a_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


@pytest.fixture
def world():
    """Twelve people at the practice, all due this month."""
    world = a_world()
    born = timezone.localdate().replace(year=1950, day=3)
    put(some_people(world, 12, born=born), at=timezone.now() - timedelta(days=1))
    return world


def test_a_month_is_invited_with_three_clicks_and_taken_back_with_one(page_js, world, live_server):
    page = page_js
    page.context.add_cookies([session_of(world.administrator, live_server.url)])
    page.goto(reverse("today"))
    follow(page, "Who to ask this month")
    assert_good(page)
    follow(page, "Look at 12 invitations")
    assert_good(page)
    press_first(page, "Send to all who are ticked")

    expect(heading(page)).to_have_text("12 invitations")
    assert_good(page)
    assert Message.objects.filter(next_at__isnull=False).count() == 12
    press(page, "Take them all back")
    expect(page.get_by_text("Taken back. Nothing was sent.")).to_be_visible()
    assert not Message.objects.filter(next_at__isnull=False).exists()

    follow(page, "Back to the month")
    follow(page, "Look at 12 invitations")
    page.get_by_label("Ada BYRON 003").uncheck()
    press_first(page, "Send to all who are ticked")
    expect(heading(page)).to_have_text("11 invitations")
    follow(page, "Ada BYRON 001")
    press(page, "They said yes")
    expect(page.get_by_text("Saved: they said yes.")).to_be_visible()
    assert_good(page)
    assert Reply.objects.get().recall.person.family_name == "Byron 001"


def press_first(page, words):
    """A long form has its button above and below."""
    go_by(page.get_by_role("button", name=words, exact=True).first)
