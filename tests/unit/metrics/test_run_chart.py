"""A run chart speaks of a change only where chance would hardly make one."""

from collections import Counter
from datetime import date
from itertools import combinations, groupby
from math import comb
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.metrics.run_chart import OVERLAPS, Point, RunChart, Sign, runs_by_chance


def a_chart(*values: float) -> RunChart:
    days = (date(2024 + month // 12, month % 12 + 1, 1) for month in range(len(values)))
    return RunChart(tuple(Point(on, value) for on, value in zip(days, values, strict=False)))


SWINGING = (50, 60, 52, 51, 61, 58, 53, 59, 50, 60, 52, 59)
series = st.lists(st.integers(0, 20), min_size=10, max_size=40)


def signs(chart: RunChart) -> list[tuple[Sign, int, int, int]]:
    return [(each.sign, each.first, each.last, each.count) for each in chart.stretches]


def test_points_that_swing_as_chance_has_it_say_nothing():
    chart = a_chart(*SWINGING)

    assert chart.stretches == ()
    assert chart.words == ("The points go up and down as chance would have it.",)


@pytest.mark.parametrize(("count", "found"), [(5, []), (6, [(Sign.HIGHER, 6, 11, 6)])])
def test_six_in_a_row_on_one_side_of_the_median_are_a_shift_and_five_are_not(count, found):
    low = [10, 12, 10, 12, 10, 12][: 12 - count] + [10] * (6 - count)
    chart = a_chart(*low, *[20, 22, 20, 22, 20, 22][:count])
    higher = [each for each in signs(chart) if each[0] is Sign.HIGHER]

    assert higher == found


def test_a_point_on_the_median_neither_counts_nor_breaks_a_shift():
    chart = a_chart(1, 3, 1, 5, 3, 1, 9, 9.5, 9, 5, 9.5, 9, 9.5)

    assert chart.middle == 5
    assert (Sign.HIGHER, 6, 12, 6) in signs(chart)


@pytest.mark.parametrize(("rising", "found"), [((1, 2, 3, 4), 0), ((1, 2, 3, 4, 5), 1)])
def test_five_in_a_row_that_rise_are_a_trend_and_four_are_not(rising, found):
    chart = a_chart(9, *rising, 3, 6, 2, 7, 3, 6)

    assert len([each for each in signs(chart) if each[0] is Sign.RISING]) == found


def test_of_equal_points_one_counts_towards_a_trend():
    chart = a_chart(5, 9, 8, 8, 7, 6, 4, 9, 5, 8, 3)

    assert (Sign.FALLING, 1, 6, 5) in signs(chart)


def test_a_line_that_crosses_the_median_too_seldom_or_too_often_says_so():
    seldom = a_chart(1, 2, 1, 2, 9, 1, 8, 9, 8, 9, 8, 9)
    often = a_chart(*[1, 9] * 10)

    assert (
        "more often than chance would have it: 19 times, and not 6 to 14 times." in often.words[-1]
    )
    assert seldom.runs == 4
    assert all("seldom" not in each for each in seldom.words)
    assert "more seldom than chance would have it: once, and not" in a_chart(
        *[1, 2] * 4, *[8, 9] * 4
    ).words[-1]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 9])
def test_fewer_than_ten_points_say_nothing_however_they_lie(count):
    chart = a_chart(*range(count))
    have = "is 1 point" if count == 1 else f"are {count} points"

    assert chart.stretches == ()
    assert chart.likely_runs is None
    assert chart.words == (
        f"There {have}. It takes 10 to tell a real change from chance.",
    )  # fmt: skip


def test_points_that_are_all_the_same_say_nothing():
    chart = a_chart(*[7] * 12)

    assert (chart.stretches, chart.likely_runs, chart.runs) == ((), None, 0)
    assert chart.words == ("The points go up and down as chance would have it.",)


def test_nothing_has_no_middle():
    assert a_chart().middle is None


def test_a_change_is_told_in_words_with_its_months():
    chart = a_chart(2, 1, 2, 1, 2, 1, 8, 9, 8, 9, 8, 9)

    assert chart.words[:2] == (
        "A real change, and not chance: 6 points in a row lie below the middle line,"
        " from January 2024 to June 2024.",
        "A real change, and not chance: 6 points in a row lie above the middle line,"
        " from July 2024 to December 2024.",
    )
    rising, falling = a_chart(*range(12)).words, a_chart(*range(12, 0, -1)).words
    assert any("12 points in a row rise, from January 2024" in each for each in rising)
    assert any("12 points in a row fall, from January 2024" in each for each in falling)


def test_points_that_look_back_over_the_same_months_only_give_hints():
    points = a_chart(2, 1, 2, 1, 2, 1, 8, 9, 8, 9, 8, 9).points
    *found, last = RunChart(points, overlaps=True).words

    assert last == OVERLAPS
    assert found[0].startswith("A hint of a change: 6 points in a row lie below")
    assert OVERLAPS not in RunChart(points).words
    assert RunChart(a_chart(*SWINGING).points, overlaps=True).words == a_chart(*SWINGING).words


def test_each_point_knows_whether_it_is_part_of_a_change():
    chart = a_chart(5, 9, 2, 9, 1, 2, 3, 4, 8, 9, 1, 9)

    assert [place for place in range(12) if chart.is_in(place)] == [4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(("above", "below"), [(3, 4), (5, 5), (5, 6), (7, 7)])
def test_the_runs_that_chance_makes_are_those_counted_over_every_order(above, below):
    orders: Counter[int] = Counter()
    for high in combinations(range(above + below), above):
        orders[sum(1 for _ in groupby(place in high for place in range(above + below)))] += 1
    whole = comb(above + below, above)
    fewest, most = runs_by_chance(above, below)

    assert sum(n for runs, n in orders.items() if runs < fewest) <= 0.025 * whole
    assert sum(n for runs, n in orders.items() if runs <= fewest) > 0.025 * whole
    assert sum(n for runs, n in orders.items() if runs > most) <= 0.025 * whole
    assert sum(n for runs, n in orders.items() if runs >= most) > 0.025 * whole


def plainly_shifted(values: list[int]) -> bool:
    """Ask the rule of shifts again, in the plainest way."""
    middle = median(values)
    kept = [value > middle for value in values if value != middle]
    return any(len(set(kept[at : at + 6])) == 1 for at in range(len(kept) - 5))


def plainly_trending(values: list[int]) -> bool:
    once = [value for value, _ in groupby(values)]
    fives = [once[at : at + 5] for at in range(len(once) - 4)]
    return any(five in (sorted(five), sorted(five, reverse=True)) for five in fives)


@given(series)
def test_shifts_and_trends_are_those_that_a_plain_recount_finds(values):
    found = {each.sign for each in a_chart(*values).stretches}

    assert bool(found & {Sign.HIGHER, Sign.LOWER}) == plainly_shifted(values)
    assert bool(found & {Sign.RISING, Sign.FALLING}) == plainly_trending(values)


@given(series)
def test_upside_down_says_the_same_upside_down(values):
    other = {Sign.HIGHER: Sign.LOWER, Sign.RISING: Sign.FALLING}
    turn = other | {after: before for before, after in other.items()}
    chart, turned = a_chart(*values), a_chart(*(-value for value in values))

    assert {(turn[s], *rest) for s, *rest in signs(chart)} == set(signs(turned))
    assert (chart.runs, chart.likely_runs) == (turned.runs, turned.likely_runs)


@given(st.integers(0, 200))
def test_one_point_that_moves_alone_never_makes_a_change(value):
    assert a_chart(*SWINGING, value).stretches == a_chart(*SWINGING, 50).stretches == ()
