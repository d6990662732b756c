"""Charts of figures: what is drawn is where the numbers say, and what is hidden is not drawn."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.core.metrics.funnel_plot import Place, funnel
from hearth.core.metrics.plotting import (
    BAR,
    LEFT,
    drawn_bands,
    drawn_funnel,
    drawn_groups,
    drawn_run,
)
from hearth.core.metrics.run_chart import Point, RunChart
from hearth.core.metrics.small_numbers import Ratio


def a_chart(*values: float) -> RunChart:
    return RunChart(tuple(Point(date(2025, 1, 1 + day), v) for day, v in enumerate(values)))


shares = st.lists(st.floats(0, 100), min_size=1, max_size=28)
ratios = st.integers(1, 600).flatmap(lambda of: st.integers(0, of).map(lambda n: Ratio(n, of)))


@given(shares)
def test_every_point_of_a_run_chart_lies_within_its_frame(values):
    drawn = drawn_run(a_chart(*values))
    frame = drawn.frame

    assert len(drawn.line.split()) == len(values)
    for dot, _ in drawn.dots:
        assert frame.left <= dot.x <= frame.far_right
        assert frame.top <= dot.y <= frame.floor
    assert frame.top <= drawn.middle <= frame.floor


def test_the_axis_of_a_run_chart_begins_at_nothing_and_ends_at_all():
    drawn = drawn_run(a_chart(52, 97))

    assert [tick.words for tick in drawn.up] == ["0%", "25%", "50%", "75%", "100%"]
    assert drawn.dots[0][0].words == "52%"


def test_points_of_a_change_are_marked():
    drawn = drawn_run(a_chart(9, 1, 8, 2, 1, 2, 3, 4, 5, 9, 1))

    assert [is_in for _, is_in in drawn.dots].count(True) >= 5
    assert drawn.dots[0][1] is False


def test_of_nothing_nothing_is_drawn():
    assert drawn_run(RunChart(())) is None
    assert drawn_funnel(funnel([Place("Ashby", Ratio(1, 2))])) is None


@settings(max_examples=25)
@given(st.lists(ratios, min_size=5, max_size=8))
def test_a_funnel_holds_every_community_within_its_frame(found):
    drawn = drawn_funnel(funnel([Place(f"{n}", of, n == 0) for n, of in enumerate(found)]))
    frame = drawn.frame

    assert len(drawn.spots) == len(found)
    assert len(drawn.inner) == len(drawn.outer) == 2
    for spot in drawn.spots:
        assert frame.left <= spot.x <= frame.far_right
        assert frame.top <= spot.y <= frame.floor


def test_our_name_is_written_away_from_the_middle_line():
    places = [Place(f"Other {n}", Ratio(50, 100)) for n in range(6)]
    low = drawn_funnel(funnel([*places, Place("Ours", Ratio(5, 40), is_ours=True)])).spots[-1]
    high = drawn_funnel(funnel([*places, Place("Ours", Ratio(95, 100), is_ours=True)])).spots[-1]

    assert low.words_y > low.y
    assert low.anchor == "start"
    assert high.words_y < high.y
    assert high.anchor == "end"


def test_groups_show_their_share_and_how_sure_it_is_and_hidden_ones_only_their_name():
    drawn = drawn_groups([("Men", Ratio(50, 100)), ("Few", None), ("None", Ratio(0, 0))])
    men, few, none = drawn.bars

    assert (men.words, men.at) == ("50% of 100", LEFT + BAR / 2)
    assert men.low < men.at < men.high
    assert (few.words, few.at, none.words) == ("Not shown", None, "Not shown")
    assert drawn.all_at is None
    assert drawn_groups([], Ratio(1, 4)).all_at == LEFT + BAR / 4


def test_a_small_group_is_less_sure_than_a_large_one():
    small, large = drawn_groups([("a", Ratio(5, 10)), ("b", Ratio(500, 1000))]).bars

    assert small.high - small.low > large.high - large.low


@given(st.lists(st.integers(0, 500), min_size=2, max_size=5).filter(any))
def test_bands_fill_the_bar_in_their_order(counts):
    bars = drawn_bands([(str(place), count) for place, count in enumerate(counts)]).bars

    assert sum(each.width for each in bars) == pytest.approx(BAR, abs=0.5)
    assert [each.x for each in bars] == sorted(each.x for each in bars)
    assert [each.is_last for each in bars] == [False] * (len(counts) - 1) + [True]


@pytest.mark.parametrize("rows", [[("Low", None), ("High", 20)], [("Low", 0), ("High", 0)], []])
def test_bands_of_which_one_is_hidden_are_not_drawn_for_the_rest_would_tell_it(rows):
    assert drawn_bands(rows).bars == ()


def test_bands_are_told_apart_without_colour():
    low, medium, high, top = drawn_bands([("a", 9), ("b", 9), ("c", 9), ("d", 9)]).bars

    assert low.lines == top.lines == ""
    assert 0 < medium.lines.count("M") < high.lines.count("M")
    assert top.is_last
    assert low.words == "25%"
    assert drawn_bands([("a", 1), ("b", 99)]).bars[0].words == ""
