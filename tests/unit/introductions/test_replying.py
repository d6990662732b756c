"""What is asked by a link, when, and which links open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hearth.core.introductions.replying import (
    ASKED,
    Before,
    LinkFacts,
    NotAnAnswer,
    Question,
    answer_problems,
    opens,
    to_ask,
)
from hearth.core.introductions.standing import Event, standing
from hearth.core.introductions.states import MAY_TELL, NEXT_STATES, State, Teller, move_problems
from hearth.core.messages import Silence

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
DAY = date(2026, 11, 2)
CAN, DID, STILL = Question.CAN_THEY_COME, Question.DID_YOU_GO, Question.DO_YOU_STILL_GO
LINK = LinkFacts(
    question=CAN, ends_at=NOW + timedelta(days=30), is_answered=False, is_closed=False,
    is_newest=True, state=State.REQUESTED, silence=Silence.NONE,
)  # fmt: skip


def stands(*states: State, on: date = DAY):
    return standing(Event(each, on) for each in states)


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def test_a_link_opens_while_its_question_stands():
    assert opens(LINK, NOW)


@pytest.mark.parametrize(
    "but",
    [
        {"is_answered": True}, {"is_closed": True}, {"is_newest": False}, {"ends_at": NOW},
        {"state": State.WITHDRAWN}, {"state": State.ACCEPTED}, {"silence": Silence.HELD},
        {"silence": Silence.STOPPED},
    ],
    ids=str,
)  # fmt: skip
def test_one_thing_is_enough_for_a_link_to_open_nothing(but):
    assert not opens(replace(LINK, **but), NOW)


@pytest.mark.parametrize("question", Question)
def test_each_button_can_be_pressed_wherever_its_question_is_asked(question):
    asked = ASKED[question]
    for choice in asked.choices:
        if choice.state is None or choice.state is State.RECEIVED:
            continue
        assert choice.state in MAY_TELL[asked.asks]
        for here in asked.open_in:
            assert choice.state in NEXT_STATES[here]
            assert move_problems(here, choice.state, choice.reason, asked.asks) == []


def test_no_link_can_call_an_introduction_off():
    every = {choice.state for asked in ASKED.values() for choice in asked.choices}

    assert State.WITHDRAWN not in every


def test_what_is_passed_on_is_shown_to_groups_alone_and_not_once_they_came():
    for asked in ASKED.values():
        assert not asked.tells_who or asked.asks is Teller.GROUP
        assert not asked.tells_who or State.STARTED not in asked.open_in


def test_a_button_that_is_none_is_refused():
    assert ASKED[CAN].choice("yes").state is State.ACCEPTED
    with pytest.raises(NotAnAnswer):
        ASKED[CAN].choice("went")


def test_long_words_and_odd_places_are_refused():
    assert answer_problems("Hello", 3) == []
    assert answer_problems("x" * 501, None) == ["Keep it under 500 letters."]
    assert answer_problems("", 21) == ["Choose from 0 to 20 places."]


def test_a_group_is_reminded_once_after_a_week():
    asked = [Before(CAN, DAY)]
    here = stands(State.REQUESTED)

    assert to_ask(here, asked, days(6)) is None
    due = to_ask(here, asked, days(7))
    assert due is not None
    assert (due.question, due.is_reminder) == (CAN, True)
    assert to_ask(here, [*asked, Before(CAN, days(7), is_reminder=True)], days(20)) is None


def test_a_group_that_was_never_asked_is_not_reminded():
    assert to_ask(stands(State.REQUESTED), [], days(7)) is None


@pytest.mark.parametrize("state", [State.TOLD, State.ACCEPTED])
def test_who_was_to_go_is_asked_after_two_weeks_and_once(state):
    here = stands(state)

    assert to_ask(here, [], days(13)) is None
    due = to_ask(here, [], days(14))
    assert due is not None
    assert due.question is DID
    assert to_ask(here, [Before(DID, days(14))], days(15)) is None
    assert to_ask(here, [Before(Question.DID_THEY_COME, days(14))], days(15)) is None


def test_a_group_is_asked_instead_only_where_it_knows_of_the_person():
    told, accepted = (to_ask(stands(each), [], days(14)) for each in (State.TOLD, State.ACCEPTED))
    assert told is not None
    assert accepted is not None
    assert told.instead is None
    assert accepted.instead is Question.DID_THEY_COME


def test_who_went_is_asked_after_three_months_if_they_still_go():
    here = stands(State.ACCEPTED, State.STARTED)

    assert to_ask(here, [Before(DID, DAY)], days(90)) is None
    due = to_ask(here, [Before(DID, DAY)], days(91))
    assert due is not None
    assert due.question is STILL


def test_a_question_that_comes_too_late_is_asked_by_a_person():
    assert to_ask(stands(State.ACCEPTED), [], days(42)) is not None
    assert to_ask(stands(State.ACCEPTED), [], days(43)) is None


@pytest.mark.parametrize(
    "state", sorted(set(State) - {State.TOLD, State.REQUESTED, State.ACCEPTED, State.STARTED})
)
def test_nobody_is_asked_where_nothing_is_open(state):
    assert not any(to_ask(stands(state), [], days(count)) for count in (1, 14, 91))
