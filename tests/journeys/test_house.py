"""The House as its people meet it: a House lead, two members, and a commissioner."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.core.access import Role
from hearth.core.house.assessing import Rating
from hearth.records.house import changes, queries
from tests.house import a_house, a_small_framework, answer_all
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
from tests.world import a_person, a_post, an_account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(db):
    """A House that asks six questions, so that all of it can be walked."""
    made = a_house()
    changes.adapt(
        community=made.community, to=a_small_framework(), base_number=0, why="A start.",
        by=made.lead, at=timezone.now(),
    )  # fmt: skip
    return made


def tab_to(page: Page, name: str) -> None:
    """Go to a radio, a box or a button as the keyboard does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || document.activeElement.innerText") == name:
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def test_a_house_is_begun_asked_answered_settled_and_seen_on_a_small_screen_without_javascript(
    house, new_context, live_server
):
    a_person(account=house.rhys)

    def page_of(account, **options) -> Page:
        context = new_context(java_script_enabled=False, viewport=NARROW, **options)
        context.add_cookies([session_of(account, live_server.url)])
        return context.new_page()

    lead = page_of(house.lead)
    lead.goto("/")
    expect(lead.get_by_text("Nobody has rated the house yet.").first).to_be_visible()
    assert_good(lead)
    follow(lead, "Ask each member")
    press(lead, "Open it")
    assert_refused(lead)
    lead.get_by_label("What do you call it?").fill("Autumn")
    press(lead, "Open it")
    expect(lead.get_by_text("Staff: 0 of 2 have begun.")).to_be_visible()
    asked = queries.open_assessment_of(house.community)
    answer_all(house, asked, Rating.NEARLY_THERE, at=timezone.now())

    member = page_of(house.rhys)
    member.goto("/")
    follow(member, "House")
    follow(member, "Give your answers")
    expect(heading(member)).to_have_text("How does our house stand?")
    assert_good(member)
    follow(member, "Begin")
    code = queries.framework_at(asked).in_use[0].code
    tab_to(member, f"{code}-there")
    member.keyboard.press("Space")
    tab_to(member, f"{code}-works")
    member.keyboard.press("ArrowUp")
    expect(member.get_by_label("I do not know").last).to_be_checked()
    tab_to(member, "Save and go on")
    with member.expect_navigation(wait_until="load"):
        member.keyboard.press("Enter")
    assert_refused(member)  # “Cracked it” needs something to show for it.
    member.get_by_label("Nearly there").first.check()
    press(member, "Save and go on")
    expect(member.get_by_text("1 of 6 answered")).to_be_visible()
    for _ in range(5):
        for name in ("there", "works"):
            member.locator(f"input[name$='-{name}'][value='2']").check()
        press(member, "Save and go on")
    expect(heading(member)).to_have_text("Check your answers")
    assert_good(member)
    follow(member, "I am done")
    follow(member, "Where we differ")
    assert_good(member)
    go_by(member.locator(".hearth-row__link").first)
    press(member, "Keep what we agreed")
    assert_refused(member)
    member.get_by_label("Good ideas").check()
    member.get_by_label("Why?").fill("It works for some of us only.")
    press(member, "Keep what we agreed")
    expect(member.get_by_text("Agreed: Good ideas.")).to_be_visible()

    lead.reload()
    press(lead, "Close it")
    expect(lead.get_by_text("The house does not stand yet").first).to_be_visible()
    assert_good(lead)
    follow(lead, "Right wall")
    assert_good(lead)

    commissioner = an_account("Marcus Bell")
    a_post(commissioner, house.lead.posts.get().organisation, Role.COMMISSIONER, "Commissioner")
    reader = page_of(commissioner)
    reader.goto("/")
    expect(reader.get_by_role("img", name="The house does not stand yet").first).to_be_visible()
    expect(reader.get_by_role("link", name="Ask again how it stands")).to_have_count(0)
    follow(reader, "How it was over time")
    follow(reader, "Autumn")
    expect(reader.get_by_role("table")).to_contain_text("Nobody answers for it")
    assert_good(reader)
