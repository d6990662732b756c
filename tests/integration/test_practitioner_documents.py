"""The plan read back and agreed, the review, key workers and other plans, without a browser."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Standing, Way
from hearth.core.rounds import Step
from hearth.records.plans.changes import joining
from hearth.records.plans.queries import versions
from hearth.records.plans.queries.rounds import current_round
from hearth.records.preparation.models import UrgentTask
from hearth.web.sign_in.sessions import BACKEND
from tests.practitioner import at, held, send
from tests.world import (
    a_post,
    a_round,
    a_world,
    an_account,
    an_agreeable_plan,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def nurse(world, client):
    client.force_login(world.nurse, backend=BACKEND)
    return client


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
    assert here is Step.REVIEW


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
