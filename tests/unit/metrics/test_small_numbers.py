"""Small numbers: whatever is shown, no count of fewer than five people can be worked out.

The reader whom these tests play knows the totals of each table, and the code that hides.
"""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.metrics.small_numbers import (
    SMALLEST,
    Ratio,
    Table,
    published,
    published_chain,
    rounded,
)

FEW = 3
"""Stands for five where every table there is gets tried."""

COUNTS = st.integers(0, 60) | st.integers(0, 6)


def every_table(rows, columns, most):
    for cells in product(range(most + 1), repeat=rows * columns):
        yield tuple(cells[row * columns : (row + 1) * columns] for row in range(rows))


def totals_of(table):
    return tuple(map(sum, zip(*table, strict=True)))


def tables_that_look_alike(rows, columns, most):
    """Sort all tables by what is known of them: what is shown, and their totals."""
    alike = defaultdict(list)
    for table in every_table(rows, columns, most):
        shown = published(dict(enumerate(table)), FEW)
        alike[tuple(shown.rows.values()), shown.is_withheld, totals_of(table)].append(table)
    return alike


@pytest.mark.parametrize(
    ("rows", "columns", "most"), [(2, 1, 12), (3, 1, 11), (4, 1, 7), (2, 2, 6), (3, 2, 4)]
)
def test_whoever_knows_the_totals_and_the_code_cannot_tell_a_small_count(rows, columns, most):
    told = []
    for (_, _, totals), tables in tables_that_look_alike(rows, columns, most).items():
        if any(0 < total < FEW for total in totals) or max(totals) > most:
            continue  # Such a total is nowhere shown; or not every table with it was tried.
        for row, column in product(range(rows), range(columns)):
            values = {table[row][column] for table in tables}
            if len(values) == 1 and 0 < min(values) < FEW:
                told.append((tables[0], row, column))

    assert told == []


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=12))
def test_what_is_hidden_adds_up_to_enough_that_no_part_of_it_is_known_to_be_small(rows):
    table = published(dict(enumerate(rows)))

    shown = [counts for counts in table.rows.values() if counts is not None]
    hidden = [rows[group] for group, counts in table.rows.items() if counts is None]
    assert not any(0 < count < SMALLEST for counts in shown for count in counts)
    if not table.is_withheld:
        assert table.totals == totals_of(rows)
        assert not any(0 < total < SMALLEST for total in table.totals)
        for column in zip(*hidden, strict=True):
            holds_small = any(0 < count < SMALLEST for count in column)
            assert not holds_small or sum(column) - (len(column) - 1) >= SMALLEST


@given(st.lists(st.tuples(COUNTS), min_size=1, max_size=8), st.randoms())
def test_what_is_hidden_does_not_depend_on_the_order_of_the_groups(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)

    as_given = published(dict(enumerate(rows)))
    shuffled = published({place: rows[place] for place in order})

    assert {place: shuffled.rows[place] for place in as_given.rows} == as_given.rows


def test_a_table_without_small_numbers_is_shown_whole_with_its_zeros():
    table = published({"women": (12, 5), "men": (0, 9), "not recorded": (0, 0)})

    assert table == Table(
        {"women": (12, 5), "men": (0, 9), "not recorded": (0, 0)}, totals=(12, 14)
    )
    assert not table.hides_any


def test_a_small_number_takes_the_next_smallest_group_with_it():
    table = published({"a": (2,), "b": (40,), "c": (30,), "d": (0,)})

    assert table.rows == {"a": None, "b": (40,), "c": None, "d": (0,)}
    assert table.totals == (72,)
    assert table.hides_any


def test_too_few_people_give_no_table_at_all():
    table = published({"a": (2, 1), "b": (0, 3)})

    assert table.is_withheld
    assert table.hides_any
    assert table.rows == {"a": None, "b": None}
    assert rounded(table) == table


def test_a_table_of_nobody_is_a_table_of_zeros():
    assert published({"a": (0, 0)}) == Table({"a": (0, 0)}, totals=(0, 0))
    assert published({}).totals == ()


def test_counts_are_rounded_to_the_nearest_five_after_the_small_ones_are_hidden():
    table = rounded(published({"a": (2,), "b": (43,), "c": (12,)}))

    assert table == Table({"a": None, "b": (45,), "c": None}, totals=(55,))


def chains(length, most):
    for counts in product(range(most + 1), repeat=length):
        if list(counts) == sorted(counts, reverse=True):
            yield counts


@pytest.mark.parametrize("length", [2, 3, 4])
def test_no_step_of_a_funnel_tells_how_few_people_it_took_away(length):
    alike = defaultdict(list)
    for counts in chains(length, 11):
        alike[published_chain(counts, FEW)].append(counts)

    told = [
        (shown, first, second)
        for shown, all_alike in alike.items()
        for first, second in product(range(length), repeat=2)
        if first < second
        if len(fewer := {each[first] - each[second] for each in all_alike}) == 1
        if 0 < min(fewer) < FEW
    ]
    assert told == []


@given(st.lists(st.integers(0, 100), max_size=8).map(lambda counts: sorted(counts, reverse=True)))
def test_a_funnel_shows_its_ends_unless_they_themselves_tell(counts):
    shown = published_chain(counts)

    assert all(each in (None, count) for each, count in zip(shown, counts, strict=True))
    if counts and not 0 < counts[-1] < SMALLEST and not 0 < counts[0] - counts[-1] < SMALLEST:
        assert (shown[0], shown[-1]) == (counts[0], counts[-1])


def test_a_ratio_is_whole_per_cent_and_of_nobody_it_is_nothing():
    assert Ratio(1, 3).percent == 33
    assert Ratio(1, 8).percent == 13
    assert Ratio(3, 3).percent == 100
    assert Ratio(0, 0).percent is None


@pytest.mark.parametrize(("numerator", "denominator"), [(2, 1), (-1, 3)])
def test_nobody_can_be_reached_who_was_not_there(numerator, denominator):
    with pytest.raises(ValueError, match="of"):
        Ratio(numerator, denominator)
