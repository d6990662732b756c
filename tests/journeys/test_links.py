"""A link, an emergency card and an emergency opening, as people meet them in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.breaking_glass import REASON, elsewhere
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
from tests.linking import agree, an_emergency_link, known, writes
from tests.world import a_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    world = a_world()
    known(world)
    writes(world, "how_i_communicate", text="Face me. I read lips.")
    writes(world, "contact", name="Samira", type="emergency", contact="01632 960 123")
    agree(world)
    return world


def at(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


@pytest.fixture
def signed_in(new_context, live_server):
    """A narrow page without JavaScript, with the session of an account."""

    def give(account):
        context = new_context(viewport=NARROW, java_script_enabled=False)
        context.add_cookies([session_of(account, live_server.url)])
        return context.new_page()

    return give


def test_a_link_is_made_passed_on_opened_with_its_passcode_and_ended(signed_in, new_context, world):
    hers = signed_in(world.person_account)
    hers.goto(at(world, "links"))
    assert_good(hers)
    follow(hers, "Make a link")
    assert_good(hers)
    press(hers, "Make the link")
    assert_refused(hers)
    hers.get_by_label("Who is it for?").fill("My sister")
    hers.get_by_label("What matters to me").check()
    hers.get_by_label("Passcode").fill("4821 9037")
    press(hers, "Make the link")
    expect(hers.get_by_alt_text("A code to scan. It opens your link.")).to_be_visible()
    assert_good(hers)
    address = hers.locator(".hearth-code").inner_text().strip()

    sister = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    sister.goto(address)
    assert_good(sister)
    sister.get_by_label("Passcode").fill("0000 0000")
    press(sister, "Open")
    assert_refused(sister)
    sister.get_by_label("Passcode").fill("4821-9037")
    press(sister, "Open")
    expect(sister.get_by_text("Being there when my grandson comes")).to_be_visible()
    expect(sister.get_by_text("rescue pack")).to_have_count(0)
    assert_good(sister)

    follow(hers, "I have it")
    expect(hers.get_by_text("Opened once. It may open 10 times in all.")).to_be_visible()
    go_by(hers.get_by_role("button", name="End this link"))
    expect(hers.get_by_text("The link is ended.")).to_be_visible()
    assert_good(hers)
    sister.reload()
    expect(heading(sister)).to_have_text("Someone wants you to see a plan")


def test_the_emergency_page_says_what_counts_before_anyone_scrolls(
    signed_in, new_context, world, live_server
):
    hers = signed_in(world.person_account)
    hers.goto(at(world, "emergency"))
    assert_good(hers)
    press(hers, "Switch it on")
    expect(heading(hers)).to_have_text("Your emergency page is on")
    assert_good(hers)
    hers.goto(at(world, "emergency"))
    expect(hers.get_by_text("It is on")).to_be_visible()
    assert_good(hers)

    _, token = an_emergency_link(world)
    page = new_context(viewport=NARROW, java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}{reverse('emergency-page', args=[token])}")
    for words in (
        "Rabia",
        "Born 12 March 1948",
        "This plan is agreed.",
        "Review due",
        "Penicillin",
    ):
        box = page.get_by_text(words).first.bounding_box()
        assert box["y"] + box["height"] <= NARROW["height"], words
    assert_good(page)
    page.goto(f"{live_server.url}{reverse('emergency-page', args=['unknown'])}")
    assert_good(page)


def test_a_nurse_elsewhere_opens_a_record_in_an_emergency_in_two_pages(signed_in, world):
    away = elsewhere(world)
    page = signed_in(away.nurse)
    page.goto(reverse("people"))
    follow(page, "Someone needs care now, and you cannot see their plan?")
    assert_good(page)
    press(page, "Open it now")
    assert_refused(page)
    page.get_by_label("Last name").fill("Khan")
    for part, value in (("Day", "12"), ("Month", "3"), ("Year", "1948")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("First name").fill("Rabia")
    page.get_by_label("Why do you need to see it now?").fill(REASON)
    press(page, "Open it now")

    expect(heading(page)).to_have_text("In an emergency")
    expect(page.get_by_text("You opened this record in an emergency.")).to_be_visible()
    assert_good(page)
    follow(page, "Read the whole plan")
    expect(page.get_by_text("You opened this record in an emergency.")).to_be_visible()

    auditor = signed_in(away.auditor)
    auditor.goto(reverse("today"))
    follow(auditor, "Records that were opened in an emergency")
    assert_good(auditor)
    follow(auditor, "Look into it")
    assert_good(auditor)
    press(auditor, "Save what I found")
    assert_refused(auditor)
    auditor.get_by_label("What did you find?").fill("It was right.")
    press(auditor, "Save what I found")
    expect(auditor.get_by_text("Looked into on")).to_be_visible()
    assert_good(auditor)
