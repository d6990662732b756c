"""The person chooses who helps; a supporter sees what was shared, adds a voice, and can stop."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.core.access import Action
from hearth.core.plan import Words
from hearth.core.words import Section
from hearth.records.access.door import open_record
from hearth.records.people.models import Supporter
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.entries import current_entries
from tests.journeys.browser import tab_to
from tests.journeys.walking import (
    answered_with,
    assert_good,
    assert_refused,
    follow,
    heading,
    press,
    session_of,
)
from tests.sign_in import PASSWORD
from tests.world import a_round, a_supporter, a_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def signed_in(world, live_server):
    """Give a page the session of an account (the person's, unless named)."""

    def give(page: Page, account=None) -> Page:
        page.context.clear_cookies()
        page.context.add_cookies([session_of(account or world.person_account, live_server.url)])
        return page

    return give


def at(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


def held(world, kind):
    record = open_record(
        world.person.pk, by=world.person_account, at=timezone.now(), why="a test",
        action=Action.READ,
    )  # fmt: skip
    return [entry for entry in current_entries(record) if entry.kind == kind]


def writes(world, kind, **content):
    by, now = world.person_account, timezone.now()
    record = open_record(world.person.pk, by=by, at=now, why="a test", action=Action.READ)
    return write(record=record, kind=kind, content=content, by=by, at=now)


def invited(page: Page, world) -> str:
    """The person invites her niece to see what she needs; returns the code."""
    page.goto(at(world, "supporters"))
    follow(page, "Invite someone")
    page.get_by_label("Their name").fill("Aisha Malik")
    page.get_by_label("Who are they to you?").fill("niece")
    page.get_by_label("They are my", exact=True).select_option("Relative")
    page.get_by_label("My goals").check()
    page.get_by_label("Add their own view").check()
    press(page, "Invite them")
    code = page.locator(".hearth-code").inner_text()
    assert re.fullmatch(r"([0-9a-f]{4}-){3}[0-9a-f]{4}", code)
    return code


@pytest.mark.each_way
def test_a_code_becomes_a_sign_in_of_ones_own_and_shows_what_was_shared_and_why(
    page, new_context, signed_in, world
):
    code = invited(signed_in(page), world)
    page.goto(at(world, "supporters"))
    expect(page.get_by_text(code)).to_have_count(0)

    hers = new_context(java_script_enabled=False).new_page()
    hers.goto("/account/sign-in")
    follow(hers, "I have a code")
    hers.get_by_label("Your code").fill(f" {code.upper()} ")
    press(hers, "Go on")
    expect(heading(hers)).to_have_text("Bibi wants you to help")
    hers.get_by_label("Your email").fill("aisha@example.org")
    hers.get_by_label("Choose a password").fill(PASSWORD)
    press(hers, "Yes, I will help")

    expect(heading(hers)).to_have_text("What you can see")
    expect(hers.get_by_text("the person asked me to")).to_be_visible()
    main = hers.get_by_role("main")
    expect(main.get_by_text("My goals")).to_be_visible()
    expect(main.get_by_text("My results")).to_have_count(0)
    assert_good(hers)
    for name in ("supporters", "who-looked", "answer-plan", "details-change"):
        assert hers.goto(at(world, name)).status == 403
        assert_good(hers)


def test_a_wrong_code_says_one_plain_thing(narrow, signed_in, world):
    code = invited(signed_in(narrow), world)
    Supporter.objects.update(ended_at=timezone.now())
    said = set()
    for tried in (code, "1a2b-3c4d-5e6f-7a8b", "", "’;--"):
        narrow.goto(reverse("invitation"))
        narrow.get_by_label("Your code").fill(tried)
        press(narrow, "Go on")
        assert_refused(narrow)
        said.add(narrow.locator(".nhsuk-error-summary").inner_text())

    assert len(said) == 1
    assert narrow.goto(reverse("accept-invitation")).url.endswith(reverse("invitation"))


def test_a_sign_in_needs_a_name_an_email_and_a_good_password(narrow, new_context, signed_in, world):
    page = narrow
    code = invited(signed_in(page), world)
    page.context.clear_cookies()
    page.goto(reverse("invitation"))
    page.get_by_label("Your code").fill(code)
    press(page, "Go on")
    assert_good(page)
    page.get_by_label("Your name").fill("")
    press(page, "Yes, I will help")

    assert_refused(page)
    expect(page.locator(".nhsuk-error-summary li")).to_have_count(3)
    page.get_by_label("Your name").fill("Aisha Malik")
    page.get_by_label("Your email").fill("samira.khan@example.org")
    page.get_by_label("Choose a password").fill(PASSWORD)
    press(page, "Yes, I will help")
    assert_refused(page)


def test_someone_who_has_a_sign_in_takes_the_code_up_with_it(page, new_context, signed_in, world):
    code = invited(signed_in(page), world)

    signed_in(page, world.stranger).goto("/")
    expect(page.get_by_text("There is nothing for you to see here yet.")).to_be_visible()
    assert_good(page)
    follow(page, "I have a code")
    page.get_by_label("Your code").fill(code)
    press(page, "Go on")
    press(page, "Yes, I will help")

    expect(heading(page)).to_have_text("What you can see")
    page.goto("/")
    expect(heading(page)).to_have_text("Who are you helping?")


def test_nobody_becomes_a_supporter_of_themselves(page, signed_in, world):
    code = invited(signed_in(page), world)
    page.goto(reverse("invitation"))
    page.get_by_label("Your code").fill(code)
    press(page, "Go on")
    press(page, "Yes, I will help")

    assert_refused(page)
    expect(page.get_by_text("This is your own plan.").first).to_be_visible()


def test_a_supporter_adds_a_view_that_says_whose_it_is(page, signed_in, world):
    a_supporter(world)
    signed_in(page, world.daughter).goto(at(world, "what-i-see"))
    follow(page, "Add your own view")
    page.locator("form textarea").first.fill("She is more tired than she says.")
    press(page, "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    [view] = held(world, "view")
    assert (view.authorship.words, view.authorship.said_by) == (Words.SUPPORTER, "Samira Khan")
    signed_in(page).goto(at(world, "plan-draft"))
    entry = page.locator(f"#entry-{view.thread}")
    expect(entry).to_contain_text("She is more tired than she says.")
    expect(entry).to_contain_text("Samira Khan")


def test_what_a_supporter_writes_for_the_person_says_so(page, signed_in, world):
    a_supporter(world)
    signed_in(page, world.daughter).goto(at(world, "entry-add", "strength"))
    page.get_by_label("Something I am good at").fill("Cooking for twenty")
    press(page, "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    [entry] = held(world, "strength")
    who = entry.authorship
    assert (who.written_by, who.on_behalf_of, who.words) == ("Samira Khan", "Bibi", Words.PERSON)
    expect(page.locator(f"#entry-{entry.thread}")).to_contain_text("Samira Khan")


def test_a_supporter_helps_to_get_ready_and_that_is_said_too(page, signed_in, world):
    a_round(world)
    a_supporter(world, sections=set(), actions={Action.PREPARE})
    signed_in(page, world.daughter).goto(at(world, "prepare-question", "help_needed"))
    page.get_by_role("textbox").fill("A rail by the bath")
    press(page, "Save, and go on later")
    expect(heading(page)).to_have_text("Get ready for Bibi’s conversation")

    who = held(world, "help_needed")[0].authorship
    assert (who.written_by, who.on_behalf_of) == ("Samira Khan", "Bibi")


def test_the_person_narrows_what_is_seen_and_the_next_click_is_refused(page, signed_in, world):
    a_supporter(world)
    writes(world, "goal", text="Walk to the mosque")
    hers = signed_in(page, world.daughter)
    hers.goto(at(world, "plan-draft"))
    expect(hers.get_by_text("Walk to the mosque").first).to_be_visible()
    hers.goto(at(world, "entry-add", "strength"))
    hers.get_by_label("Something I am good at").fill("Cooking")

    other = page.context.browser.new_context(base_url=page.url.split("/people")[0]).new_page()
    signed_in(other).goto(at(world, "supporters"))
    follow(other, "Change what they see")
    for box in other.get_by_role("checkbox").all():
        box.uncheck()
    other.get_by_label("What matters to me").check()
    press(other, "Save")
    expect(heading(other)).to_have_text("People who help me")
    other.context.close()

    with answered_with(hers, 403):
        press(hers, "Save")
    hers.goto(at(world, "plan-draft"))
    expect(hers.get_by_text("Walk to the mosque")).to_have_count(0)
    assert held(world, "strength") == []


def test_help_ends_in_two_clicks_at_once(page, signed_in, world):
    a_supporter(world)
    signed_in(page).goto(at(world, "supporters"))
    follow(page, "End it")
    press(page, "Yes, end it now")
    expect(page.get_by_text("Samira Khan, daughter: ended")).to_be_visible()

    signed_in(page, world.daughter)
    assert page.goto(at(world, "my-plan")).status == 404
    page.goto(reverse("who-i-help"))
    expect(page.get_by_text("No one has asked you to help yet")).to_be_visible()


def test_a_supporter_stops_in_two_clicks_with_the_keyboard_alone(page_js, signed_in, world):
    a_supporter(world)
    page = signed_in(page_js, world.daughter)
    page.goto("/")
    tab_to(page, "Stop helping: Bibi")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Stop helping Bibi?")
    tab_to(page, "Yes, stop")
    page.keyboard.press("Enter")

    expect(page.get_by_text("No one has asked you to help yet")).to_be_visible()
    assert page.goto(at(world, "my-plan")).status == 404


def test_an_invitation_that_lacks_something_says_what(narrow, signed_in, world):
    signed_in(narrow).goto(at(world, "supporter-invite"))
    assert_good(narrow)
    narrow.get_by_label("They hold my power of attorney for health").check()
    press(narrow, "Invite them")

    assert_refused(narrow)
    expect(narrow.locator(".nhsuk-error-summary li")).to_have_count(3)
    assert not Supporter.objects.exists()


def test_each_page_around_supporters_reads_well_on_a_small_screen(narrow, signed_in, world):
    page = signed_in(narrow)
    page.goto(at(world, "supporters"))
    assert_good(page)
    row = a_supporter(world, sections={Section.ABOUT_ME})
    for address in (
        at(world, "supporters"), at(world, "supporter-change", row.pk),
        at(world, "supporter-end", row.pk), reverse("invitation"),
    ):  # fmt: skip
        page.goto(address)
        assert_good(page)
    signed_in(page, world.daughter)
    for address in (reverse("who-i-help"), at(world, "what-i-see"), at(world, "stop-helping")):
        page.goto(address)
        assert_good(page)
    page.context.clear_cookies()
    page.goto("/account/sign-in")
    assert_good(page)
