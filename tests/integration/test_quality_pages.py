"""The auditor's pages: the plans of the month, one plan with its checklist, and what was found."""

import pytest
from django.urls import reverse

from hearth.core.quality import QUESTIONS
from hearth.records.access.door import open_record
from hearth.records.quality.changes import finish_look
from hearth.records.quality.models import QualityMark
from hearth.web.sign_in.sessions import BACKEND
from tests.looking import DRAWN, agree, all_marked, an_auditor, drawn, someone
from tests.world import a_world

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def auditor(world):
    return an_auditor(world)


@pytest.fixture
def eleanor(auditor, client):
    client.force_login(auditor.account, backend=BACKEND)
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def look_at(world):
    return reverse("quality-look", args=[world.person.pk])


def answers(world, **changed):
    said = {question.code: "yes" for question in QUESTIONS}
    return {"person": str(world.person.pk), **said, **changed}


def test_an_auditor_starts_with_the_plans_to_look_at_and_draws_them(eleanor, world):
    agree(world, world.person)
    assert eleanor.get("/").url == reverse("quality")
    assert "Draw the plans" in text(eleanor.get(reverse("quality")))

    page = text(eleanor.post(reverse("quality-draw"), follow=True))

    assert "Plans drawn in Holmbeck: 1." in page
    assert "0 of 1 done." in page
    assert look_at(world) in page
    assert "999 000 0018" in page
    assert "Draw the plans" not in page


def test_drawing_twice_says_why_it_cannot_be(eleanor, world):
    eleanor.post(reverse("quality-draw"))

    assert "drawn once" in text(eleanor.post(reverse("quality-draw"), follow=True))


def test_a_drawn_plan_is_read_with_its_checklist_and_nothing_can_be_changed(eleanor, world):
    agree(world, world.person)
    drawn(world)

    page = text(eleanor.get(look_at(world)))

    assert "Walk to the mosque on Fridays" in page
    assert all(question.words in page for question in QUESTIONS)
    assert "Change something" not in page


def test_the_answers_are_kept_and_the_plan_is_closed(eleanor, world):
    agree(world, world.person)
    drawn(world)

    page = text(eleanor.post(look_at(world), answers(world), follow=True))

    assert "1 of 1 done." in page
    assert QualityMark.objects.count() == len(QUESTIONS)
    assert eleanor.get(look_at(world)).status_code == 404


def test_a_no_without_words_comes_back_with_all_that_was_chosen(eleanor, world):
    agree(world, world.person)
    drawn(world)

    answer = eleanor.post(look_at(world), answers(world, clear="no"))

    assert answer.status_code == 422
    assert "Say what is missing, in a few words." in text(answer)
    assert text(answer).count("checked") == len(QUESTIONS)
    assert not QualityMark.objects.exists()


def test_a_checklist_that_was_made_for_somebody_else_is_refused(eleanor, world):
    agree(world, world.person)
    drawn(world)

    answer = eleanor.post(look_at(world), answers(world, person="somebody else"))

    assert answer.status_code == 422
    assert not QualityMark.objects.exists()


def test_a_plan_that_was_not_drawn_is_not_there(eleanor, world):
    agree(world, world.person)

    assert eleanor.get(look_at(world)).status_code == 404


def test_others_find_no_checklist_and_no_results(client, world, auditor):
    agree(world, world.person)
    drawn(world)
    for account in (world.nurse, world.administrator, world.person_account):
        client.force_login(account, backend=BACKEND)

        assert client.get(look_at(world)).status_code == 404
        assert client.get(reverse("quality")).status_code == 403
        assert client.get(reverse("quality-results")).status_code == 403
        assert client.post(reverse("quality-draw")).status_code == 403


def test_the_results_show_counts_and_hide_small_ones(eleanor, world, auditor):
    assert "nothing to show yet" in text(eleanor.get(reverse("quality-results")))
    for number in range(5):
        agree(world, someone(world, f"Person {number}"))
    plans = list(drawn(world).plans.all())

    def finish(plan):
        record = open_record(plan.look.person_id, by=auditor.account, at=DRAWN, why="a look")
        finish_look(record=record, marks=all_marked(), by=auditor.account, at=DRAWN)

    for plan in plans[:4]:
        finish(plan)
    assert text(eleanor.get(reverse("quality-results"))).count("Too few to show.") == 13
    finish(plans[4])

    page = text(eleanor.get(reverse("quality-results"), {"month": plans[0].draw.month.isoformat()}))
    assert "Too few to show." not in page
    assert page.count('<rect x="0.0" y="1" width="600.0"') == len(QUESTIONS)
    assert "<td>P1</td><td>5</td><td>0</td><td>0</td><td>0</td><td>5</td>" in page
