"""The practitioner's thirty minutes: from today to a copy in the person's hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hearth.core.access import Action
from hearth.core.agreement import Answer, Party, Standing, Way
from hearth.core.plan import Review
from hearth.core.rounds import Step
from hearth.records.access.door import open_record
from hearth.records.plans.changes import joining, rounds, versions
from hearth.records.plans.changes.entries import write
from hearth.records.plans.changes.versions import Said
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.versions import versions as versions_of
from hearth.records.preparation.models import UrgentTask
from hearth.records.results.models import Result
from hearth.web.sign_in.sessions import BACKEND
from tests.journeys.browser import assert_accessible, tab_to, weigh
from tests.journeys.walking import go_by
from tests.world import a_round, a_world, an_agreeable_plan

pytestmark = pytest.mark.django_db(transaction=True)

STORY = "I worked in the mill for thirty years. Then my breath went."


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def signed_in(world, live_server):
    """Give a page the session of the nurse, without the sign-in form."""

    def give(page: Page, account=None) -> Page:
        client = Client()
        client.force_login(account or world.nurse, backend=BACKEND)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([cookie | {"url": live_server.url}])
        return page

    return give


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])


def record(world):
    return open_record(
        world.person.pk, by=world.nurse, at=timezone.now(), why="a test", action=Action.READ
    )


def held(world, kind):
    return [entry for entry in current_entries(record(world)) if entry.kind == kind]


def writes(world, kind, **content):
    return write(
        record=record(world), kind=kind, content=content, by=world.nurse, at=timezone.now()
    )


def prepared(world):
    """The person has sent a list; the conversation is today; there are results."""
    round = a_round(world)
    round.conversation_at = timezone.now() + timedelta(minutes=1)
    round.save()
    for place, words in enumerate(("My breath", "The mosque on Fridays"), start=1):
        writes(world, "talk_about", text=words, order=str(place))
    writes(world, "how_things_are", text="Some days are good.")
    known = settings.JURISDICTION.measurements[0]
    code = min(known.codes, key=str)
    for year, value in ((2024, 61), (2025, 55), (2026, 53)):
        Result.objects.create(
            person=world.person, system=code.system, code=code.code, name=known.name,
            taken_on=date(year, 6, 1), value=Decimal(value), unit=known.unit,
        )  # fmt: skip
    return round


class Keys:
    """A keyboard that counts: words are free, every other key is not."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def words(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_a_goal_with_who_what_and_when_takes_eight_keystrokes_and_two_page_loads(
    page, signed_in, world
):
    prepared(world)
    signed_in(page).goto(at(world, "conversation"))
    loads = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    keys = Keys(page)

    keys.press("Tab", "Enter", "Tab", "Enter")
    keys.words("Walk to the mosque")
    keys.press("Tab")
    keys.words("Walk with Samira")
    keys.press("Tab")
    keys.words("Me and Samira")
    keys.press("Tab")
    keys.words("Fridays")
    keys.press("Enter")
    expect(page.locator("#catch-done")).to_contain_text("Saved: Walk to the mosque")

    # Coming in by the skip links takes four keys, the line itself takes four.
    assert keys.count == 8
    assert len([url for url in loads if "#main" not in url and "#catch" not in url]) <= 2
    [goal], [action] = held(world, "goal"), held(world, "action")
    assert goal.lead == "Walk to the mosque"
    assert {n: action.content[n] for n in ("what", "who", "when", "goal")} == {
        "what": "Walk with Samira", "who": "Me and Samira", "when": "Fridays", "goal": goal.thread,
    }  # fmt: skip


def test_after_a_goal_is_caught_the_cursor_stands_in_an_empty_line_for_the_next(
    page, signed_in, world
):
    signed_in(page).goto(at(world, "conversation"))
    page.fill("#catch_goal", "Sleep better")
    page.keyboard.press("Enter")
    expect(page.locator("#catch-done")).to_contain_text("Saved: Sleep better")

    page.keyboard.type("Sing again")
    page.keyboard.press("Enter")
    expect(page.locator("#catch-done")).to_contain_text("Saved: Sing again")

    assert [each.lead for each in held(world, "goal")] == ["Sleep better", "Sing again"]


def test_someone_who_is_not_so_sure_is_asked_what_would_help_without_being_held_up(
    page, signed_in, world
):
    signed_in(page).goto(at(world, "conversation"))
    page.fill("#catch_goal", "Walk")
    page.fill("#catch_confidence", "4")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Not so sure yet: 4 out of 10")).to_be_visible()
    page.get_by_label("What would help?").fill("A stick")
    page.keyboard.press("Enter")
    expect(page.get_by_text("What would help: A stick")).to_be_visible()


def test_words_typed_before_the_laptop_is_closed_come_back_in_a_new_browser(
    new_context, signed_in, world
):
    first = new_context()
    page = signed_in(first.new_page())
    page.goto(at(world, "conversation"))
    story = page.locator("#add_story_text")
    story.press_sequentially(STORY, delay=2)
    page.fill("#catch_goal", "Walk a")
    expect(page.locator(".hearth-draft", has_text="Saved as a draft")).to_have_count(2)
    first.close()

    page = signed_in(new_context().new_page())
    page.goto(at(world, "conversation"))

    expect(page.locator("#add_story_text")).to_have_value(STORY)
    expect(page.locator("#catch_goal")).to_have_value("Walk a")


def test_words_typed_without_a_connection_are_kept_until_it_is_back(new_context, signed_in, world):
    context = new_context()
    page = signed_in(context.new_page())
    page.goto(at(world, "conversation"))
    context.set_offline(True)
    page.locator("#add_story_text").press_sequentially(STORY, delay=2)
    expect(page.get_by_text("No connection. Your words are kept")).to_be_visible()
    assert page.locator("#add_story_text").input_value() == STORY

    context.set_offline(False)
    expect(page.locator(".hearth-draft", has_text="Saved as a draft")).to_have_count(
        1, timeout=15_000
    )
    page.goto(at(world, "conversation"))

    expect(page.locator("#add_story_text")).to_have_value(STORY)


@pytest.mark.each_way
def test_a_plan_is_caught_read_back_and_agreed_and_the_copy_is_one_click_away(
    page, signed_in, world
):
    prepared(world)
    an_agreeable_plan(world)
    signed_in(page).goto("/today/")
    go_by(page.get_by_role("link", name="Open the conversation"))
    expect(page.locator(".hearth-agenda__list li").first).to_have_text("My breath")
    go_by(page.get_by_role("button", name="Read it back and agree"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Read it back to Bibi")
    page.get_by_label("How will you meet?").select_option("A visit at home")
    page.get_by_label("Where are you now?").fill("At home")
    page.get_by_label("Bibi says yes to this plan").check()
    go_by(page.get_by_role("button", name="Save the plan"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Give Bibi a copy now")
    copy = page.get_by_role("link", name="Print the plan").get_attribute("href")
    assert page.request.get(copy).body().startswith(b"%PDF")
    assert versions_of(record(world))[0].standing is Standing.AGREED


def test_the_whole_conversation_can_be_held_with_the_keyboard_alone(page_js, signed_in, world):
    prepared(world)
    an_agreeable_plan(world)
    page = signed_in(page_js)
    page.goto("/today/")
    tab_to(page, "Open the conversation with Bibi (Rabia) KHAN")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/")
    tab_to(page, "Add a strength")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Patience")
    page.keyboard.press("Enter")
    page.wait_for_url("**/conversation/?caught=*")
    tab_to(page, "Read it back and agree")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read-back/")
    tab_to(page, "How will you meet?")
    page.keyboard.type("A visit at")
    tab_to(page, "Bibi says yes to this plan")
    page.keyboard.press("Space")
    tab_to(page, "Save the plan")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Give Bibi a copy now")
    assert held(world, "strength")[0].lead == "Patience"


def test_with_nine_minutes_left_the_plan_is_one_click_from_today(page, signed_in, world):
    prepared(world)
    an_agreeable_plan(world)
    signed_in(page).goto("/today/")

    go_by(page.get_by_role("link", name="Bibi (Rabia) KHAN").first)

    page.wait_for_url(f"**{at(world, 'my-plan')}")
    expect(page.get_by_text("Walk with Samira").first).to_be_visible()


def test_a_review_is_written_down_on_the_ladder_of_the_goal_itself(page, signed_in, world):
    reviewable(world)
    signed_in(page).goto(at(world, "review"))
    page.get_by_label("What I hope for").first.check()
    page.get_by_label("What helped?").first.fill("Samira")
    page.get_by_label("Done").first.check()
    go_by(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()

    go_by(page.get_by_role("button", name="Finish this round"))

    expect(page.get_by_text("This round is done")).to_be_visible()
    assert held(world, "action")[0].content["status"] == "done"


def reviewable(world):
    round = prepared(world)
    an_agreeable_plan(world)
    by, now = world.nurse, timezone.now()
    for step in (Step.DISCUSS, Step.DOCUMENT):
        rounds.go_to(record=record(world), round=round, there=step, by=by, at=now)
    versions.freeze(
        record=record(world), round=round, location="At home", by=by, at=now, identifiers={},
        review=Review(date(2090, 1, 1), "Ruth Adeyemi", "A visit at home"),
        said=Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM),
    )  # fmt: skip
    rounds.go_to(record=record(world), round=round, there=Step.REVIEW, by=by, at=now)


@pytest.mark.any_engine
def test_the_conversation_is_accessible_in_every_scheme_of_colours(any_colours, signed_in, world):
    everything_at_once(world)
    page = signed_in(any_colours)
    for address in (at(world, "conversation"), at(world, "review"), reverse("today")):
        page.goto(address)
        assert_accessible(page)


def test_every_page_of_the_practitioner_is_accessible_on_a_small_screen(narrow, signed_in, world):
    urgent, plan, goal = everything_at_once(world)
    page = signed_in(narrow)
    for address in (
        reverse("today"), reverse("missed-dates"), reverse("people"),
        reverse("people") + "?q=nobody", at(world, "conversation"),
        at(world, "conversation") + f"?caught={goal}#catch_goal",
        at(world, "goal-ladder", goal), at(world, "read-back"), at(world, "agreed"),
        at(world, "record-answer", 1), at(world, "review"), at(world, "key-worker"),
        at(world, "urgent", urgent), at(world, "review-request"), at(world, "joined-plans"),
        at(world, "joined-plan", plan), at(world, "joined-line", plan, 0),
        at(world, "joined-line", plan, 0) + "?kind=action",
    ):  # fmt: skip
        page.goto(address)
        assert_accessible(page)


def everything_at_once(world):
    """A person for whom every page has something to show."""
    reviewable(world)
    goal = writes(world, "goal", text="Sleep", confidence="3", hoped_for="Up once", now="Up often")
    writes(world, "option", what="A walking group", good="Company", bad="Early")
    person = world.record(world.person_account)
    now = timezone.now()
    joining.ask_for_review(record=person, reason="My knee", by=world.person_account, at=now)
    plan = joining.join_plan(
        record=record(world), title="Support plan", service="Holmbeck Council",
        content=[{"text": "Rails", "status": "done", "date": "2026-01-01"}], by=world.nurse, at=now,
    )  # fmt: skip
    urgent = UrgentTask.objects.create(
        person=world.person, key="k", words="Potassium was 6.7", for_post=world.nurse_post,
        raised_at=now,
    )  # fmt: skip
    return urgent.pk, plan.pk, goal.thread


def test_forms_that_are_refused_are_accessible_too(narrow, signed_in, world):
    urgent, _, goal = everything_at_once(world)
    page = signed_in(narrow)
    for address, button in (
        (at(world, "conversation"), ".hearth-catch button"),
        (at(world, "read-back"), "text=Save the plan"),
        (at(world, "record-answer", 1), "text=Save the answer"),
        (at(world, "key-worker"), "text=Hand over today"),
        (at(world, "urgent", urgent), "text=It is dealt with"),
        (at(world, "review-request"), "text=Send the answer"),
        (at(world, "joined-plans"), "text=Join this plan"),
    ):
        page.goto(address)
        if "read-back" in address:
            help_first(world, goal)
            page.goto(address)
        page.locator(button).first.click()
        expect(page.locator(".nhsuk-error-summary")).to_be_focused()
        assert page.title().startswith("Error: ")
        assert_accessible(page)


def help_first(world, thread):
    [goal] = [each for each in held(world, "goal") if each.thread == thread]
    write(
        record=record(world), kind="goal", content={**goal.content, "what_would_help": "Tea"},
        thread=thread, base_number=goal.number, by=world.nurse, at=timezone.now(),
    )  # fmt: skip


@pytest.mark.any_engine
def test_the_pages_of_the_conversation_are_light(page_js, signed_in, world):
    everything_at_once(world)
    page = signed_in(page_js)

    first = weigh(page, at(world, "conversation"))
    assert first["document"] <= 14_000, first
    assert sum(first.values()) <= 50_000, first
    for name in ("read-back", "review", "key-worker"):
        later = weigh(page, at(world, name))
        assert later["document"] <= 14_000, (name, later)
