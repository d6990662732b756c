"""Measures: no composite, no half-right score, the right formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.measures import (
    GAS_LEVELS,
    ONS4,
    answer_problems,
    bands,
    gas_t_score,
    levels_held,
)


def test_each_answer_has_its_own_band_and_anxiety_has_other_bands():
    found = bands(ONS4, {"satisfied": 4, "happy": 9, "anxious": 6})

    assert [(item.name, value, band) for item, value, band in found] == [
        ("satisfied", 4, "low"),
        ("happy", 9, "very high"),
        ("anxious", 6, "high"),
    ]


@given(st.integers(0, 10))
def test_every_answer_on_the_scale_falls_in_a_band(answer):
    assert all(item.band(answer) for item in ONS4.items)


@pytest.mark.parametrize("wrong", ["11", "-1", "seven", "3.5"])
def test_an_answer_off_the_scale_is_named(wrong):
    [problem] = answer_problems(ONS4, {"happy": wrong})

    assert problem.where == "happy"


def test_a_question_may_be_left_out():
    assert answer_problems(ONS4, {"happy": "", "satisfied": 3}) == []


def test_goals_all_reached_as_hoped_score_fifty():
    assert gas_t_score([(0, 1), (0, 3)]) == 50
    assert gas_t_score([]) is None


def test_the_score_follows_the_erratum_formula():
    # One goal, one step above: 50 + 10 / sqrt(0.7 + 0.3) = 60; two goals: 50 + 20 / sqrt(2.6).
    assert gas_t_score([(1, 1)]) == 60
    assert gas_t_score([(1, 1), (1, 1)]) == pytest.approx(62.403, abs=0.001)


def test_the_ladder_has_what_is_hoped_for_in_the_middle_and_today_below_it():
    assert [(level, name) for level, name, _ in GAS_LEVELS][1:3] == [(-1, "now"), (0, "hoped_for")]
    assert list(levels_held({"now": "Ten steps", "hoped_for": "The shop"})) == [
        (-1, "How it is now", "Ten steps"),
        (0, "What I hope for", "The shop"),
    ]
