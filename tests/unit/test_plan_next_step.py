"""What the top of the plan asks of the person."""

from datetime import UTC, date, datetime

import pytest

from hearth.core.agreement import Standing
from hearth.core.rounds import Step
from hearth.records.preparation.glance import Glance
from hearth.web.plan.next_step import PlanFacts, next_steps, supporters_steps

TODAY = date(2027, 3, 1)
MEETING = datetime(2027, 3, 3, 14, 0, tzinfo=UTC)


def at_a_glance(**more):
    facts = {
        "round_id": None, "step": None, "conversation_at": None, "conversation_place": "",
        "handed_in": False, "ideas": 0, "review_asked": False, "key_worker": "Ruth Adeyemi",
    }  # fmt: skip
    return Glance(**{**facts, **more})


def titles(now, plan):
    return [step.title for step in next_steps(now, plan, today=TODAY)]


AGREED = PlanFacts(Standing.AGREED, date(2027, 9, 1), has_entries=True)
NEW = PlanFacts(None, None, has_entries=False)


def test_a_new_person_is_asked_to_begin():
    assert titles(at_a_glance(), NEW) == ["Your plan starts with you"]


def test_someone_invited_is_asked_to_get_ready_for_the_day():
    now = at_a_glance(step=Step.PREPARE, conversation_at=MEETING)

    assert titles(now, NEW) == ["Get ready for your conversation on 3 March 2027 at 2:00pm"]


def test_someone_who_is_ready_is_told_when_it_is():
    now = at_a_glance(step=Step.PREPARE, conversation_at=MEETING, handed_in=True)

    assert titles(now, NEW) == ["Your conversation is on 3 March 2027 at 2:00pm"]


def test_a_conversation_of_today_is_said_to_be_today():
    today = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
    now = at_a_glance(step=Step.DISCUSS, conversation_at=today)

    assert titles(now, NEW) == ["Your conversation is today at 9:30am"]


def test_a_plan_that_waits_for_an_answer_comes_before_all_else():
    plan = PlanFacts(Standing.OFFERED, None, has_entries=True, is_written=True)

    assert titles(at_a_glance(ideas=2, step=Step.DOCUMENT), plan) == [
        "Your plan is ready: read it, and say if it is right",
        "2 ideas for you to look at",
    ]


def test_a_plan_that_is_not_right_says_who_will_talk_about_it():
    [step] = next_steps(
        at_a_glance(), PlanFacts(Standing.NOT_AGREED, None, has_entries=True), today=TODAY
    )

    assert step.words.startswith("Ruth Adeyemi will talk with you")


@pytest.mark.parametrize(
    ("review_on", "expected"),
    [
        (date(2027, 3, 20), "Your review is due on 20 March 2027"),
        (date(2027, 2, 20), "Your review was due on 20 February 2027"),
        (date(2027, 6, 1), "Nothing waits for you now"),
    ],
)
def test_a_review_is_asked_for_when_it_is_near_or_late(review_on, expected):
    plan = PlanFacts(Standing.AGREED, review_on, has_entries=True)

    assert titles(at_a_glance(), plan) == [expected]


def test_a_review_that_was_asked_for_is_not_asked_for_again():
    plan = PlanFacts(Standing.AGREED, TODAY, has_entries=True)

    assert titles(at_a_glance(review_asked=True), plan) == ["You asked for a review"]


def test_a_plan_being_written_says_so_only_until_it_is_written():
    now = at_a_glance(step=Step.DOCUMENT)

    assert titles(now, AGREED) == ["Your plan is being written"]
    written = PlanFacts(Standing.AGREED, date(2027, 9, 1), has_entries=True, is_written=True)
    assert titles(now, written) == ["Nothing waits for you now"]


def test_a_supporter_is_asked_only_for_what_they_may_do():
    now = at_a_glance(step=Step.PREPARE)

    assert len(supporters_steps(now, may_prepare=True, today=TODAY)) == 1
    assert supporters_steps(now, may_prepare=False, today=TODAY) == []
