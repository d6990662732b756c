"""What asks to be looked at: never one point that is lower than the one before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.metrics.catalogue import Better, parse_metrics
from hearth.core.metrics.figures import Figure, Hidden, Shown
from hearth.core.metrics.judging import interval, judge
from hearth.core.metrics.small_numbers import Ratio
from tests.unit.metrics.test_catalogue import TEXT


def a_metric(better: str = "more", target: int | None = None):
    aim = f'target = {target}\ntarget_source = "us"' if target else ""
    (metric,) = parse_metrics(TEXT.replace('"more"', f'"{better}"') + aim)
    return metric


def figures(*percents: int | None, of: int = 100) -> list[Figure]:
    return [
        Figure("talked", "0" * 64, date(2025 + month // 12, month % 12 + 1, 28), _shown(each, of))
        for month, each in enumerate(percents)
    ]


def _shown(percent: int | None, of: int) -> Shown:
    return Shown(hidden=Hidden.TOO_FEW) if percent is None else Shown(percent * of // 100, of)


def why(metric, found: list[Figure]) -> str:
    judged = judge(metric, found)
    return judged.why if judged else ""


def test_the_interval_is_the_one_that_wilson_gives():
    lowest, highest = interval(Ratio(81, 263))

    # Newcombe 1998, table I, the score method without continuity correction.
    assert (round(lowest, 4), round(highest, 4)) == (0.2553, 0.3662)
    assert interval(Ratio(0, 20))[0] == 0.0
    assert interval(Ratio(20, 20))[1] == 1.0
    with pytest.raises(ValueError, match="nobody"):
        interval(Ratio(0, 0))


@given(st.integers(1, 500), st.data())
def test_the_share_itself_always_lies_in_its_interval(of, data):
    count = data.draw(st.integers(0, of))
    lowest, highest = interval(Ratio(count, of))

    assert 0 <= lowest <= count / of + 1e-12
    assert count / of - 1e-12 <= highest <= 1


def test_a_target_is_missed_only_by_more_than_chance():
    assert why(a_metric(target=80), figures(70)) == "It is 70%, and the aim is 80%."
    assert why(a_metric(target=80), figures(75)) == ""
    assert why(a_metric("less", target=10), figures(30)) == "It is 30%, and the aim is 10%."
    assert why(a_metric("less", target=30), figures(10)) == ""


def test_a_point_that_is_lower_than_the_one_before_says_nothing():
    assert why(a_metric(), figures(*[60] * 11, 20)) == ""


@pytest.mark.parametrize(("better", "worse"), [("more", False), ("less", True), ("neither", False)])
def test_a_shift_for_the_worse_that_lasts_asks_to_be_looked_at(better, worse):
    rising = figures(*[40, 42] * 4, *[70, 72] * 4)
    falling = figures(*[70, 72] * 4, *[40, 42] * 4)
    said = "It has been worse since September 2025, by more than chance."

    assert why(a_metric(better), rising) == (said if worse else "")
    assert why(a_metric(better), falling) == (said if better == "more" else "")


def test_a_figure_that_looks_back_for_long_gives_a_hint_and_no_proof():
    (metric,) = parse_metrics(TEXT.replace("recall-due", "recall-due in the last 12 months"))
    falling = figures(*[70, 72] * 4, *[40, 42] * 4)

    assert metric.overlaps
    assert not a_metric().overlaps
    assert (
        why(metric, falling) == "It seems worse since September 2025. That is a hint, and no proof."
    )


def test_a_shift_that_is_over_is_not_judged():
    assert why(a_metric(), figures(*[40, 42] * 4, *[70, 72] * 4)) == ""
    assert Better("neither") is a_metric("neither").better


def test_what_is_hidden_is_not_judged():
    assert judge(a_metric(target=80), figures(None, None)) is None
    assert judge(a_metric(target=80), []) is None
