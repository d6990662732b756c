"""Where a recall stands, and which letter is next: none to the dead, none to who is left out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.messages import MessageWay
from hearth.core.recall.facts import (
    Answer,
    Facts,
    LeftOut,
    Letter,
    Listed,
    RecallRule,
    Said,
    Sent,
    WhyNot,
)
from hearth.core.recall.stages import FOLLOWS, NEXT_STAGES, Stage, next_letter, stage
from hearth.core.rounds import Step

RULE = RecallRule()
TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
EMAIL, TEXT = MessageWay.EMAIL, MessageWay.TEXT


def ago(days):
    return NOON - timedelta(days=days)


def some(**more):
    lists = (Listed("A", date(2026, 1, 1)),)
    return Facts(**{"born": date(1948, 3, 12), "listed": lists, "month": date(2026, 11, 1)} | more)


def sent(letter, days, way=EMAIL, **more):
    return Sent(letter, way, ago(days), **more)


def the_next(**facts):
    found = next_letter(some(**facts), TODAY, RULE)
    return found and (found.letter, found.from_day)


INVITED = sent(Letter.INVITATION, 30)
REMINDED = (INVITED, sent(Letter.REMINDER, 9, TEXT))
YES = (Said(Answer.YES, ago(5)),)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Stage.TO_INVITE),
        ({"sent": (INVITED,)}, Stage.INVITED),
        ({"sent": REMINDED}, Stage.REMINDED),
        ({"sent": (*REMINDED, sent(Letter.NO_REPLY, 1))}, Stage.LAST_LETTER),
        ({"sent": (INVITED,), "said": YES}, Stage.SAID_YES),
        ({"step": Step.PREPARE}, Stage.SAID_YES),
        ({"said": YES, "sent": (sent(Letter.PREPARATION, 3),)}, Stage.PREPARING),
        (
            {"said": YES, "sent": (sent(Letter.PREPARATION, 9), sent(Letter.FOLLOW_UP, 1))},
            Stage.NUDGED,
        ),
        ({"said": YES, "handed_in": True}, Stage.READY),
        ({"said": YES, "met_on": TODAY}, Stage.MET),
        ({"said": (Said(Answer.NO, ago(1)),)}, Stage.SAID_NO),
        ({"said": (Said(Answer.LATER, ago(1), TODAY),)}, Stage.LATER),
        (
            {"sent": (INVITED,), "said": (Said(Answer.LATER, ago(9), date(2026, 11, 1)),)},
            Stage.TO_INVITE,
        ),
        ({"said": (Said(Answer.NO, ago(9)), Said(Answer.YES, ago(1)))}, Stage.SAID_YES),
        ({"step": Step.REVIEW}, Stage.TO_INVITE),
    ],
)
def test_a_stage_follows_from_what_was_sent_and_said(facts, expected):
    assert stage(some(**facts), TODAY) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (Letter.INVITATION, date(2026, 10, 4))),
        ({"sent": (INVITED,)}, (Letter.REMINDER, date(2026, 10, 24))),
        ({"sent": REMINDED}, (Letter.NO_REPLY, date(2026, 11, 14))),
        ({"sent": (*REMINDED, sent(Letter.NO_REPLY, 1))}, None),
        ({"said": YES}, None),
        ({"said": YES, "step": Step.PREPARE}, (Letter.PREPARATION, date(2026, 10, 28))),
        ({"step": Step.PREPARE}, (Letter.PREPARATION, date(2026, 10, 4))),
        (
            {"said": YES, "step": Step.PREPARE, "conversation_on": date(2026, 12, 1)},
            (Letter.PREPARATION, date(2026, 11, 17)),
        ),
        ({"said": YES, "step": Step.PREPARE, "urgent": True}, None),
        ({"said": YES, "step": Step.DISCUSS, "conversation_on": date(2026, 11, 1)}, None),
        (
            {"said": YES, "step": Step.PREPARE, "sent": (sent(Letter.PREPARATION, 8),)},
            (Letter.FOLLOW_UP, date(2026, 11, 1)),
        ),
        ({"sent": (sent(Letter.INVITATION, 30, None, waits=True),)}, None),
        ({"sent": (sent(Letter.INVITATION, 2, failed=True),)}, (Letter.INVITATION, TODAY)),
        ({"listed": (), "month": None}, None),
        ({"step": Step.DOCUMENT}, None),
        ({"step": Step.REVIEW}, (Letter.INVITATION, date(2026, 10, 4))),
    ],
)  # fmt: skip
def test_the_next_letter_follows_from_the_stage(facts, expected):
    assert the_next(**facts) == expected


def test_the_count_begins_again_after_later():
    said = (Said(Answer.LATER, ago(20), date(2026, 10, 25)),)

    assert the_next(sent=REMINDED[:1], said=said) == (Letter.INVITATION, date(2026, 10, 4))


def test_a_letter_that_did_not_arrive_goes_again_by_another_way():
    found = next_letter(some(sent=(sent(Letter.INVITATION, 2, failed=True),)), TODAY, RULE)

    assert found is not None
    assert found.again
    assert found.used == (EMAIL,)


def test_every_stage_has_its_way_on_and_three_are_the_end():
    assert {each for each, there in NEXT_STAGES.items() if not there} == {
        Stage.MET, Stage.SAID_NO,
    }  # fmt: skip
    assert set(NEXT_STAGES) == set(Stage)


MOMENTS = st.integers(0, 200).map(ago)
SENT = st.builds(
    Sent,
    letter=st.sampled_from(Letter),
    way=st.none() | st.sampled_from(MessageWay),
    at=MOMENTS,
    failed=st.booleans(),
    waits=st.booleans(),
)
SAID = st.builds(
    Said, answer=st.sampled_from(Answer), at=MOMENTS, until=st.dates(TODAY, date(2027, 5, 1))
)
FACTS = st.builds(
    some,
    sent=st.lists(SENT, max_size=4).map(tuple),
    said=st.lists(SAID, max_size=2).map(tuple),
    step=st.none() | st.sampled_from(Step),
    handed_in=st.booleans(),
    urgent=st.booleans(),
    review_due=st.none() | st.dates(date(2026, 1, 1), date(2027, 5, 1)),
)


@given(FACTS, st.sampled_from(["died", "death_told", *WhyNot]))
def test_nobody_who_died_or_is_left_out_gets_a_letter(facts, why):
    more = {why: True} if not isinstance(why, WhyNot) else {"left_out": (LeftOut(why, TODAY),)}

    assert next_letter(Facts(**{**vars(facts), **more}), TODAY, RULE) is None


@given(FACTS)
def test_no_preparation_letter_goes_while_a_result_waits_to_be_told(facts):
    urgent = Facts(**{**vars(facts), "urgent": True})
    found = next_letter(urgent, TODAY, RULE)

    assert found is None or found.letter is not Letter.PREPARATION


@given(FACTS)
def test_what_is_next_is_the_letter_of_the_stage_and_leads_where_the_table_says(facts):
    found, here = next_letter(facts, TODAY, RULE), stage(facts, TODAY)

    if found and not found.again:
        assert found.letter is FOLLOWS[here]
        sent_now = Sent(found.letter, EMAIL, NOON + timedelta(minutes=1))
        there = stage(Facts(**{**vars(facts), "sent": (*facts.sent, sent_now)}), TODAY)
        assert there in NEXT_STAGES[here] | {here}
