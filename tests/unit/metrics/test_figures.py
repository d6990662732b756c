"""What is shown of metrics: no reader of all of it can work out a count of one to four people.

The reader whom these tests play sees every figure of a small community: metrics of which one is a
part of another, by group, in two months. They know these rules and this code. A count is safe when
another community, in which it is another number, would be shown in exactly the same way.
"""

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.metrics.figures import Hidden, Row, Shown, shown_bands, shown_share
from hearth.core.metrics.small_numbers import SMALLEST, Ratio

Month = tuple[tuple[int, int, int], ...]
"""For each group: those who were only due, those who only talked, those who agreed a plan too."""

GROUPS = ("female", "male", "other")


def whole(month: Month) -> list[int]:
    return [sum(cells) for cells in zip(*month, strict=True)]


def totals_seen(month: Month) -> tuple[Shown, ...]:
    """Three metrics: talked of due, agreed of talked, and agreed of due."""
    due, talked, agreed = whole(month)
    everyone = due + talked + agreed
    ratios = [(talked + agreed, everyone), (agreed, talked + agreed), (agreed, everyone)]
    return tuple(shown_share(Ratio(*each), {}) for each in ratios)


def table_seen(month: Month) -> Shown:
    """The first of them by group, as `Metric.by_group` lets it be."""
    groups = {
        name: (sum(cells), cells[1] + cells[2]) for name, cells in zip(GROUPS, month, strict=False)
    }
    due, talked, agreed = whole(month)
    return shown_share(Ratio(talked + agreed, due + talked + agreed), {"sex": groups})


def counts(month: Month) -> list[int]:
    """All counts that a reader may want to know: of groups and of all, and what lies between."""
    cells = [*month, tuple(map(sum, zip(*month, strict=True)))]
    return [
        sum(picked) for each in cells for size in (1, 2, 3) for picked in combinations(each, size)
    ]


def others_like(month: Month) -> Iterator[Month]:
    """Give communities that differ a little and that are shown in exactly the same way."""
    flat = [count for group in month for count in group]
    totals, table = totals_seen(month), table_seen(month)
    for move in moves(len(month)):
        changed = list(flat)
        for at, step in move:
            changed[at] += step
        other = tuple(zip(*[iter(changed)] * 3, strict=True))
        # The totals first: they are cheap to work out, and most often differ.
        if min(changed) >= 0 and totals_seen(other) == totals and table_seen(other) == table:
            yield other


@cache
def moves(groups: int) -> list[tuple[tuple[int, int], ...]]:
    """Ways to be a little different: in one cell, in two, or people of two groups changing place.

    Each is of (place of a cell, how many more). The last kind leaves all totals as they are.
    """
    steps = [step for size in range(1, SMALLEST) for step in (size, -size)]
    cells = range(3 * groups)
    one = [((at, step),) for at in cells for step in steps]
    two = [
        ((at, step), (other, by))
        for at, other in combinations(cells, 2)
        for step, by in product(steps, repeat=2)
    ]
    swapped = [
        ((3 * one + here, step), (3 * one + there, -step),
         (3 * other + here, -step), (3 * other + there, step))
        for one, other in combinations(range(groups), 2)
        for here, there in combinations(range(3), 2)
        for step in steps
    ]  # fmt: skip
    return [*one, *swapped, *two]


def pinned(month: Month) -> list[int]:
    """List the counts of one to four that no other community like this one has otherwise."""
    small = {at for at, count in enumerate(counts(month)) if 0 < count < SMALLEST}
    return sorted(known_for_sure(small, month))


def known_for_sure(places: set[int], month: Month) -> set[int]:
    """Return which of these counts all communities like this one share."""
    real, sure = counts(month), set(places)
    for other in others_like(month) if sure else ():
        sure -= {at for at, count in enumerate(counts(other)) if count != real[at]}
        if not sure:
            break
    return sure


COUNTS = st.integers(0, 40) | st.integers(0, 6)
MONTHS = st.integers(2, 3).flatmap(lambda groups: st.tuples(*[st.tuples(*[COUNTS] * 3)] * groups))


@given(MONTHS)
def test_no_small_count_can_be_worked_out_of_all_that_is_shown(month: Month):
    assert pinned(month) == []


@given(MONTHS, st.data())
def test_no_small_difference_between_two_months_can_be_worked_out(month: Month, data):
    """One to four people more in the next month, in one cell: no count tells how many they are."""
    group, cell = data.draw(st.sampled_from(list(product(range(len(month)), range(3)))))
    more = data.draw(st.integers(1, SMALLEST - 1))
    later = tuple(
        tuple(count + more * ((place, at) == (group, cell)) for at, count in enumerate(each))
        for place, each in enumerate(month)
    )

    both = zip(counts(month), counts(later), strict=True)
    told = {at for at, (before, after) in enumerate(both) if before != after}
    assert known_for_sure(known_for_sure(told, later), month) == set()


def test_the_reader_of_these_tests_finds_what_is_not_hidden(monkeypatch):
    """Without the guards, they would."""
    monkeypatch.setattr(f"{__name__}.shown_share", lambda total, _: (total, "as it is"))

    assert pinned(((20, 3, 20), (0, 0, 0))) != []


def test_a_share_is_rounded_and_its_per_cent_is_of_what_is_shown():
    shown = shown_share(Ratio(13, 28), {})

    assert (shown.numerator, shown.denominator, shown.percent) == (15, 30, 50)


@pytest.mark.parametrize(
    ("counted", "of", "least", "hidden"),
    [
        (0, 0, 5, Hidden.NOBODY), (0, 4, 5, Hidden.TOO_FEW), (4, 40, 5, Hidden.TOO_FEW),
        (20, 24, 25, Hidden.TOO_FEW), (0, 40, 5, None), (38, 40, 5, None), (20, 25, 25, None),
    ],
)  # fmt: skip
def test_few_people_are_hidden_and_nobody_is_shown(counted, of, least, hidden):
    assert shown_share(Ratio(counted, of), {}, least).hidden is hidden


def test_a_table_hides_small_groups_and_enough_others():
    groups = {"sex": {"female": (40, 20), "male": (30, 10), "other": (6, 2)}}

    (table,) = shown_share(Ratio(32, 76), groups).groups

    assert (table.title, table.rows) == (
        "Sex", (Row("female", 40, 20), Row("male"), Row("other"))
    )  # fmt: skip
    assert table.rows[1].percent is None


def test_a_group_below_the_least_is_hidden_and_a_table_that_says_nothing_is_left_out():
    groups = {"sex": {"female": (40, 20), "male": (20, 10)}, "place": {None: (60, 30)}}

    (table,) = shown_share(Ratio(30, 60), groups, 25).groups

    assert table.rows == (Row("female", 40, 20), Row("male"))
    assert shown_share(Ratio(30, 60), {"sex": {"a": (24, 12), "b": (24, 12)}}, 25).groups == ()


def test_bands_are_rounded_and_small_ones_hidden():
    shown = shown_bands(60, [("low", 3), ("medium", 6), ("high", 21), ("very high", 30)])

    assert shown.denominator == 60
    assert [row.numerator for row in shown.bands] == [None, None, 20, 30]
    assert shown.percent is None


def test_bands_hold_everybody_once():
    with pytest.raises(ValueError, match="hold 9 of 10"):
        shown_bands(10, [("low", 9)])
    assert shown_bands(0, [("low", 0)]).hidden is Hidden.NOBODY
    assert shown_bands(4, [("low", 4), ("high", 0)]).hidden is Hidden.TOO_FEW
    assert shown_bands(9, [("low", 9), ("high", 0)], 25).hidden is Hidden.TOO_FEW


def test_what_is_shown_comes_back_from_plain_values():
    groups = {"sex": {"female": (40, 20), "male": (30, 10), "other": (6, 2)}}
    for shown in (
        shown_share(Ratio(32, 76), groups), shown_share(Ratio(0, 0), {}),
        shown_bands(60, [("low", 30), ("high", 30)]),
    ):  # fmt: skip
        assert Shown.from_json(json.loads(json.dumps(shown.to_json()))) == shown
