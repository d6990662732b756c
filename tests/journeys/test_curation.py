"""A group changes its entry by a link from its mail; a curator takes it; all can read it."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hearth.core.access import Role
from hearth.core.messages import MessageWay
from hearth.jobs.curation import find_same
from hearth.jobs.sending import send_due
from hearth.outside.mail import MailServer
from tests.journeys.browser import tab_to
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
from tests.mail_server import running
from tests.near import an_activity
from tests.world import a_post, a_world, an_account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def narrow_page(new_context, live_server):
    """A narrow page without JavaScript; with the session of an account, where one is given."""

    def give(account=None):
        context = new_context(viewport=NARROW, java_script_enabled=False)
        if account:
            context.add_cookies([session_of(account, live_server.url)])
        return context.new_page()

    return give


def link_in(post) -> str:
    """The path of the link in the newest mail that our server was given."""
    send_due(at=timezone.now(), providers=by_mail(post))
    body = post.received[-1].get_payload(decode=True).decode()
    return "/entry/" + body.split("/entry/")[1].split()[0]


def by_mail(post):
    return {
        MessageWay.EMAIL: MailServer(
            post.host, post.port, "hearth@plans.example.org", encrypted=False
        )
    }


def test_a_group_changes_its_entry_by_mail_and_a_curator_takes_it(narrow_page):
    world = a_world()
    choir, dee = an_activity(world), an_account("Dee Curator")
    a_post(dee, world.council, Role.LINK_WORKER, "Link worker")
    group, desk = narrow_page(), narrow_page(dee)
    with running() as post:
        group.goto(f"/near/{choir.pk}/")
        follow(group, "This is my group")
        assert_good(group)
        press(group, "Send the link")
        expect(heading(group)).to_have_text("Look at your email")
        assert_good(group)
        group.goto(link_in(post))
        assert_good(group)
        group.get_by_label("When is it?").fill("now and then")
        with answered_with(group, 422):
            group.get_by_role("button", name="Send", exact=True).click()
        assert_refused(group)
        group.get_by_label("When is it?").fill("Wednesday 2pm to 4pm")
        tab_to(group, "Send")
        with group.expect_navigation(wait_until="load"):
            group.keyboard.press("Enter")
        expect(heading(group)).to_have_text("Thank you")
        assert_good(group)

        desk.goto("/house/near/")
        assert_good(desk)
        follow(desk, "Mill Lane Singers")
        expect(desk.get_by_text("Tuesday, 10am to 11.30am")).to_be_visible()
        assert_good(desk)
        press(desk, "Take what is ticked")
        expect(desk.get_by_text("The group sent a change")).to_have_count(0)

        group.goto(link_in(post))
        expect(heading(group)).to_have_text("Thank you. We changed it.")
        assert_good(group)
    follow(group, "See your page")
    expect(group.get_by_text("Wednesday, 2pm to 4pm")).to_be_visible()


def test_a_curator_merges_two_entries_and_takes_them_apart(narrow_page):
    world = a_world()
    lead = an_account("Hal Lead")
    a_post(lead, world.council, Role.HOUSE_LEAD, "House lead")
    an_activity(world, fees_description="£1")
    twin = an_activity(world, "Mill Lane singers")
    find_same(at=timezone.now())
    desk = narrow_page(lead)
    desk.goto("/house/near/")
    follow(desk, "These may be the same")
    assert_good(desk)
    go_by(desk.get_by_role("main").get_by_role("link").first)
    assert_good(desk)
    press(desk, "Merge them")
    expect(desk.get_by_text("Choose which entry stays.")).to_be_visible()
    assert_good(desk)
    desk.get_by_role("radio", name=re.compile("Mill Lane Singers$")).check()
    press(desk, "Merge them")
    expect(desk.get_by_text("leads to")).to_be_visible()
    assert_good(desk)
    desk.goto(f"/near/{twin.pk}/")
    expect(desk.get_by_role("main").get_by_role("link", name="Mill Lane Singers")).to_be_visible()

    desk.goto("/house/near/same/")
    go_by(desk.get_by_role("button", name="Take apart"))
    expect(desk.get_by_text("Nothing is merged.")).to_be_visible()
