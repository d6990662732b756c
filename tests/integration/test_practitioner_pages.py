"""What practitioners meet, page by page, without a browser: what is shown, kept and refused."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Standing, Way
from hearth.core.rounds import Step
from hearth.records.access.changes import involve
from hearth.records.access.door import open_record
from hearth.records.plans.changes import drafts, joining, rounds
from hearth.records.plans.changes.entries import write
from hearth.records.plans.queries import versions
from hearth.records.plans.queries.entries import current_entries, draft_of
from hearth.records.plans.queries.rounds import current_round
from hearth.records.preparation.models import UrgentTask
from hearth.web.sign_in.sessions import BACKEND
from tests.world import (
    a_person,
    a_post,
    a_round,
    a_world,
    an_account,
    an_agreeable_plan,
    some_dates,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def nurse(world, client):
    client.force_login(world.nurse, backend=BACKEND)
    return client


def at(world, page, *more):
    return reverse(page, args=[world.person.pk, *more])


def send(client, world, page, *more, **fields):
    return client.post(at(world, page, *more), {"person": str(world.person.pk), **fields})


def held(world, kind):
    return [e for e in current_entries(world.record(world.nurse)) if e.kind == kind]


def said(world, kind, **content):
    return write(
        record=world.record(world.person_account), kind=kind, content=content,
        by=world.person_account, at=timezone.now(),
    )  # fmt: skip


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


READ_BACK = {
    "review_on-day": "1", "review_on-month": "6", "review_on-year": "2090",
    "review_by": "Ruth Adeyemi", "review_how": "A visit at home", "location": "At home",
}  # fmt: skip


def read_back(client, world, **fields):
    """Open the page, and send its form: what is frozen is what stood on it."""
    page = client.get(at(world, "read-back")).content.decode()
    mark = re.search(r'name="read" value="([0-9a-f]+)"', page).group(1)
    return send(client, world, "read-back", read=mark, **{**READ_BACK, **fields})


def newest(world):
    return versions.versions(world.record(world.nurse))[0]


def test_the_read_back_page_says_what_is_missing_and_leads_to_it(nurse, world):
    page = nurse.get(at(world, "read-back")).content.decode()

    assert "Say what to do if things get worse." in page
    assert at(world, "conversation") + "#contingency" in page
    assert "Save the plan" not in page


def test_a_plan_that_is_read_back_and_agreed_is_frozen_and_leads_to_the_copy(nurse, world):
    a_round(world)
    an_agreeable_plan(world)
    send(nurse, world, "to-document")
    assert nurse.get(at(world, "read-back")).status_code == 200

    answer = read_back(nurse, world, answer="agreed")

    assert answer.status_code == 302
    page = nurse.get(answer["Location"]).content.decode()
    assert newest(world).standing is Standing.AGREED
    assert "a copy now" in page
    assert "1 June 2090" in page
    here = current_round(world.record(world.nurse), today=timezone.localdate()).here
    assert here is Step.DOCUMENT


def test_a_plan_that_the_person_wants_to_read_first_is_only_offered(nurse, world):
    an_agreeable_plan(world)

    read_back(nurse, world, answer="waits")
    assert newest(world).standing is Standing.OFFERED

    number = newest(world).version.number
    answer = send(nurse, world, "record-answer", number, answer="agreed", way="BY_TELEPHONE")
    assert answer.status_code == 302
    assert newest(world).standing is Standing.AGREED


def test_an_answer_that_is_not_a_yes_needs_words(nurse, world):
    an_agreeable_plan(world)

    answer = read_back(nurse, world, answer="could_not")

    assert answer.status_code == 422
    assert "Say why, in their own words." in answer.content.decode()
    assert versions.versions(world.record(world.nurse)) == []


def test_someone_who_speaks_for_the_person_is_named(nurse, world):
    an_agreeable_plan(world)

    read_back(
        nurse, world, answer="representative", name="Samira Khan",
        role="daughter, attorney",
    )  # fmt: skip

    [yes] = [s for s in newest(world).signatures if s.party is Party.REPRESENTATIVE]
    assert (yes.name, yes.answer, yes.way) == ("Samira Khan", Answer.AGREED, Way.IN_THE_ROOM)


def reviewable(nurse, world):
    a_round(world)
    an_agreeable_plan(world)
    send(nurse, world, "to-document")
    read_back(nurse, world, answer="agreed")
    send(nurse, world, "start-review")


def test_the_review_scales_goals_closes_actions_and_ends_the_round(nurse, world):
    reviewable(nurse, world)
    [goal], [action] = held(world, "goal"), held(world, "action")
    assert nurse.get(at(world, "review")).status_code == 200

    answer = send(
        nurse, world, "review",
        **{
            f"goal-{goal.thread}-level": "0", f"goal-{goal.thread}-helped": "Samira",
            f"action-{action.thread}-status": "done", f"action-{action.thread}-base": "1",
        },
    )  # fmt: skip

    assert answer.status_code == 302
    page = nurse.get(at(world, "conversation")).content.decode()
    assert "Where I am" in page
    assert held(world, "action")[0].content["status"] == "done"
    send(nurse, world, "review-finish")
    assert current_round(world.record(world.nurse), today=timezone.localdate()) is None


def test_a_review_that_says_what_helped_but_not_where_things_stand_is_shown_again(nurse, world):
    reviewable(nurse, world)
    [goal] = held(world, "goal")

    answer = send(nurse, world, "review", **{f"goal-{goal.thread}-helped": "Samira"})

    assert answer.status_code == 422
    assert "Choose where the goal stands now." in answer.content.decode()


def test_a_review_of_an_action_that_moved_on_is_shown_again_and_can_be_saved(nurse, world):
    reviewable(nurse, world)
    [action] = held(world, "action")
    typed = {f"action-{action.thread}-status": "stopped"}
    base = f"action-{action.thread}-base"
    send(nurse, world, "review", **{f"action-{action.thread}-status": "doing", base: "1"})

    refused = send(nurse, world, "review", **typed, **{base: "1"})

    assert refused.status_code == 409
    assert f'name="{base}" value="2"' in refused.content.decode()
    assert send(nurse, world, "review", **typed, **{base: "2"}).status_code == 302


def test_the_key_worker_is_handed_over_with_a_note(nurse, world):
    answer = send(
        nurse, world, "hand-over", to=str(world.social_worker_post.pk), note="Likes calls at 10"
    )

    page = nurse.get(answer["Location"]).content.decode()
    assert "Likes calls at 10" in page
    assert "The key worker is <strong data-name>Tom Price" in page
    refused = send(nurse, world, "hand-over", to=str(world.nurse_post.pk))
    assert refused.status_code == 422


def test_cover_needs_both_days(nurse, world):
    answer = send(nurse, world, "key-worker-cover", post=str(world.social_worker_post.pk))

    assert answer.status_code == 422
    assert "Give the first day." in answer.content.decode()


def test_an_urgent_result_is_dealt_with_in_words(nurse, world):
    task = UrgentTask.objects.create(
        person=world.person, key="k", words="Potassium was 6.7", for_post=world.nurse_post,
        raised_at=timezone.now(),
    )  # fmt: skip
    assert send(nurse, world, "urgent", task.pk, what_was_done="").status_code == 422

    send(nurse, world, "urgent", task.pk, what_was_done="Spoke with Bibi at 9")

    task.refresh_from_db()
    assert task.done_at
    assert "Spoke with Bibi at 9" in nurse.get(at(world, "urgent", task.pk)).content.decode()


def test_a_request_for_a_review_is_answered_in_words_for_the_person(nurse, world):
    joining.ask_for_review(
        record=world.record(world.person_account), reason="My knee", by=world.person_account,
        at=timezone.now(),
    )  # fmt: skip
    assert "My knee" in nurse.get(at(world, "review-request")).content.decode()

    assert send(nurse, world, "review-request", answer="Come in May").status_code == 302
    assert nurse.get(at(world, "review-request")).status_code == 302


def test_another_services_plan_is_joined_and_a_line_of_it_brought_in(nurse, world):
    answer = send(
        nurse, world, "joined-plans", title="Support plan", service="Holmbeck Council",
        lines="Rails in the bathroom\n\nA walk with Jo",
    )  # fmt: skip
    page = nurse.get(answer["Location"]).content.decode()
    assert "Rails in the bathroom" in page
    plan = int(answer["Location"].rstrip("/").rpartition("/")[2])

    line = at(world, "joined-line", plan, 0)
    assert "What is it?" in nurse.get(line).content.decode()
    assert "Rails in the bathroom" in nurse.get(line + "?kind=need").content.decode()
    nurse.post(line + "?kind=need", {"person": world.person.pk, "text": "Rails in the bathroom"})

    assert held(world, "need")[0].authorship.source == "Support plan"


def test_a_joined_plan_without_lines_is_shown_again(nurse, world):
    answer = send(nurse, world, "joined-plans", title="Support plan", service="", lines="")

    assert answer.status_code == 422
    assert "Say whose plan this is." in answer.content.decode()


def test_an_administrator_cannot_open_the_conversation(world, client):
    client.force_login(world.administrator, backend=BACKEND)

    assert client.get(at(world, "conversation")).status_code == 403
    assert client.get(at(world, "read-back")).status_code == 403


def test_a_stranger_finds_none_of_these_pages(world, client):
    client.force_login(world.stranger, backend=BACKEND)

    for name in ("conversation", "read-back", "review", "key-worker", "joined-plans"):
        assert client.get(at(world, name)).status_code == 404


def test_the_social_worker_opens_the_same_pages(world, client):
    client.force_login(world.social_worker, backend=BACKEND)

    for name in ("conversation", "read-back", "review", "key-worker", "joined-plans"):
        assert client.get(at(world, name)).status_code == 200, name


def test_staff_whose_role_reads_no_record_are_told_so(world, client):
    lead = an_account("Una Lead")
    a_post(lead, world.practice, Role.HOUSE_LEAD, "House lead")
    client.force_login(lead, backend=BACKEND)

    assert "nothing here for your role" in client.get(reverse("today")).content.decode()


def test_a_round_cannot_be_finished_before_anyone_looked_back(nurse, world):
    reviewable(nurse, world)

    assert "Finish this round" not in nurse.get(at(world, "review")).content.decode()
    assert send(nurse, world, "review-finish").status_code == 422
    assert current_round(world.record(world.nurse), today=timezone.localdate()) is not None


def test_a_plan_that_changed_while_it_was_read_is_not_frozen_but_read_again(nurse, world):
    an_agreeable_plan(world)
    nurse.get(at(world, "read-back"))

    answer = send(nurse, world, "read-back", answer="agreed", read="0" * 16, **READ_BACK)

    assert answer.status_code == 422
    assert "The plan changed while you read it." in answer.content.decode()
    assert versions.versions(world.record(world.nurse)) == []
