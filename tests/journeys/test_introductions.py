"""A link worker puts somebody in touch in three clicks; the person takes the yes back in one."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hearth.core.access import Role
from hearth.core.introductions.states import State
from hearth.records.introductions import queries
from hearth.records.introductions.models import Introduction
from hearth.records.plans.changes.entries import write
from tests.introducing import TELEPHONE, reachable
from tests.journeys.conftest import NARROW
from tests.journeys.walking import assert_good, follow, heading, press, session_of
from tests.near import an_activity
from tests.world import NOW, a_post, a_world, an_account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    world = a_world()
    reachable(world)
    an_activity(world)
    write(
        record=world.record(world.nurse), kind="goal", content={"text": "I miss singing"},
        by=world.nurse, at=NOW,
    )  # fmt: skip
    return world


@pytest.fixture
def signed_in(new_context, live_server):
    """A narrow page without JavaScript, with the session of an account."""

    def give(account):
        context = new_context(viewport=NARROW, java_script_enabled=False)
        context.add_cookies([session_of(account, live_server.url)])
        return context.new_page()

    return give


@pytest.fixture
def dee(world):
    account = an_account("Dee Sutcliffe")
    a_post(account, world.practice, Role.LINK_WORKER, "Link worker")
    return account


def test_three_clicks_and_no_letter_typed_put_somebody_in_touch_and_one_takes_it_back(
    signed_in, world, dee
):
    page = signed_in(dee)
    page.goto(reverse("my-plan", args=[world.person.pk]))

    follow(page, "Near me")
    follow(page, "Put them in touch")
    assert_good(page)
    expect(page.get_by_text(TELEPHONE)).to_be_visible()
    # The last of the three is pressed with the keyboard alone.
    page.get_by_role("button", name="They said yes as we talked").focus()
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")

    made = Introduction.objects.get()
    assert made.passed_on == {"called": "Bibi", "telephone": TELEPHONE}
    expect(heading(page)).to_have_text("Mill Lane Singers")
    assert_good(page)
    follow(page, "Today")
    follow(page, "Near here")
    follow(page, "Who to follow up")
    expect(page.get_by_text("Ask the group for an answer")).to_be_visible()
    assert_good(page)
    follow(page, "KHAN")
    follow(page, "There is a waiting list")
    assert_good(page)
    page.get_by_label("Where in the line are they, if you know?").fill("2")
    press(page, "Save")
    expect(page.get_by_text("Number 2 in the line.")).to_be_visible()

    hers = signed_in(world.person_account)
    hers.goto(reverse("introductions", args=[world.person.pk]))
    assert_good(hers)
    follow(hers, "Mill Lane Singers")
    assert_good(hers)
    press(hers, "I do not want this any more")
    expect(hers.get_by_text("You changed your mind").first).to_be_visible()
    assert queries.standing_of(made).state is State.WITHDRAWN
    assert_good(hers)
