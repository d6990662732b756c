"""What people type is never lost: not with the connection, not with the laptop, not with a slip."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from hearth.records.plans.models import Draft
from hearth.web.sign_in.sessions import BACKEND
from tests.journeys.walking import eventually, go_by
from tests.world import World, a_round, a_world

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "My garden, and my grandson.\nÛn peth arall: canu. 🌻"
LOST = "No connection. Your words are kept on this device until it is back."
KEPT_HERE = "Object.keys(localStorage).filter(key => key.startsWith('hearth-draft:')).length"


@pytest.fixture
def world() -> World:
    world = a_world()
    a_round(world)
    return world


@pytest.fixture
def device(world, new_context, live_server):
    """Give a browser that Bibi is signed in to: a new device each time."""

    def make() -> BrowserContext:
        client = Client()
        client.force_login(world.person_account, backend=BACKEND)
        session = client.cookies["sessionid"].value
        context = new_context()
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context

    return make


@pytest.fixture
def question(world) -> str:
    return reverse("prepare-question", args=[world.person.pk, "what_matters"])


def open_at(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def box(page: Page):
    return page.locator("form[data-draft] textarea").first


def status(page: Page):
    return page.locator("[data-draft-status]")


def test_what_is_typed_is_there_on_another_device_without_a_press_of_a_button(device, question):
    first = device()
    page = open_at(first, question)
    box(page).fill(WORDS)
    expect(status(page)).to_contain_text("Saved as a draft at")
    first.close()

    expect(box(open_at(device(), question))).to_have_value(WORDS)


def test_a_page_that_is_closed_at_once_still_saves_its_words(device, question):
    context = device()
    page = open_at(context, question)
    box(page).fill(WORDS)
    page.goto("about:blank")

    expect(box(open_at(context, question))).to_have_value(WORDS)


def test_a_lost_connection_keeps_the_words_here_and_saves_them_when_it_is_back(device, question):
    context = device()
    page = open_at(context, question)
    context.set_offline(True)
    box(page).fill(WORDS)
    expect(status(page)).to_have_text(LOST)
    assert page.evaluate(KEPT_HERE) == 1

    context.set_offline(False)
    expect(status(page)).to_contain_text("Saved as a draft at")
    assert page.evaluate(KEPT_HERE) == 0
    assert WORDS in Draft.objects.get().fields.values()


def test_a_laptop_closed_without_a_connection_still_has_the_words(device, question):
    context = device()
    page = open_at(context, question)
    context.set_offline(True)
    box(page).fill(WORDS)
    expect(status(page)).to_have_text(LOST)
    page.close()
    context.set_offline(False)

    again = open_at(context, question)
    expect(box(again)).to_have_value(WORDS)
    assert eventually(lambda: any(WORDS in draft.fields.values() for draft in Draft.objects.all()))


def test_saving_without_a_connection_does_not_leave_the_page(device, question):
    context = device()
    page = open_at(context, question)
    context.set_offline(True)
    box(page).fill(WORDS)
    page.get_by_role("button", name="Save and go on").click()
    expect(status(page)).to_have_text(LOST)
    assert page.url.endswith(question)
    expect(box(page)).to_have_value(WORDS)

    context.set_offline(False)
    go_by(page.get_by_role("button", name="Save and go on"))
    page.wait_for_url(lambda url: not url.endswith(question))
    expect(box(open_at(context, question))).to_have_value(WORDS)


def test_what_was_saved_leaves_no_draft_behind(device, question):
    context = device()
    page = open_at(context, question)
    box(page).fill(WORDS)
    go_by(page.get_by_role("button", name="Save and go on"))
    page.wait_for_url(lambda url: not url.endswith(question))

    assert not Draft.objects.exists()
    assert page.evaluate(KEPT_HERE) == 0


def test_the_button_that_was_pressed_is_the_one_that_counts(device, question, world):
    page = open_at(device(), question)
    box(page).fill(WORDS)
    go_by(page.get_by_role("button", name="Save, and go on later"))
    page.wait_for_url(f"**{reverse('prepare', args=[world.person.pk])}")


def test_newer_words_from_another_device_are_not_covered_by_older_ones_kept_here(device, question):
    here, there = device(), device()
    page = open_at(here, question)
    here.set_offline(True)
    box(page).fill("Older words, typed here.")
    expect(status(page)).to_have_text(LOST)
    page.close()
    other = open_at(there, question)
    box(other).fill(WORDS)
    expect(status(other)).to_contain_text("Saved as a draft at")

    here.set_offline(False)
    expect(box(open_at(here, question))).to_have_value(WORDS)


def test_who_is_signed_out_while_typing_is_told_and_keeps_the_words(device, question):
    page = open_at(device(), question)
    Session.objects.all().delete()
    box(page).fill(WORDS)

    expect(status(page)).to_contain_text("You are signed out.")
    assert page.evaluate(KEPT_HERE) == 1


def test_signing_out_leaves_none_of_the_words_on_the_device(device, question):
    context = device()
    page = open_at(context, question)
    context.set_offline(True)
    box(page).fill(WORDS)
    expect(status(page)).to_have_text(LOST)
    context.set_offline(False)
    go_by(page.get_by_role("button", name="Sign out"))
    page.wait_for_url(lambda url: not url.endswith(question))

    assert page.evaluate(KEPT_HERE) == 0
