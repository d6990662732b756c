"""The list of tasks before the conversation."""

from hearth.core.kinds import KINDS
from hearth.core.preparing import (
    PREPARE_KINDS,
    QUESTIONS,
    Answered,
    left_to_do,
    next_after,
    tasks,
)


def test_each_question_becomes_an_entry_of_a_known_kind_or_a_measure():
    assert set(KINDS) >= PREPARE_KINDS


def test_a_question_is_not_yet_answered_or_passed():
    states = {t.question.code: t.state for t in tasks(answered=["what_matters"], passed=["people"])}

    assert states["what_matters"] is Answered.ANSWERED
    assert states["people"] is Answered.PASSED
    assert states["talk_about"] is Answered.NOT_YET


def test_optional_questions_never_hold_anyone_up():
    required = [q.code for q in QUESTIONS if not q.optional]

    assert left_to_do(tasks(answered=required, passed=[])) == []
    assert left_to_do(tasks(answered=[], passed=required[1:])) == ["What matters to me"]


def test_each_question_leads_to_the_next_and_the_last_to_none():
    assert next_after("what_matters").code == "how_things_are"
    assert next_after(QUESTIONS[-1].code) is None
