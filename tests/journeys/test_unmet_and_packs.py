"""What could not be found comes back with an answer; a ward prints a pack, and sees what closed."""

from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from hearth.core.access import Role
from hearth.jobs.unmet import put_out_due
from hearth.records.activity_packs.models import Pack
from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.queries import document_of
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
from tests.near import an_activity
from tests.saying import a_post_in
from tests.unmet import people, unmet
from tests.world import NOW, a_world

# The pages are the same on every engine.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def desk(new_context, live_server):
    """A small screen without scripts, for somebody who is signed in."""

    def opened(account):
        context = new_context(viewport=NARROW, java_script_enabled=False)
        context.add_cookies([session_of(account, live_server.url)])
        return context.new_page()

    return opened


def test_what_a_person_could_not_find_is_counted_answered_and_comes_back_to_them(world, desk):
    for each in people(world, 6):
        unmet(world, each, may_come_back=False)
    put_out_due(at=NOW)
    commissioner = a_post_in(world, "Col Commissioner", Role.COMMISSIONER)
    page = desk(world.person_account)
    page.goto(f"/people/{world.person.pk}/could-not-find/")
    with answered_with(page, 422):
        page.get_by_role("button", name="Write it down").click()
    assert_refused(page)
    page.get_by_label("What did you look for?").fill("I would like some company at night.")
    page.get_by_label("There is nothing like it").check()
    page.get_by_label("You may come back to me").check()
    with answered_with(page, 422):
        page.get_by_role("button", name="Write it down").click()
    # What it is about was heard in the words: they look at it, and send it.
    expect(page.get_by_label("What is it about?")).to_have_value("company")
    press(page, "Write it down")
    expect(page.get_by_text("It is written down.")).to_be_visible()
    assert_good(page)

    office = desk(commissioner)
    office.goto("/house/unmet/")
    assert_good(office)
    follow(office, "Answer")
    office.get_by_label("We did this").check()
    office.get_by_label("Say it to the people who asked").fill("The library is open at night.")
    press(office, "Answer")
    expect(office.get_by_text("Those who asked can read your answer.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("The library is open at night.")).to_be_visible()
    follow(page, "Take it back")
    assert_good(page)
    press(page, "Take it back")
    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()


def test_a_ward_makes_a_pack_prints_it_and_sees_what_closed_since(world, desk):
    today = timezone.localdate().isoformat()
    choir = an_activity(world, "Mill Lane Singers", assured_date=today)
    page = desk(world.nurse)
    page.goto("/near/packs/")
    assert_good(page)
    follow(page, "Make a pack")
    page.get_by_label("Name of the pack").fill("Leaving hospital")
    page.get_by_label("On leaving hospital").check()
    page.get_by_label("Music, art and making things").check()
    assert_good(page)
    press(page, "Keep it")
    expect(heading(page)).to_have_text("Leaving hospital")
    expect(page.get_by_role("link", name="Mill Lane Singers")).to_be_visible()
    assert_good(page)
    page.get_by_label("Easy Read, with pictures").check()
    printed = page.request.post(f"/near/packs/{Pack.objects.get().pk}/print/", form=sent(page))
    assert "Mill Lane Singers" in PdfReader(BytesIO(printed.body())).pages[0].extract_text()

    choir.document["status"] = "inactive"
    keep([document_of(choir)], community=choir.community, feed=choir.feed, at=timezone.now())
    page.goto("/near/packs/")
    expect(page.get_by_text("1 changed")).to_be_visible()
    follow(page, "Leaving hospital")
    expect(page.get_by_text("What changed since you used it")).to_be_visible()
    assert_good(page)
    press(page, "I have seen this")
    expect(page.get_by_text("What changed since you used it")).to_have_count(0)
    page.goto("/packs/leaving-hospital/")
    assert_good(page)


def sent(page) -> dict[str, str]:
    """What the form that prints would send: the browser would keep the file, and show no page."""
    fields = page.locator("form[action$='/print/'] input")
    every = fields.evaluate_all(
        "all => all.filter(each => each.type !== 'radio' || each.checked)"
        ".map(each => [each.name, each.value])"
    )
    return dict(every)
