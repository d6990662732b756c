"""A steering group meets: the agenda, the meeting itself, and the minutes, on a small screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hearth.core.access import Role
from hearth.core.house.assessing import Voice
from hearth.records.house.changes import give_seat
from hearth.records.meetings.models import Meeting
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
from tests.world import a_post, a_world, an_account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def priya():
    world = a_world()
    account = an_account("Priya Nair")
    a_post(account, world.practice, Role.HOUSE_LEAD, "House lead")
    give_seat(
        community=world.practice.community, to=account, voice=Voice.STAFF, by=None,
        at=timezone.now(),
    )  # fmt: skip
    return account


def fill_day(page, name, day):
    group = page.get_by_role("group", name=name)
    for part in ("day", "month", "year"):
        group.get_by_label(part.capitalize()).fill(str(getattr(day, part)))


def test_a_lead_drafts_an_agenda_holds_the_meeting_and_agrees_its_minutes_without_javascript(
    new_context, live_server, priya
):
    context = new_context(viewport=NARROW, java_script_enabled=False)
    context.add_cookies([session_of(priya, live_server.url)])
    page, today = context.new_page(), timezone.localdate()
    page.goto("/house/meetings/")
    expect(heading(page)).to_have_text("Meetings")
    assert_good(page)

    follow(page, "Plan a meeting")
    press(page, "Plan it, and draft an agenda")
    assert_refused(page)
    fill_day(page, "Which day?", today + timedelta(days=7))
    page.get_by_label("How many minutes?").fill("60")
    press(page, "Plan it, and draft an agenda")
    expect(heading(page)).to_have_text("The agenda")
    expect(page.get_by_text("Nobody has rated the left wall yet.").first).to_be_visible()
    assert_good(page)

    weak = page.get_by_role("listitem").filter(has_text="Rate the left wall")
    go_by(weak.get_by_role("button", name="Down"))
    go_by(page.get_by_role("button", name="Put it on").first)
    expect(page.get_by_text("more than the meeting has")).to_be_visible()
    follow(page, "Add an item")
    page.get_by_label("What is it about?").fill("The walk by the canal")
    page.locator("summary").filter(has_text="Foundation").click()
    page.get_by_role("group", name="Foundation").get_by_role("checkbox").first.check()
    assert_good(page)
    press(page, "Save")
    expect(page.get_by_text("The walk by the canal").first).to_be_visible()

    Meeting.objects.update(starts=timezone.now() - timedelta(minutes=5))
    follow(page, "This is the agenda. Go on")
    assert_good(page)
    follow(page, "Write the minutes")
    expect(page.get_by_text("55 minutes left.")).to_be_visible()
    assert_good(page)

    page.get_by_label("In one line").fill("Arthur reads each letter first.")
    press(page, "Write it down")
    page.get_by_label("An action").check()
    page.get_by_label("In one line").fill("Send the letter to Arthur")
    press(page, "Write it down")
    assert_refused(page)
    page.get_by_label("Who does it?").fill("Priya Nair")
    fill_day(page, "By when?", today + timedelta(days=14))
    press(page, "Write it down")
    expect(page.get_by_text("It is in the work plan now.")).to_be_visible()

    words = page.get_by_label("What was said").first
    words.fill("We read the letter out loud.")
    go_by(words.locator("xpath=ancestor::form").get_by_role("button"))
    page.get_by_role("group", name="Who is here?").get_by_label("Priya Nair").check()
    page.get_by_label("Who else is here?").fill("Arthur Fairclough")
    press(page, "Save who is here")

    follow(page, "Read the minutes")
    expect(page.get_by_text("Arthur reads each letter first.")).to_be_visible()
    expect(page.get_by_text("Arthur Fairclough, Priya Nair")).to_be_visible()
    assert_good(page)
    press(page, "The group agreed these minutes")
    expect(page.get_by_text("Agreed on")).to_be_visible()
    assert_good(page)
