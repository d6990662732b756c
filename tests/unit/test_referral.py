"""What an ask for a conversation must hold, and where it stands."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hearth.core.referral import (
    NEXT_STATES,
    Answer,
    Consent,
    Reason,
    State,
    Told,
    answer_problems,
    consent_problems,
    standing,
    told_problems,
)

TODAY = date(2026, 11, 2)
MINE = Told(about_me=True, person_name="Rabia Khan", person_reach="01632 960101", words="Tired")
THEIRS = replace(
    MINE, about_me=False, asker_name="Ann Bell", asker_reach="ann@example.org",
    relation="neighbour", consent=Consent.KNOWS,
)  # fmt: skip


def where(told: Told) -> set[str]:
    return {each.where for each in told_problems(told, today=TODAY)}


def test_an_ask_for_oneself_needs_a_name_a_way_to_reach_them_and_a_reason():
    empty = Told(about_me=True, person_name=" ", person_reach="", words="")

    assert where(MINE) == set()
    assert where(empty) == {"person_name", "person_reach", "words"}


def test_an_ask_for_somebody_else_says_who_asks_and_what_the_person_says_to_it():
    assert where(THEIRS) == set()
    assert where(replace(MINE, about_me=False)) == {"asker_name", "asker_reach", "consent"}


def test_an_ask_says_for_whom_it_is():
    assert where(replace(MINE, about_me=None)) == {"about"}


def test_nobody_is_asked_for_behind_their_back():
    assert consent_problems(Consent.NOT_ASKED)
    assert consent_problems(None)
    assert not consent_problems(Consent.CANNOT_SAY)


def test_nobody_was_born_after_today():
    assert where(replace(MINE, born=TODAY)) == set()
    assert where(replace(MINE, born=TODAY + timedelta(days=1))) == {"born"}


def test_a_no_has_a_reason_and_words_and_a_yes_needs_neither():
    assert [each.where for each in answer_problems(None, None, "")] == ["answer"]
    assert not answer_problems(Answer.ACCEPTED, None, "")
    assert [each.where for each in answer_problems(Answer.DECLINED, None, " ")] == [
        "reason",
        "told",
    ]
    assert not answer_problems(Answer.DECLINED, Reason.NOT_OURS, "Ask the council.")


def test_an_ask_is_late_the_day_after_its_answer_was_due():
    on_the_day = standing(TODAY - timedelta(days=14), None, today=TODAY, days=14)
    after = standing(TODAY - timedelta(days=15), None, today=TODAY, days=14)

    assert (on_the_day.state, on_the_day.age, on_the_day.is_late) == (State.ASKED, 14, False)
    assert after.is_late
    assert after.answer_by == TODAY - timedelta(days=1)


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_stands_and_is_never_late(answer):
    stands = standing(TODAY - timedelta(days=99), answer, today=TODAY, days=14)

    assert stands.state in NEXT_STATES[State.ASKED]
    assert not NEXT_STATES[stands.state]
    assert not stands.is_late
