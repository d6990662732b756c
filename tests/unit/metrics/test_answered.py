"""Answers to measures as events: nothing is scored that is incomplete or of another form."""

import pytest

from hearth.core.metrics.answered import happened_in

ALL_NINE = {"understand": 9, "listen": 9, "include": 9}


@pytest.mark.parametrize(
    ("instrument", "version", "answers", "found"),
    [
        ("collaborate", "0-9", ALL_NINE, [("collaborate-top", 1)]),
        ("collaborate", "0-9", ALL_NINE | {"listen": 8}, [("collaborate-top", 0)]),
        ("collaborate", "0-9", {"understand": 9, "listen": 9}, []),
        ("collaborate", "0-4", ALL_NINE, []),
        ("ltc6", "1", {"joined-up": 1, "informed": 0},
         [("ltc6-informed", 0), ("ltc6-joined-up", 1)]),
        ("ons4", "2018", {"happy": 7, "anxious": 2}, [("ons4-happy", 7), ("ons4-anxious", 2)]),
        ("another", "1", {"item": 3}, []),
    ],
)  # fmt: skip
def test_answers_become_events(instrument, version, answers, found):
    assert list(happened_in(instrument, version, answers)) == found
