"""Who a person is and what they need: asked, shown on each page, acted on; and who looked."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from hearth.core.people import NeedKind
from hearth.records.audit import changes as audit
from hearth.records.people import changes
from hearth.records.people.models import ContactPoint, Person
from hearth.records.people.queries import details
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
from tests.world import NOW, a_person, a_round, a_world

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


@pytest.mark.each_way
def test_the_person_changes_how_to_reach_them_and_a_second_number_stays(page, signed_in, world):
    for rank, value in enumerate(("0113 496 0000", "0113 496 0001"), start=1):
        ContactPoint.objects.create(person=world.person, system="telephone", value=value, rank=rank)
    signed_in(page).goto(at(world, "my-details"))
    follow(page, "Change these details")
    page.get_by_label("Pronouns").fill("she, her")
    page.get_by_label("Telephone", exact=True).fill("0113 496 0099")
    page.get_by_label("Address, first line").fill("4 Mill Lane")
    press(page, "Save")

    expect(heading(page)).to_have_text("My details")
    expect(page.get_by_text("4 Mill Lane")).to_be_visible()
    held = [each.value for each in details(world.person).contacts]
    assert held == ["0113 496 0099", "0113 496 0001"]


def test_a_date_that_is_not_real_is_named_with_its_field(page, signed_in, world):
    signed_in(page, world.administrator).goto(at(world, "details-change"))
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month", exact=True).fill("2")
    press(page, "Save")

    assert_refused(page)
    expect(page.get_by_label("Day", exact=True)).to_have_value("31")


def test_a_number_that_someone_else_holds_is_refused_and_all_that_was_typed_stays(
    page, signed_in, world
):
    a_person("Ada", "Osei", number="999 000 0026")
    signed_in(page, world.administrator).goto(at(world, "details-change"))
    page.get_by_label("NHS number").fill("999 000 0026")
    page.get_by_label("Town").fill("Holmbeck")
    page.get_by_label("Address, first line").fill("4 Mill Lane")
    press(page, "Save")

    assert_refused(page)
    expect(page.get_by_text("Someone else here already has this NHS number").first).to_be_visible()
    expect(page.get_by_label("Town")).to_have_value("Holmbeck")


def test_details_that_someone_else_changed_meanwhile_are_not_written_over(page, signed_in, world):
    signed_in(page).goto(at(world, "details-change"))
    person = Person.objects.get()
    changes.amend_details(
        person=person, seen_revision=person.revision, by=world.nurse, at=NOW,
        details={"given_name": "Rabia", "family_name": "Khan", "born": person.born,
                 "language": "Urdu"},
    )  # fmt: skip
    page.get_by_label("Pronouns").fill("she, her")
    with answered_with(page, 409):
        press(page, "Save")

    expect(page.get_by_text("Someone else changed these details just now").first).to_be_visible()
    expect(page.get_by_label("Pronouns")).to_have_value("she, her")
    assert_refused(page)
    follow(page, "See what stands now")
    expect(page.get_by_label("Language", exact=True)).to_have_value("Urdu")


def test_a_need_stands_at_the_top_of_the_next_page_and_braille_stops_the_letter(
    page, signed_in, world
):
    a_round(world)
    signed_in(page).goto(at(world, "my-details"))
    follow(page, "Change what I need")
    page.get_by_label("Braille").check()
    page.get_by_label("What helps you to take in what we say?").fill("Speak slowly\nI lip-read")
    press(page, "Save")

    banner = page.get_by_role("list", name="Needs")
    expect(banner).to_contain_text("Speak slowly")
    expect(banner).to_contain_text("I lip-read")
    signed_in(page, world.administrator).goto(at(world, "round"))
    press(page, "Make the letter")
    expect(heading(page)).to_have_text("The letter must wait")
    expect(page.get_by_text("This person needs braille. We cannot make that yet.")).to_be_visible()
    assert_good(page)


def test_what_happens_if_a_need_is_not_met_can_be_said_later(page, signed_in, world):
    changes.record_needs(
        person=world.person, needs=[(NeedKind.ADJUSTMENT, "A quiet room", "")],
        by=world.nurse, at=NOW,
    )  # fmt: skip
    signed_in(page).goto(at(world, "needs"))
    page.get_by_label("What happens if we do not do these things?").fill("I get a headache")
    press(page, "Save")

    expect(page.get_by_text("A quiet room (I get a headache)")).to_be_visible()


def test_the_person_reads_who_looked_in_plain_sentences(page, signed_in, world):
    signed_in(page, world.nurse)
    for _ in range(2):
        page.goto(at(world, "my-plan"))
    signed_in(page).goto(at(world, "who-looked"))

    lines = page.get_by_role("main").get_by_role("listitem")
    expect(lines.filter(has_text="Ruth Adeyemi").first).to_contain_text(
        "Ruth Adeyemi, Practice nurse, Mill Lane Surgery: read the plan, 2 times."
    )
    assert_good(page)


def test_who_looked_is_turned_page_by_page(narrow, signed_in, world):
    for number in range(60):
        audit.note(
            did="looked", why=f"opened page {number}", by=world.nurse, at=NOW,
            person_id=world.person.pk, is_change=False, through="Practice nurse",
        )  # fmt: skip
    signed_in(narrow).goto(at(world, "who-looked"))
    assert_good(narrow)

    tab_to(narrow, "Next page")
    narrow.keyboard.press("Enter")

    expect(narrow.get_by_text("Page 2 of 3")).to_be_visible()
    assert_good(narrow)


def test_each_page_of_details_reads_well_on_a_small_screen(narrow, signed_in, world):
    for account in (world.person_account, world.administrator):
        signed_in(narrow, account)
        for name in ("my-details", "details-change", "needs"):
            narrow.goto(at(world, name))
            assert_good(narrow)
    narrow.goto(at(world, "details-change"))
    narrow.get_by_label("First name").fill("")
    press(narrow, "Save")
    assert_refused(narrow)
