"""The person gets ready: one question a page, on any device, with nothing ever lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.core.access import Action
from hearth.records.access.door import open_record
from hearth.records.measures.models import Response
from hearth.records.plans.changes import rounds
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.entries import current_entries, history_of
from hearth.records.preparation.models import Returned
from tests.journeys.browser import tab_to
from tests.journeys.walking import (
    answered_with,
    assert_good,
    follow,
    go_by,
    heading,
    press,
    session_of,
)
from tests.world import a_round, a_world, some_dates

pytestmark = pytest.mark.django_db(transaction=True)

GO_ON = "Save and go on"
THINGS, TALK = "How are things for you now?", "What do you want to talk about?"
HELP = "What help do you need?"
STORY = "My grandson, and the garden.\nMi manca il mare."


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def signed_in(world, live_server):
    """Give a page the session of an account (the person's, unless named)."""

    def give(page: Page, account=None) -> Page:
        page.context.add_cookies([session_of(account or world.person_account, live_server.url)])
        return page

    return give


def at(world, name, *more):
    return reverse(name, args=[world.person.pk, *more])


def question(world, code):
    return at(world, "prepare-question", code)


def record(world, account=None):
    by = account or world.person_account
    return open_record(world.person.pk, by=by, at=timezone.now(), why="a test", action=Action.READ)


def writes(world, kind, account=None, **content):
    by = account or world.person_account
    return write(record=record(world, by), kind=kind, content=content, by=by, at=timezone.now())


def held(world, kind):
    return [entry for entry in current_entries(record(world)) if entry.kind == kind]


def soon(world):
    """A round with its conversation next week."""
    round = a_round(world)
    round.conversation_at = timezone.now() + timedelta(days=7)
    round.conversation_place = "Mill Lane Surgery"
    round.save()
    return round


def start_another(world, round):
    """The round ends, and the next one starts."""
    nurse, now = world.nurse, timezone.now()
    rounds.end_round(record=record(world, nurse), round=round, by=nurse, at=now)
    return rounds.start_round(
        record=record(world, nurse), due=some_dates(now.date()), accountable=world.nurse_post,
        agreed_with="Bibi", by=nurse, at=now,
    )  # fmt: skip


def go_on(page: Page, title: str) -> None:
    """Save this page, and come to the next one, with this title."""
    press(page, GO_ON)
    expect(heading(page)).to_have_text(title)


def answer_everything(page: Page) -> None:
    """Walk through all questions from the first, and answer them."""
    go_on(page, "What matters most to you?")
    page.get_by_role("textbox").fill(STORY)
    go_on(page, THINGS)
    go_on(page, TALK)
    page.get_by_label("First").fill("My breath")
    page.get_by_label("Second").fill("The mosque")
    page.get_by_label("Third").fill("My knee")
    go_on(page, "Who helps you?")
    page.get_by_label("Who", exact=True).first.fill("Samira")
    page.get_by_label("What they do").first.fill("Brings the shopping")
    go_on(page, HELP)
    page.get_by_role("textbox").fill("A rail by the bath")
    go_on(page, "Four quick questions about how you feel")
    group = page.get_by_role("group", name="Overall, how happy did you feel yesterday?")
    group.get_by_label("7", exact=True).check()
    go_on(page, "Check your answers")


def test_the_first_question_is_three_clicks_away_from_the_sign_in(page, signed_in, world):
    soon(world)
    signed_in(page).goto("/")

    about = page.get_by_role("navigation", name="About this person")
    go_by(about.get_by_text("Get ready"))
    follow(page, "Start")

    expect(page.get_by_text("Question 1 of 7")).to_be_visible()


@pytest.mark.each_way
def test_every_question_is_answered_on_its_own_page_then_checked_and_handed_in(
    page, signed_in, world
):
    soon(world)
    signed_in(page).goto(at(world, "prepare"))
    follow(page, "Start")

    answer_everything(page)

    expect(heading(page)).to_have_text("Check your answers")
    items = page.locator("#answer-talk_about").locator("..").get_by_role("listitem")
    expect(items).to_have_text(["My breath", "The mosque", "My knee"])
    expect(page.get_by_text("Nothing to add")).to_have_count(2)
    expect(page.get_by_text("7 out of 10")).to_be_visible()
    press(page, "I am ready for the conversation")
    expect(heading(page)).to_have_text("You are ready")
    assert held(world, "what_matters")[0].lead == STORY
    assert held(world, "informal_support")[0].content["what"] == "Brings the shopping"
    assert Response.objects.get().answers == {"happy": 7}
    assert Returned.objects.get().mode == "online"


def test_half_the_answers_are_there_on_another_device(new_context, signed_in, world):
    soon(world)
    first = new_context()
    page = signed_in(first.new_page())
    page.goto(question(world, "what_matters"))
    page.get_by_role("textbox").fill(STORY)
    go_on(page, THINGS)
    page.get_by_role("textbox").fill("Some days are")
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    first.close()

    page = signed_in(new_context(java_script_enabled=False).new_page())
    page.goto(at(world, "prepare"))
    expect(page.get_by_role("listitem").filter(has_text="What matters to me")).to_contain_text(
        "Done"
    )
    follow(page, "How things are")
    expect(page.get_by_role("textbox")).to_have_value("Some days are")
    expect(page.get_by_text("These are the words you typed last time")).to_be_visible()


def test_leaving_early_saves_the_page_and_comes_back_to_the_list(page, signed_in, world):
    soon(world)
    signed_in(page).goto(question(world, "help_needed"))
    page.get_by_role("textbox").fill("Someone to drive me")

    press(page, "Save, and go on later")

    expect(heading(page)).to_contain_text("Get ready")
    assert held(world, "help_needed")[0].lead == "Someone to drive me"


def test_words_that_were_emptied_can_be_written_again(page, signed_in, world):
    soon(world)
    signed_in(page)
    for words in ("The garden", "", "The sea"):
        page.goto(question(world, "what_matters"))
        page.get_by_role("textbox").fill(words)
        go_on(page, THINGS)

    assert [entry.lead for entry in held(world, "what_matters")] == ["The sea"]


def test_the_calendar_file_tells_nobody_what_the_appointment_is_about(page, signed_in, world):
    soon(world)
    signed_in(page).goto(at(world, "prepare-done"))
    address = page.get_by_role("link", name="Put it in my calendar").get_attribute("href")

    text = page.request.get(address).text()

    assert "SUMMARY:Appointment\r\n" in text
    assert "plan" not in text.lower()
    assert "Surgery" not in text


@pytest.mark.each_way
def test_of_two_tabs_the_second_sees_both_texts_and_loses_none(page, signed_in, world):
    soon(world)
    signed_in(page).goto(question(world, "what_matters"))
    other = page.context.new_page()
    other.goto(question(world, "what_matters"))
    other.get_by_role("textbox").fill("The garden")
    go_on(other, THINGS)

    page.get_by_role("textbox").fill("The sea")
    with answered_with(page, 409):
        press(page, GO_ON)

    expect(page.get_by_text("What is saved now")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text("The garden")
    expect(page.get_by_role("textbox")).to_have_value("The sea")
    assert_good(page)
    page.get_by_role("textbox").fill("The garden and the sea")
    go_on(page, THINGS)
    assert held(world, "what_matters")[0].lead == "The garden and the sea"


def say_what(page: Page) -> None:
    for box in page.get_by_label("What they do").all()[:1]:
        box.fill("Sings")


@pytest.mark.parametrize(
    ("code", "theirs", "mine", "following"),
    [("talk_about", "First", "Second", "Who helps you?"), ("people", "Who", "Who", HELP)],
)
def test_what_another_tab_added_is_not_taken_out_by_a_page_that_never_showed_it(
    code, theirs, mine, following, page_nojs, signed_in, world
):
    soon(world)
    signed_in(page_nojs).goto(question(world, code))
    other = page_nojs.context.new_page()
    other.goto(question(world, code))
    other.get_by_label(theirs, exact=True).first.fill("Samira")
    say_what(other)
    go_on(other, following)

    page_nojs.get_by_label(mine, exact=True).first.fill("Ali")
    say_what(page_nojs)
    go_on(page_nojs, following)

    kind = "talk_about" if code == "talk_about" else "informal_support"
    assert {entry.lead for entry in held(world, kind)} == {"Samira", "Ali"}


def test_an_old_draft_does_not_write_over_what_was_saved_since(new_context, signed_in, world):
    soon(world)
    first = writes(world, "what_matters", text="The garden")
    page = signed_in(new_context().new_page())
    page.goto(question(world, "what_matters"))
    page.get_by_role("textbox").fill("The garden, the sea")
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    page.context.close()
    write(
        record=record(world), kind="what_matters", content={"text": "The garden, my sister"},
        thread=first.thread, base_number=1, by=world.person_account, at=timezone.now(),
    )  # fmt: skip

    page = signed_in(new_context().new_page())
    page.goto(question(world, "what_matters"))
    expect(page.get_by_role("textbox")).to_have_value("The garden, the sea")
    press(page, GO_ON)

    expect(page.locator("blockquote")).to_have_text("The garden, my sister")
    assert held(world, "what_matters")[0].lead == "The garden, my sister"


def test_a_sixth_helper_is_shown_and_stays(page, signed_in, world):
    soon(world)
    for number in range(6):
        writes(world, "informal_support", who=f"Friend {number}", what="Visits")
    signed_in(page).goto(question(world, "people"))
    page.get_by_label("What they do").first.fill("Sings")

    press(page, GO_ON)

    expect(heading(page)).to_have_text(HELP)
    assert len(held(world, "informal_support")) == 6


def test_a_helper_without_a_name_is_asked_about_and_kept(narrow, signed_in, world):
    soon(world)
    signed_in(narrow).goto(question(world, "people"))
    narrow.get_by_label("What they do").first.fill("Brings the shopping")

    press(narrow, GO_ON)

    expect(narrow.get_by_role("link", name="Say who this is.")).to_be_visible()
    expect(narrow.get_by_label("What they do").first).to_have_value("Brings the shopping")
    assert_good(narrow)


def test_a_new_round_asks_afresh_and_goes_on_in_the_same_thread(page, signed_in, world):
    before = soon(world)
    signed_in(page).goto(question(world, "how_things_are"))
    page.get_by_role("textbox").fill("It was a hard winter")
    go_on(page, TALK)
    page.get_by_label("First").fill("My breath")
    go_on(page, "Who helps you?")
    start_another(world, before)

    page.goto(at(world, "prepare"))
    expect(page.get_by_text("Done", exact=True)).to_have_count(0)
    page.goto(question(world, "talk_about"))
    expect(page.get_by_label("First")).to_have_value("")
    page.goto(question(world, "how_things_are"))
    expect(page.get_by_role("textbox")).to_have_value("")
    page.get_by_role("textbox").fill("Spring is better")
    press(page, GO_ON)

    expect(heading(page)).to_have_text(TALK)
    [entry] = held(world, "how_things_are")
    told = [each.lead for each in history_of(record(world), entry.thread)]
    assert told == ["Spring is better", "It was a hard winter"]


def test_a_person_gets_ready_with_the_keyboard_alone(page_js, signed_in, world):
    soon(world)
    page = signed_in(page_js)
    page.goto(at(world, "my-plan"))
    tab_to(page, "Get ready")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("Get ready")
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Question 1 of 7")).to_be_visible()
    tab_to(page, GO_ON)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("What matters most to you?")
    tab_to(page, "What matters most to you?")
    page.keyboard.type("The sea")
    tab_to(page, "Save, and go on later")
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("Get ready")
    tab_to(page, "Check your answers")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Check your answers")
    tab_to(page, "I am ready for the conversation")
    page.keyboard.press("Enter")

    expect(heading(page)).to_have_text("You are ready")
    assert held(world, "what_matters")[0].lead == "The sea"


def test_each_page_of_getting_ready_reads_well_on_a_small_screen(narrow, signed_in, world):
    page = signed_in(narrow)
    page.goto(at(world, "prepare"))
    expect(heading(page)).to_have_text("There is nothing to get ready for yet")
    assert_good(page)
    soon(world)
    for name in ("prepare", "prepare-check", "prepare-done"):
        page.goto(at(world, name))
        assert_good(page)
    page.goto(question(world, "results"))
    for _ in range(7):
        assert_good(page)
        press(page, GO_ON)
    assert_good(page)
    press(page, "I am ready for the conversation")
    page.goto(at(world, "prepare"))
    assert_good(page)


def test_the_person_asks_for_a_review_in_a_minute(page, signed_in, world):
    signed_in(page).goto(at(world, "ask-review"))
    page.get_by_label("What has changed?").fill("My sister has moved in")

    press(page, "Ask for a review")

    expect(page.get_by_text("We have your request")).to_be_visible()
    page.goto(at(world, "ask-review"))
    expect(page.get_by_text("You asked on")).to_be_visible()
    assert_good(page)
