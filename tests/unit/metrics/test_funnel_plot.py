"""Communities are held side by side with what chance explains, and never ranked."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.metrics.funnel_plot import (
    ALERT,
    WARN,
    Place,
    Where,
    funnel,
    limits,
)
from hearth.core.metrics.small_numbers import Ratio


def a_place(name: str, numerator: int, denominator: int, is_ours: bool = False) -> Place:
    return Place(name, Ratio(numerator, denominator), is_ours)


SIX = [a_place(name, 50, 100) for name in ("Ashby", "Beck", "Clough", "Dale", "Eaves")]


def exactly(share: Fraction, count: int, edge: Fraction) -> Fraction:
    """The lower limit as it is written down in the paper, in exact fractions."""
    so_far, hits = Fraction(0), 0
    while True:
        chance = comb(count, hits) * share**hits * (1 - share) ** (count - hits)
        so_far += chance
        if so_far >= edge:
            return (hits - (so_far - edge) / chance) / count
        hits += 1


@pytest.mark.parametrize("count", [10, 40, 240])
@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(1, 2), Fraction(4, 5)])
@pytest.mark.parametrize("edge", [WARN, ALERT])
def test_the_limits_are_those_of_the_paper(count, share, edge):
    exact = Fraction(str(edge))
    low = max(Fraction(0), exactly(share, count, exact))
    high = min(Fraction(1), 1 - exactly(1 - share, count, exact))

    assert limits(float(share), count, edge) == pytest.approx((float(low), float(high)))


def test_a_large_community_is_judged_by_the_normal_curve_and_hardly_otherwise():
    for share in (0.4, 0.02, 0.98):
        for edge in (WARN, ALERT):
            below, above = limits(share, 999, edge), limits(share, 1000, edge)
            assert below == pytest.approx(above, abs=0.001)


@given(st.floats(0.02, 0.98), st.integers(5, 3000))
def test_the_outer_limits_hold_the_inner_ones_and_these_the_middle(share, count):
    (low, high), (lowest, highest) = limits(share, count, WARN), limits(share, count, ALERT)

    assert 0 <= lowest <= low <= high <= highest <= 1
    assert low <= share + 1 / count
    assert high >= share - 1 / count


@given(st.floats(0.05, 0.95), st.integers(20, 400))
def test_the_funnel_narrows_as_communities_grow(share, count):
    narrow, wide = limits(share, 4 * count, ALERT), limits(share, count, ALERT)

    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_where_all_or_none_are_counted_there_is_no_room_for_chance():
    assert limits(0.0, 10, WARN) == (0, 0)
    assert limits(1.0, 10, WARN) == (1, 1)


@pytest.mark.parametrize(
    ("numerator", "where"), [(57, Where.WITHIN), (62, Where.NEAR), (80, Where.OUTSIDE),
                             (43, Where.WITHIN), (38, Where.NEAR), (20, Where.OUTSIDE)]
)  # fmt: skip
def test_a_community_is_told_apart_only_where_chance_does_not_explain_it(numerator, where):
    ours = a_place("Our town", numerator, 100, is_ours=True)

    assert funnel([*SIX * 3, ours]).where(ours) is where


def test_the_words_say_where_we_lie_and_how_many_lie_outside():
    ours = a_place("Our town", 90, 100, is_ours=True)

    assert funnel([*SIX, ours]).words == (
        "Our town: beyond chance.",
        "1 of 6 communities lies outside the funnel.",
    )
    assert funnel(SIX).words == ("0 of 5 communities lie outside the funnel.",)
    assert funnel(SIX).ours is None


def test_fewer_than_five_communities_are_not_compared():
    assert funnel(SIX[:4]).words == ("It takes 5 communities to compare.",)


def test_communities_stand_in_the_order_of_their_names_and_without_anyone_not_at_all():
    found = funnel([a_place("Zeal", 1, 10), a_place("Alder", 9, 10), a_place("Nobody", 0, 0)])

    assert [each.name for each in found.places] == ["Alder", "Zeal"]
    assert found.together == 0.5
