"""The practice administrator: a round, its letter, a paper form, and what must never go wrong."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.core.access import Action, Role
from hearth.core.rounds import Step
from hearth.records.access.door import open_record
from hearth.records.measures.models import Response
from hearth.records.people.models import Death, Person
from hearth.records.plans.changes.entries import write
from hearth.records.plans.models import Round, StepDate
from hearth.records.plans.queries.entries import current_entries
from hearth.records.preparation.models import Letter, Returned, UrgentTask
from hearth.records.results.models import Result
from tests.journeys.browser import tab_to
from tests.journeys.walking import assert_good, assert_refused, follow, heading, press, session_of
from tests.world import a_post, a_round, a_world, an_account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def signed_in(world, live_server):
    """Give a page the session of an account (the administrator's, unless named)."""

    def give(page: Page, account=None) -> Page:
        page.context.clear_cookies()
        page.context.add_cookies([session_of(account or world.administrator, live_server.url)])
        return page

    return give


def at(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


def record(world, account):
    return open_record(
        world.person.pk, by=account, at=timezone.now(), why="a test", action=Action.READ
    )


def held(world, kind):
    entries = current_entries(record(world, world.person_account))
    return [entry for entry in entries if entry.kind == kind]


def a_result(world, value: str, *, urgent: bool = False) -> None:
    """A potassium as it should be, or one that must be told by a person at once."""
    known = next(each for each in settings.JURISDICTION.measurements if each.key == "potassium")
    code = min(known.codes, key=str)
    Result.objects.create(
        person=world.person, system=code.system, code=code.code, name=known.name,
        taken_on=timezone.localdate() - timedelta(days=1), value=Decimal(value), unit=known.unit,
    )  # fmt: skip


def fill_day(page: Page, legend: str, day) -> None:
    group = page.get_by_role("group", name=legend)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label, exact=True).fill(str(number))


@pytest.mark.each_way
def test_a_round_starts_with_dates_that_make_sense(page, signed_in, world):
    signed_in(page).goto(reverse("people"))
    page.get_by_label("Find a person").fill("khan")
    press(page, "Find")
    follow(page, "KHAN")
    follow(page, "Round and letter")
    follow(page, "Start a round")
    today = timezone.localdate()
    fill_day(page, "Discuss", today - timedelta(days=400))
    page.get_by_label("Who agreed these dates?").fill("Bibi, on the telephone")
    press(page, "Start the round")

    assert_refused(page)
    expect(page.get_by_role("link", name="“Discuss” cannot come before")).to_be_visible()
    fill_day(page, "Discuss", today + timedelta(days=21))
    page.get_by_label("Time of the conversation").fill("14.30")
    page.get_by_label("Who leads this round?").select_option("Ruth Adeyemi, Practice nurse, "
                                                             "Mill Lane Surgery")  # fmt: skip
    press(page, "Start the round")
    expect(page.get_by_text("at 2:30pm")).to_be_visible()
    assert Round.objects.get().accountable == world.nurse_post


def test_the_letter_is_made_read_and_printed(page, signed_in, world):
    a_round(world)
    a_result(world, "4.2")
    signed_in(page).goto(at(world, "round"))
    press(page, "Make the letter")

    expect(heading(page)).to_have_text("Your conversation, your plan")
    expect(page.get_by_text("It was 4.2 mmol/L")).to_be_visible()
    assert_good(page)
    address = page.get_by_role("link", name="Print it").get_attribute("href")
    # The first print of a worker loads the printer.
    assert page.request.get(address, timeout=60_000).body().startswith(b"%PDF")
    signed_in(page, world.person_account).goto(at(world, "prepare"))
    follow(page, "Read the letter")
    expect(page.get_by_text("It was 4.2 mmol/L")).to_be_visible()


def test_an_urgent_result_stops_the_letter_until_someone_has_spoken_with_the_person(
    page, signed_in, world
):
    a_round(world)
    a_result(world, "6.9")
    signed_in(page).goto(at(world, "round"))
    press(page, "Make the letter")
    expect(heading(page)).to_have_text("The letter must wait")
    assert_good(page)
    for address in ("", at(world, "round"), at(world, "my-plan")):
        if address:
            page.goto(address)
        assert "6.9" not in page.content()
        assert "otassium" not in page.content()
    assert page.goto(at(world, "urgent", UrgentTask.objects.get().pk)).status == 403
    page.goto(at(world, "round"))
    expect(page.get_by_role("button", name="Make the letter")).to_have_count(0)
    assert_good(page)

    signed_in(page, world.nurse).goto(at(world, "urgent", UrgentTask.objects.get().pk))
    expect(page.get_by_text("6.9").first).to_be_visible()
    page.get_by_role("main").get_by_role("textbox").fill("I rang Bibi. She is at the hospital.")
    press(page, "It is dealt with")
    expect(page.get_by_text("Saved. The letter can go now.")).to_be_visible()

    signed_in(page).goto(at(world, "round"))
    press(page, "Make the letter")
    expect(heading(page)).to_have_text("Your conversation, your plan")
    assert Letter.objects.count() == 1


@pytest.mark.each_way
def test_a_paper_form_is_copied_on_one_page_with_one_save(page, signed_in, world):
    a_round(world)
    by = world.person_account
    write(
        record=record(world, by), kind="what_matters", content={"text": "My sister"}, by=by,
        at=timezone.now(),
    )  # fmt: skip
    signed_in(page).goto(at(world, "round"))
    follow(page, "Copy in a paper form")
    page.get_by_label("What matters most to you?").fill("The sea")
    page.get_by_label("First thing to talk about").fill("My breath")
    page.get_by_label("Who helps (1)").fill("Samira")
    page.get_by_label("What they do (1)").fill("Shops")
    page.get_by_label("Overall, how happy did you feel yesterday?").fill("7")
    page.get_by_label("Who helped to fill it in?").fill("Samira")
    press(page, "Save all of it")

    expect(page.get_by_text("Came back on")).to_be_visible()
    [entry] = held(world, "what_matters")
    assert (entry.lead, entry.authorship.source) == ("The sea", "a paper form")
    assert entry.authorship.on_behalf_of == "Bibi"
    assert Response.objects.get().answers == {"happy": 7}
    assert Returned.objects.get().helped_by == "Samira"


def test_a_paper_form_is_kept_whole_or_not_at_all(narrow, signed_in, world):
    a_round(world)
    signed_in(narrow).goto(at(world, "paper"))
    assert_good(narrow)
    narrow.get_by_label("What matters most to you?").fill("The sea")
    narrow.get_by_label("What they do (1)").fill("Shops")
    narrow.get_by_label("Overall, how happy did you feel yesterday?").fill("11")
    press(narrow, "Save all of it")

    assert_refused(narrow)
    expect(narrow.get_by_label("What matters most to you?")).to_have_value("The sea")
    expect(narrow.get_by_role("link", name="Say who this is.")).to_be_visible()
    narrow.get_by_label("Who helps (1)").fill("Samira")
    press(narrow, "Save all of it")
    expect(narrow.get_by_role("link", name="Choose a whole number")).to_be_visible()
    assert_refused(narrow)
    assert held(world, "what_matters") == []
    assert not Returned.objects.exists()


def test_a_half_copied_form_is_there_again(page, signed_in, world):
    a_round(world)
    signed_in(page).goto(at(world, "paper"))
    page.get_by_label("What matters most to you?").fill("The sea")
    page.get_by_label("Overall, how happy did you feel yesterday?").fill("7")
    press(page, "Keep it, and go on later")
    expect(heading(page)).to_have_text("The round")

    follow(page, "Copy in a paper form")
    expect(page.get_by_label("What matters most to you?")).to_have_value("The sea")
    expect(page.get_by_label("Overall, how happy did you feel yesterday?")).to_have_value("7")
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()
    assert held(world, "what_matters") == []


def test_a_missed_date_asks_why_and_new_dates_are_agreed(page, signed_in, world):
    round, today = a_round(world), timezone.localdate()
    Round.objects.update(started_on=today - timedelta(days=90))
    for step, days in ((Step.PREPARE, -40), (Step.DISCUSS, 5), (Step.DOCUMENT, 6)):
        StepDate.objects.filter(step=step.value).update(due=today + timedelta(days=days))
    signed_in(page).goto(at(world, "round"))
    follow(page, "Say why it was missed")
    press(page, "Save the reason")
    assert_refused(page)
    page.get_by_label("Why was this date missed?").fill("The post was late")
    press(page, "Save the reason")
    expect(page.get_by_text("The post was late")).to_be_visible()
    expect(page.get_by_text("no one has said why")).to_have_count(0)

    follow(page, "Agree new dates")
    fill_day(page, "Prepare", today + timedelta(days=3))
    page.get_by_label("Who agreed these dates?").fill("Bibi")
    press(page, "Save these dates")
    expect(heading(page)).to_have_text("The round")
    current = StepDate.objects.get(round=round, step="prepare", replaced_at__isnull=True)
    assert current.due == today + timedelta(days=3)


def test_a_person_is_added_by_keyboard_alone_and_never_twice(page_js, signed_in, world):
    page = signed_in(page_js)
    page.goto(reverse("person-add"))
    for label, words in (("First name", "Ada"), ("Last name", "Osei")):
        tab_to(page, label)
        page.keyboard.type(words)
    for label, words in (("Day", "3"), ("Month", "4"), ("Year", "1950")):
        tab_to(page, label)
        page.keyboard.type(words)
    tab_to(page, "NHS number")
    page.keyboard.type("999 000 0018")
    tab_to(page, "Add this person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert Person.objects.count() == 1
    page.get_by_label("NHS number").fill("")
    press(page, "Add this person")

    expect(heading(page)).to_have_text("The round")
    expect(page.get_by_text("Ada OSEI").first).to_be_visible()


def test_after_a_death_all_is_closed_and_it_takes_two_people_to_open_it(page, signed_in, world):
    a_round(world)
    other = an_account("Priya Nair")
    a_post(other, world.practice, Role.ADMINISTRATOR, "Practice administrator")
    signed_in(page).goto(at(world, "round"))
    follow(page, "Record that Bibi has died")
    press(page, "Yes, record the death")
    assert_refused(page)
    fill_day(page, "When did they die?", timezone.localdate())
    page.get_by_label("Who told you?").fill("A neighbour")
    press(page, "Yes, record the death")
    expect(heading(page)).to_have_text("Bibi has died")
    assert_good(page)
    for name in ("round", "paper", "details-change"):
        assert page.goto(at(world, name)).status == 403
    signed_in(page, world.person_account)
    assert page.goto(at(world, "my-plan")).status == 404

    signed_in(page).goto(at(world, "died-undo"))
    page.get_by_label("How do you know that they are alive?").fill("Bibi rang us.")
    press(page, "Ask to open the record")
    expect(page.get_by_text("Someone else must now check this and agree.")).to_be_visible()
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    again = page.request.post(
        at(world, "died-undo"), form={"csrfmiddlewaretoken": token, "reason": "I am sure"},
        headers={"Referer": page.url},
    )  # fmt: skip
    assert again.status == 422
    assert Death.objects.get().undone_at is None

    signed_in(page, other).goto(at(world, "died-undo"))
    expect(page.get_by_text("Bibi rang us.")).to_be_visible()
    assert_good(page)
    press(page, "I have checked. Open the record")
    expect(page.get_by_text("The record is open again.")).to_be_visible()
    signed_in(page, world.person_account)
    assert page.goto(at(world, "my-plan")).status == 200


def test_each_page_of_the_administrator_reads_well_on_a_small_screen(narrow, signed_in, world):
    page = signed_in(narrow)
    for address in (at(world, "round"), at(world, "round-start"), reverse("person-add")):
        page.goto(address)
        assert_good(page)
    press(page, "Add this person")
    assert_refused(page)
    a_round(world)
    a_result(world, "4.2")
    StepDate.objects.filter(step="prepare").update(due=timezone.localdate() - timedelta(days=1))
    page.goto(at(world, "round"))
    press(page, "Make the letter")
    for address in (
        at(world, "round"), at(world, "letter"), at(world, "round-dates"), at(world, "died"),
        at(world, "round-reason", "prepare"),
    ):  # fmt: skip
        page.goto(address)
        assert_good(page)
