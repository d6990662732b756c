"""The person's plan in a real browser: read it, change it, answer it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.core.access import Action
from hearth.core.agreement import Answer, Party, Standing, Way
from hearth.core.plan import Review
from hearth.records.access.door import open_record
from hearth.records.plans.changes import versions
from hearth.records.plans.changes.entries import write
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.entries import current_entries, open_suggestions
from hearth.records.plans.queries.versions import versions as versions_of
from hearth.web.sign_in.sessions import BACKEND
from tests.journeys.browser import assert_accessible, tab_to, weigh
from tests.journeys.walking import go_by
from tests.world import a_round, a_supporter, a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db(transaction=True)

SAID_YES = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def signed_in(world, live_server):
    """Give a page the session of an account (the person's, unless named)."""

    def give(page: Page, account=None) -> Page:
        client = Client()
        client.force_login(account or world.person_account, backend=BACKEND)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])
        return page

    return give


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])


def record(world, account=None):
    return open_record(
        world.person.pk, by=account or world.person_account, at=timezone.now(), why="a test",
        action=Action.READ,
    )  # fmt: skip


def writes(world, account, kind, content, **more):
    return write(
        record=record(world, account), kind=kind, content=content, by=account, at=timezone.now(),
        **more,
    )  # fmt: skip


def freezes(world, said=SAID_YES):
    now = timezone.now()
    review = Review(now.date() + timedelta(days=90), "Ruth Adeyemi", "A visit at home")
    return versions.freeze(
        record=record(world, world.nurse), round=None, review=review, location="At home",
        by=world.nurse, at=now, identifiers={"NHS number": "999 000 0018"}, said=said,
    )  # fmt: skip


def a_full_plan(world):
    """A plan with every part of the page: alert, ladder, links, people in all three rings."""
    an_agreeable_plan(world)
    goal = writes(world, world.nurse, "goal", {
        "text": "Sleep through", "now": "Awake four times", "hoped_for": "Awake once",
        "status": "going",
    })  # fmt: skip
    said = {
        "alert": {"text": "Penicillin makes me very ill", "kind": "allergy"},
        "action": {
            "what": "Order a rail", "who": "Ruth", "when": "Soon", "due_on": "2026-01-05",
            "goal": goal.thread, "status": "to_do",
        },
        "contact": {"name": "Samira Khan", "relationship": "my daughter"},
        "community": {"what": "Lunch at the mosque", "when": "Fridays"},
        "professional": {"name": "Dr Lin", "role": "GP"},
    }  # fmt: skip
    for kind, content in said.items():
        writes(world, world.nurse, kind, content)


def held(world, kind):
    return [entry for entry in current_entries(record(world)) if entry.kind == kind]


@pytest.mark.each_way
def test_the_person_changes_a_line_of_their_plan_by_keyboard_alone(page, signed_in, world):
    an_agreeable_plan(world)
    freezes(world)
    signed_in(page).goto(at(world, "my-plan"))

    tab_to(page, "Change something")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Change my plan")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Change ?: Being there")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    tab_to(page, "What is most important to me")
    page.keyboard.press("Control+a")
    page.keyboard.type("My grandson, and my garden.")
    tab_to(page, "Save")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert held(world, "what_matters")[0].lead == "My grandson, and my garden."
    page.goto(at(world, "my-plan"))
    expect(page.get_by_text("Your plan has changed since it was agreed.")).to_be_visible()


def test_the_person_adds_something_that_nobody_asked_about(page, signed_in, world):
    signed_in(page).goto(at(world, "plan-draft"))

    go_by(page.get_by_role("link", name="Add something"))
    go_by(page.get_by_role("link", name="Strength", exact=True))
    page.get_by_label("Something I am good at").fill("I can cook for twenty")
    go_by(page.get_by_role("button", name="Save"))

    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert held(world, "strength")[0].lead == "I can cook for twenty"


@pytest.mark.each_way
def test_the_person_reads_the_plan_that_was_written_and_agrees(page, signed_in, world):
    an_agreeable_plan(world)
    freezes(world, said=None)
    signed_in(page).goto(at(world, "my-plan"))

    go_by(page.get_by_role("link", name="Read my plan"))
    expect(page.get_by_text("Walk to the mosque on Fridays")).to_be_visible()
    page.get_by_label("Yes, I agree to this plan").check()
    go_by(page.get_by_role("button", name="Give my answer"))

    expect(page.get_by_text("Thank you. Your plan is agreed.")).to_be_visible()
    assert versions_of(record(world))[0].standing is Standing.AGREED


def test_the_person_says_no_and_is_asked_why_before_it_is_kept(page, signed_in, world):
    an_agreeable_plan(world)
    freezes(world, said=None)
    signed_in(page).goto(at(world, "answer-plan"))

    page.get_by_label("No, it is not right yet").check()
    go_by(page.get_by_role("button", name="Give my answer"))
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("If no, or not quite: what is not right?").fill("Not on Tuesdays")
    go_by(page.get_by_role("button", name="Give my answer"))

    expect(page.get_by_text("Your plan is not agreed.")).to_be_visible()
    newest = versions_of(record(world))[0]
    assert newest.standing is Standing.NOT_AGREED
    assert newest.signatures[-1].reason == "Not on Tuesdays"


def test_the_person_decides_about_an_idea_with_both_texts_before_them(page, signed_in, world):
    done = writes(world, world.person_account, "strength", {"text": "My garden"})
    change = {"thread": done.thread, "base_number": 1}
    writes(world, world.nurse, "strength", {"text": "Her garden"}, why="Shorter", **change)
    signed_in(page).goto(at(world, "my-plan"))

    go_by(page.get_by_role("link", name="Look at it"))
    expect(page.get_by_text("My garden")).to_be_visible()
    expect(page.get_by_text("Her garden")).to_be_visible()
    go_by(page.get_by_role("button", name="No, keep my words"))

    expect(page.get_by_text("Your words stay as they are.")).to_be_visible()
    assert open_suggestions(record(world)) == []
    assert held(world, "strength")[0].lead == "My garden"


def test_two_people_who_write_at_once_lose_nothing(page, signed_in, world):
    done = writes(world, world.person_account, "strength", {"text": "Patience"})
    signed_in(page).goto(at(world, "entry-change", done.thread))
    change = {"thread": done.thread, "base_number": 1}
    writes(world, world.person_account, "strength", {"text": "Patience, cooking"}, **change)

    page.get_by_label("Something I am good at").fill("Patience, singing")
    go_by(page.get_by_role("button", name="Save"))

    expect(page.get_by_text("Patience, cooking").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Something I am good at").fill("Patience, cooking, singing")
    go_by(page.get_by_role("button", name="Save these words"))
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert held(world, "strength")[0].lead == "Patience, cooking, singing"


def test_words_that_were_not_saved_are_there_on_another_device(new_context, signed_in, world):
    page = signed_in(new_context().new_page())
    page.goto(at(world, "entry-add", "strength"))
    page.get_by_label("Something I am good at").fill("I can cook for twenty")
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    page.context.close()

    other = signed_in(new_context(java_script_enabled=False).new_page())
    other.goto(at(world, "entry-add", "strength"))

    expect(other.get_by_label("Something I am good at")).to_have_value("I can cook for twenty")
    expect(other.get_by_text("These are the words you typed last time.")).to_be_visible()


def pages_of(world):
    """Every page of the plan, with everything on it."""
    thread = held(world, "goal")[0].thread
    return [
        at(world, "my-plan"), at(world, "plan-draft"), at(world, "versions"),
        at(world, "version", 1), at(world, "changes"), at(world, "suggestions"),
        at(world, "answer-plan"), at(world, "entry-kinds"), at(world, "entry-add", "action"),
        at(world, "entry-change", thread), at(world, "entry-take-out", thread),
        at(world, "entry-history", thread),
    ]  # fmt: skip


def filled(world):
    """A plan that is offered, changed since, with an idea that waits."""
    a_full_plan(world)
    freezes(world, said=None)
    mine = writes(world, world.person_account, "strength", {"text": "Patience"})
    change = {"thread": mine.thread, "base_number": 1}
    writes(world, world.nurse, "strength", {"text": "Patience, cooking"}, why="Ask", **change)


@pytest.mark.any_engine
def test_every_page_of_the_plan_is_accessible_to_the_person(any_colours, signed_in, world):
    filled(world)
    signed_in(any_colours)

    for address in pages_of(world):
        any_colours.goto(address)
        assert_accessible(any_colours)


def test_every_page_of_the_plan_is_accessible_to_staff_and_supporters(narrow, signed_in, world):
    filled(world)
    a_supporter(world)

    for account in (world.nurse, world.daughter):
        signed_in(narrow, account)
        for address in pages_of(world):
            narrow.goto(address)
            assert_accessible(narrow)


def test_an_empty_plan_and_an_agreed_one_are_accessible(narrow, signed_in, world):
    signed_in(narrow).goto(at(world, "my-plan"))
    assert_accessible(narrow)

    a_round(world)
    a_full_plan(world)
    freezes(world)
    narrow.goto(at(world, "my-plan"))
    assert_accessible(narrow)


def test_a_form_that_is_refused_is_accessible_and_leads_to_what_is_missing(
    page_js, signed_in, world
):
    signed_in(page_js).goto(at(world, "entry-add", "action"))

    go_by(page_js.get_by_role("button", name="Save"))

    expect(page_js.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert_accessible(page_js)
    go_by(page_js.get_by_role("link", name="Write what will be done."))
    expect(page_js.get_by_label("What will be done")).to_be_focused()


@pytest.mark.any_engine
def test_the_plan_is_light_enough_for_a_slow_line(page_js, signed_in, world, live_server):
    filled(world)
    signed_in(page_js)

    weights = weigh(page_js, live_server.url + at(world, "my-plan"))

    assert weights["document"] <= 14_000
    assert sum(weights.values()) <= 50_000
