"""When an advocate must be offered: the four questions, a helper, and the person's own word."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.advocacy import (
    ABILITY_WORDS,
    DIFFICULTY_WORDS,
    Ability,
    AdvocacyFact,
    AdvocacyStanding,
    AdvocacyStep,
    Difficulty,
    FourAnswers,
    advocacy_problems,
    answer_problems,
)

DAY = date(2026, 11, 2)
HARD = FourAnswers(dict.fromkeys(Ability, Difficulty.NONE) | {Ability.REMEMBER: Difficulty.A_LOT})
EASY = FourAnswers(dict.fromkeys(Ability, Difficulty.SOME))
ANSWERS = st.dictionaries(st.sampled_from(Ability), st.sampled_from(Difficulty))


def stand(*steps: AdvocacyStep | FourAnswers) -> AdvocacyStanding:
    facts = [
        AdvocacyFact(AdvocacyStep.ANSWERED, DAY + timedelta(day), step)
        if isinstance(step, FourAnswers)
        else AdvocacyFact(step, DAY + timedelta(day))
        for day, step in enumerate(steps)
    ]
    return AdvocacyStanding(facts)


@given(ANSWERS, st.sampled_from(["", "  ", "Samira"]))
def test_an_advocate_is_owed_where_one_thing_is_very_hard_and_nobody_helps(answers, helper):
    given_answers = FourAnswers(answers, helper)
    hard = Difficulty.A_LOT in answers.values()

    assert given_answers.must_offer == (hard and not helper.strip())
    assert set(given_answers.hard) == {a for a, d in answers.items() if d is Difficulty.A_LOT}


def test_every_question_needs_an_answer():
    missing = answer_problems({Ability.UNDERSTAND: Difficulty.NONE})

    assert [each.where for each in missing] == ["remember", "weigh_up", "tell_us"]
    assert answer_problems(EASY.answers) == []
    assert set(ABILITY_WORDS) == set(Ability)
    assert set(DIFFICULTY_WORDS) == set(Difficulty)


@pytest.mark.parametrize(
    ("steps", "owed", "waits_since"),
    [
        ((), False, None),
        ((EASY,), False, None),
        ((HARD,), True, None),
        ((HARD, AdvocacyStep.ACCEPTED), False, DAY + timedelta(1)),
        ((HARD, AdvocacyStep.DECLINED), False, None),
        ((HARD, AdvocacyStep.DECLINED, HARD), True, None),
        ((AdvocacyStep.ASKED_FOR, HARD), False, DAY),
        ((AdvocacyStep.ASKED_FOR, AdvocacyStep.ACCEPTED), False, DAY),
        ((AdvocacyStep.ASKED_FOR, AdvocacyStep.REFERRED), False, None),
        ((AdvocacyStep.ASKED_FOR, AdvocacyStep.REFERRED, HARD), False, None),
        ((AdvocacyStep.ASKED_FOR, AdvocacyStep.DECLINED, AdvocacyStep.ASKED_FOR), False,
         DAY + timedelta(2)),
    ],
)  # fmt: skip
def test_an_offer_and_a_referral_are_owed_until_they_are_made(steps, owed, waits_since):
    assert stand(*steps).must_offer is owed
    assert stand(*steps).waits_since == waits_since


def test_a_fresh_look_waits_for_the_four_questions_and_for_the_offer():
    assert stand().obstacles == ["Ask the four questions about an advocate first."]
    assert stand(HARD).obstacles == ["Offer an advocate first."]
    assert stand(HARD, AdvocacyStep.DECLINED).obstacles == []
    assert stand(EASY).obstacles == []
    assert stand(AdvocacyStep.ASKED_FOR).obstacles == []


def test_only_somebody_who_said_yes_is_referred():
    wanted, not_wanted = stand(AdvocacyStep.ASKED_FOR), stand(HARD)

    assert advocacy_problems(AdvocacyStep.REFERRED, wanted) == []
    assert advocacy_problems(AdvocacyStep.REFERRED, not_wanted) != []
    assert advocacy_problems(AdvocacyStep.DECLINED, not_wanted) == []
    assert stand(HARD, EASY).answers == EASY
