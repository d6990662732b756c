"""A member answers for themselves, and a voice settles where it differs."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hearth.core.house.assessing import Question, Rating, Voice
from hearth.core.house.parts import Part
from hearth.core.metrics.figures import Figure, Shown
from hearth.records.house import changes, queries
from hearth.records.house.models import AssessmentAnswer
from hearth.records.metrics.changes import record_results
from tests.house import House, an_assessment, answer_all
from tests.house_pages import LETTER, a_small_house, fields, page, post, rated
from tests.world import an_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db) -> House:
    return a_small_house()


def answers_of(account) -> list[tuple[str, str, int | None]]:
    rows = AssessmentAnswer.objects.filter(by=account).order_by("pk")
    return list(rows.values_list("element", "question", "rating"))


def test_a_member_answers_one_question_at_a_time_and_goes_on_to_the_next(house):
    an_assessment(house, at=timezone.now())
    given = fields(LETTER, there="3", works="unknown", words="It came on the day.")

    answer = post(house.arthur, "house-assess-one", LETTER, **given)

    assert answers_of(house.arthur) == [
        (LETTER, Question.THERE, 3),
        (LETTER, Question.WORKS, None),
    ]
    assert answer["Location"].startswith("/house/assess/one/")
    assert LETTER not in answer["Location"]
    assert "1 of 6 answered" in page(house.arthur, "house-assess")


def test_only_what_was_changed_is_said_again(house):
    an_assessment(house, at=timezone.now())
    post(house.arthur, "house-assess-one", LETTER, **fields(LETTER, there="3", works="2"))

    post(house.arthur, "house-assess-one", LETTER, **fields(LETTER, there="3", works="1"))

    assert answers_of(house.arthur)[2:] == [(LETTER, Question.WORKS, 1)]


def test_staff_answer_a_part_on_one_page_and_what_is_right_is_kept_where_some_is_not(house):
    assessment = an_assessment(house, at=timezone.now())
    other = next(
        e.code for e in queries.framework_at(assessment).of(Part.LEFT_WALL) if e.code != LETTER
    )
    given = fields(LETTER, there="4", works="3") | fields(other, there="2", works="1")

    answer = post(house.nurse, "house-assess-part", "left_wall", **given)

    assert answer.status_code == 422
    assert "Say what shows that you have cracked it." in answer.content.decode()
    assert {code for code, _, _ in answers_of(house.nurse)} == {other}


def test_what_shows_something_needs_an_answer_to_show(house):
    an_assessment(house, at=timezone.now())

    answer = post(house.arthur, "house-assess-one", LETTER, **fields(LETTER, words="Look."))

    assert answer.status_code == 422
    assert "Choose an answer" in answer.content.decode()
    assert answers_of(house.arthur) == []


def test_own_answers_stand_in_the_form_again(house):
    an_assessment(house, at=timezone.now())
    given = fields(LETTER, there="2", works="unknown", words="Late.", named="on")
    post(house.arthur, "house-assess-one", LETTER, **given)

    said = page(house.arthur, "house-assess-one", LETTER)

    assert said.count(" checked") == 3
    assert "Late." in said


def test_people_who_use_services_are_named_only_where_they_say_so(house):
    assessment = an_assessment(house, at=timezone.now())
    for account, named in ((house.arthur, ""), (house.rhys, "on")):
        words = f"Words of {account.full_name.split()[0]}."
        more = {"named": named} if named else {}
        post(account, "house-assess-one", LETTER,
             **fields(LETTER, there="2", works="2", words=words, **more))  # fmt: skip
    changes.close_assessment(assessment=assessment, by=house.lead, at=timezone.now())

    said = page(house.lead, "house-part", "left_wall")

    assert "Words of Arthur." in said
    assert "Arthur Fair" not in said
    assert "Rhys Moran" in said


@pytest.mark.any_engine
def test_a_member_is_told_before_they_answer_what_the_group_sees_of_them(house):
    an_assessment(house, at=timezone.now())
    staff, person = (page(each, "house-assess-one", LETTER) for each in (house.nurse, house.arthur))

    assert "The group sees your name beside it." in staff
    assert "The group sees your name beside it." not in person
    assert "not who. Where few answer, they may guess." in page(house.arthur, "house-assess")
    assert "may guess" not in page(house.nurse, "house-assess")


def test_what_others_said_is_not_shown_before_ones_own_answer(house):
    assessment = an_assessment(house, at=timezone.now())
    answer_all(house, assessment, Rating.GOOD_IDEAS, at=timezone.now())

    before = page(house.rhys, "house-part-now", "left_wall")
    assert "Not shown until you have answered." in before
    assert "We looked at" not in before
    assert "Nobody has rated the house yet." in page(house.rhys, "house")

    post(house.rhys, "house-assess-one", LETTER, **fields(LETTER, there="2", works="2"))
    after = page(house.rhys, "house-part-now", "left_wall")
    assert after.count("Not shown until you have answered.") == 1
    assert "We looked at" in after


def test_a_round_that_is_asked_does_not_pull_down_the_house_that_stands(house):
    rated(house)
    again = an_assessment(house, "Winter", at=timezone.now())
    answer_all(house, again, Rating.NEEDS_WORK, at=timezone.now())

    assert "needs work" not in page(house.rhys, "house").lower()


def test_where_nothing_is_asked_there_is_nothing_to_answer(house):
    rated(house)

    assert "No one is asked just now." in page(house.arthur, "house-assess")
    assert post(house.arthur, "house-assess-one", LETTER).status_code == 404
    assert post(house.arthur, "house-assess-part", "roof").status_code == 404


@pytest.fixture
def split(house):
    """Arthur and Rhys differ on whether the letter works; staff agree with each other."""
    assessment = an_assessment(house, at=timezone.now())
    answer_all(house, assessment, Rating.GOOD_IDEAS, at=timezone.now())
    post(house.rhys, "house-assess-one", LETTER, **fields(LETTER, there="2", works="1"))
    return house


def test_a_voice_settles_where_it_differs_and_says_why(split):
    assert reverse("house-settle-one", args=[LETTER, "works"]) in page(split.rhys, "house-settle")

    empty = post(split.rhys, "house-settle-one", LETTER, "works", rating="1", why="")
    assert empty.status_code == 422
    post(split.rhys, "house-settle-one", LETTER, "works", rating="1", why="It comes too late.")

    said = page(split.rhys, "house-part-now", "left_wall")
    assert "It comes too late." in said
    assert "as they agreed" in said


def test_no_voice_settles_for_the_other_or_what_it_agrees_on(split):
    post(split.lead, "house-assess-part", "left_wall", **fields(LETTER, there="2", works="2"))

    for account, question in ((split.lead, "works"), (split.rhys, "there")):
        assert post(
            account, "house-settle-one", LETTER, question, rating="4", why="We say so."
        ).status_code == 404  # fmt: skip


def test_who_has_not_answered_sees_nothing_to_settle_yet(split):
    late = an_account("Bea Lamb")
    changes.give_seat(
        community=split.community, to=late, voice=Voice.PEOPLE, by=split.lead, at=timezone.now()
    )

    assert reverse("house-settle-one", args=[LETTER, "works"]) not in page(late, "house-settle")
    assert post(
        late, "house-settle-one", LETTER, "works", rating="4", why="I say so."
    ).status_code == 404  # fmt: skip


def test_a_figure_is_kept_as_it_was_when_it_was_shown(house):
    an_assessment(house, at=timezone.now())
    metric = next(each for each in settings.METRICS.metrics if LETTER in each.elements)
    for day, count in ((date(2026, 10, 1), 100), (date(2026, 11, 1), 120)):
        figure = Figure(metric.code, metric.hash, day, Shown(count, 240), "x", day, "duckdb")
        record_results(community=house.community, figures=[figure], by=None, at=timezone.now())

    post(house.arthur, "house-assess-one", LETTER,
         **fields(LETTER, there="4", works="3", metric=metric.code))  # fmt: skip

    row = AssessmentAnswer.objects.filter(by=house.arthur).first()
    assert row.metric == metric.code
    assert row.figure == f"{metric.question} 120 of 240, 1 November 2026"
