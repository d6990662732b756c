"""What practitioners meet before and in the conversation: what is shown, kept and refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.records.access.changes import involve
from hearth.records.access.door import open_record
from hearth.records.plans.changes import drafts, joining, rounds
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries.entries import draft_of
from hearth.records.preparation.models import UrgentTask
from hearth.web.sign_in.sessions import BACKEND
from tests.practitioner import at, held, said, send
from tests.world import (
    a_person,
    a_round,
    a_world,
    an_agreeable_plan,
    some_dates,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def nurse(world, client):
    client.force_login(world.nurse, backend=BACKEND)
    return client


def test_today_says_kindly_that_nothing_waits(nurse):
    page = nurse.get(reverse("today")).content.decode()

    assert "Nothing waits for you" in page
    assert "All dates are met" in page


def test_today_shows_whom_i_see_and_puts_an_urgent_result_first(nurse, world):
    round = a_round(world)
    round.conversation_at = timezone.now() + timedelta(minutes=5)
    round.save()
    joining.ask_for_review(
        record=world.record(world.person_account), reason="", by=world.person_account,
        at=timezone.now(),
    )  # fmt: skip
    UrgentTask.objects.create(
        person=world.person, key="k", words="Potassium was 6.7", for_post=world.nurse_post,
        raised_at=timezone.now(),
    )  # fmt: skip

    page = nurse.get(reverse("today")).content.decode()

    assert "Open the conversation" in page
    assert "999 000 0018" in page
    assert 0 < page.index("Potassium was 6.7") < page.index("Asks for a review")


def test_today_takes_as_many_queries_for_many_people_as_for_one(
    nurse, world, django_assert_num_queries
):
    a_round(world)
    _someone_with_a_missed_date(world, "Ann")
    nurse.get(reverse("today"))
    with CaptureQueriesContext(connection) as few:
        nurse.get(reverse("today"))
    for name in ("Bea", "Cy", "Di", "Ed"):
        _someone_with_a_missed_date(world, name)
    with django_assert_num_queries(len(few)):
        page = nurse.get(reverse("today"))

    assert page.content.decode().count("was due on") >= 5


def _someone_with_a_missed_date(world, name):
    person = a_person(given=name)
    _near(world, person)
    _round_for(world, person)


def _near(world, person):
    involve(
        person=person, organisation=world.practice, kind="practice",
        starts=timezone.localdate() - timedelta(days=900), by=None, at=timezone.now(),
    )  # fmt: skip


def _round_for(world, person):
    then = timezone.now() - timedelta(days=60)
    record = open_record(person.pk, by=world.nurse, at=then, why="a test")
    rounds.start_round(
        record=record, due=some_dates(timezone.localdate(then)), accountable=world.nurse_post,
        agreed_with="them", by=world.nurse, at=then,
    )  # fmt: skip


def test_people_are_found_by_name_by_birth_date_and_by_number(nurse):
    for words in ("khan", "bibi", "12/3/1948", "999"):
        page = nurse.get(reverse("people"), {"q": words}).content.decode()
        assert "Bibi (Rabia) KHAN" in page, words
        assert "12 March 1948" in page
    assert "We found no one" in nurse.get(reverse("people"), {"q": "zzz"}).content.decode()


def test_the_conversation_page_shows_the_persons_list_first_and_in_their_order(nurse, world):
    said(world, "talk_about", text="My breath", order="2")
    said(world, "talk_about", text="My garden", order="1")

    page = nurse.get(at(world, "conversation")).content.decode()

    assert page.index("My garden") < page.index("My breath") < page.index("Catch a goal</h2>")


def test_a_goal_with_its_action_is_caught_in_one_line(nurse, world):
    answer = send(
        nurse, world, "conversation-catch",
        goal="Walk to the shop", what="Walk", who="Me", when="Fridays", confidence="5",
    )  # fmt: skip

    assert answer.status_code == 303
    assert answer["Location"].endswith("#catch_goal")
    [goal], [action] = held(world, "goal"), held(world, "action")
    assert action.content["goal"] == goal.thread
    page = nurse.get(answer["Location"]).content.decode()
    assert "Saved: " in page
    assert "What would help?" in page


def test_what_is_refused_is_shown_again_with_all_that_was_typed(nurse, world):
    answer = send(nurse, world, "conversation-catch", goal="Walk", what="Walk to the shop")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Walk to the shop"' in page
    assert "Write who does it." in page
    assert held(world, "goal") == []


def test_an_answer_to_what_would_help_is_kept_with_the_goal(nurse, world):
    send(nurse, world, "conversation-catch", goal="Walk", confidence="5")
    [goal] = held(world, "goal")

    send(
        nurse, world, "what-would-help", goal.thread,
        what_would_help="A friend", base_number=str(goal.number),
    )  # fmt: skip

    assert held(world, "goal")[0].content["what_would_help"] == "A friend"
    assert "What would help?" not in nurse.get(at(world, "conversation")).content.decode()


def test_each_other_kind_is_added_by_its_own_line(nurse, world):
    for kind, fields in {
        "story": {"text": "It began in May"},
        "strength": {"text": "Patience"},
        "need": {"text": "Sleep"},
        "option": {"what": "A walking group", "good": "Company"},
        "contingency": {"triggers": "A cold", "what_to_do": "Rest", "who_to_call": "Us"},
        "risk": {"text": "A fall", "what_we_do": "Rails"},
        "talk_about": {"text": "Sleep"},
    }.items():
        assert send(nurse, world, "conversation-add", kind, **fields).status_code == 303, kind
        assert len(held(world, kind)) == 1


def test_a_form_about_someone_else_is_refused(nurse, world):
    other = a_person(given="Anna")

    answer = nurse.post(at(world, "conversation-catch"), {"person": str(other.pk), "goal": "Walk"})

    assert answer.status_code == 422
    assert held(world, "goal") == []


def test_a_draft_comes_back_in_its_own_box(nurse, world):
    record = world.record(world.nurse)
    for form, fields in {"catch": {"goal": "Sing agai"}, "add-story": {"text": "It be"}}.items():
        drafts.keep_draft(
            record=record, form=form, fields=fields, by=world.nurse, at=timezone.now()
        )

    page = nurse.get(at(world, "conversation")).content.decode()
    assert 'value="Sing agai"' in page
    assert "It be" in page
    send(nurse, world, "conversation-catch", goal="Sing again")
    assert draft_of(record, "catch") is None


def test_the_conversation_takes_as_many_queries_for_a_long_plan_as_for_a_short_one(
    nurse, world, django_assert_num_queries
):
    an_agreeable_plan(world)
    nurse.get(at(world, "conversation"))
    with CaptureQueriesContext(connection) as few:
        nurse.get(at(world, "conversation"))
    for _ in range(20):
        an_entry = {"text": "Walk", "confidence": "4"}
        write(
            record=world.record(world.nurse), kind="goal", content=an_entry, by=world.nurse,
            at=timezone.now(),
        )  # fmt: skip
    with django_assert_num_queries(len(few)):
        nurse.get(at(world, "conversation"))


def test_a_goal_gets_its_ladder_and_keeps_its_other_words(nurse, world):
    send(nurse, world, "conversation-catch", goal="Walk", importance="9")
    [goal] = held(world, "goal")
    page = nurse.get(at(world, "goal-ladder", goal.thread))
    assert page.status_code == 200

    send(nurse, world, "goal-ladder", goal.thread, hoped_for="To the shop", base_number="1")

    [now] = held(world, "goal")
    assert now.content == {"text": "Walk", "importance": 9, "hoped_for": "To the shop"}


def test_the_second_to_change_a_ladder_sees_both_texts(nurse, world):
    send(nurse, world, "conversation-catch", goal="Walk")
    [goal] = held(world, "goal")
    send(nurse, world, "goal-ladder", goal.thread, hoped_for="Theirs", base_number="1")

    answer = send(nurse, world, "goal-ladder", goal.thread, hoped_for="Mine", base_number="1")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Mine"' in page
