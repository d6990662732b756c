"""A person does not agree: from the first word to the answer, in a browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.records.appeals.models import AppealStep
from tests.disagreeing import WANTED, WHY, someone_new
from tests.journeys.walking import (
    assert_good,
    assert_refused,
    follow,
    go_by,
    heading,
    press,
    session_of,
)
from tests.world import a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    world = a_world()
    an_agreeable_plan(world)
    return world


def test_a_person_disagrees_and_gets_an_answer_from_someone_who_was_not_involved(
    new_context, live_server, world
):
    page = new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    new = someone_new(world)

    def become(account, name, *more) -> Page:
        page.context.clear_cookies()
        page.context.add_cookies([session_of(account, live_server.url)])
        page.goto(reverse(name, args=more))
        return page

    become(world.person_account, "my-plan", world.person.pk)
    follow(page, "If you do not agree")
    assert_good(page)
    follow(page, "Say what you do not agree with")
    press(page, "Send it")
    assert_refused(page)
    page.get_by_label("What do you not agree with?").select_option("My goals")
    page.get_by_label("What is not right?").fill(WHY)
    page.get_by_label("What would put it right?").fill(WANTED)
    press(page, "Send it")
    expect(page.get_by_text("Thank you. It is written down, with the day.")).to_be_visible()
    assert_good(page)
    appeal = AppealStep.objects.get().appeal_id

    become(world.nurse, "today")
    assert_good(page)
    item = page.get_by_role("listitem").filter(has_text="Someone does not agree")
    go_by(item.get_by_role("link"))
    follow(page, "Say that we have it")
    assert_good(page)
    press(page, "Say that we have it")
    follow(page, "Set a day to talk")
    soon = timezone.localdate() + timedelta(days=3)
    for label, number in (("Day", soon.day), ("Month", soon.month), ("Year", soon.year)):
        page.get_by_label(label, exact=True).fill(str(number))
    page.get_by_label("Where, and at what time?").fill("At home, at 10")
    press(page, "Save this day")
    follow(page, "We have talked")
    assert_good(page)
    page.get_by_label("What did each of you say?").fill("I said that you rest a lot.")
    press(page, "Save what was said")
    follow(page, "Ask the four questions")
    assert_good(page)
    for group in page.get_by_role("group").all():
        group.get_by_label("No", exact=True).check()
    press(page, "Save")

    become(world.person_account, "appeal", world.person.pk, appeal)
    follow(page, "Ask for a fresh look")
    assert_good(page)
    press(page, "Ask for a fresh look")

    become(world.nurse, "appeal", world.person.pk, appeal)
    follow(page, "Choose who takes a fresh look")
    expect(page.get_by_text("They are or were the key worker.")).to_be_visible()
    assert_good(page)
    page.get_by_label("Who will take the fresh look?").select_option(
        "Asha Bell, Team lead, Holmbeck Council"
    )
    press(page, "Start the fresh look")

    become(new.account, "appeal", world.person.pk, appeal)
    follow(page, "Give the answer")
    page.get_by_label("What did you find, and why?").fill("You want to walk. The plan was wrong.")
    page.get_by_label("What will be put right?").fill("We write it again with you.")
    page.get_by_label("Who will see that it is put right?").select_option(
        "Ruth Adeyemi, Practice nurse, Mill Lane Surgery"
    )
    press(page, "Give the answer")

    become(world.person_account, "my-plan", world.person.pk)
    expect(page.get_by_text("Not everyone agrees with a part of this plan.")).to_be_visible()
    follow(page, "“My goals”")
    expect(page.get_by_text("We write it again with you.")).to_be_visible()
    assert_good(page)
    go_by(page.get_by_role("link").filter(has_text="Our answer"))
    expect(heading(page)).to_have_text("Our answer")
    assert_good(page)
