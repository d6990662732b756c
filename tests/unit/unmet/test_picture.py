"""What people could not find: no count of fewer than five can be worked out from what is out.

The reader whom these tests play holds every picture that is out, and knows the code that hides.
"""

import os
from collections import defaultdict
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearth.core.metrics.small_numbers import SMALLEST
from hearth.core.unmet_picture import ANY, ENOUGH_FOR_PLACES, Ask, Picture, picture_from, picture_of

FEW = 3
"""Stands for five where every table there is gets tried."""
EXAMPLES = 2_000 if os.environ.get("HEARTH_TEST_LONG") else 300
COUNTS = st.integers(0, 6) | st.integers(0, 40)
"""Small ones above all, and enough of them that many a quarter goes by place."""


def asks_of(counts):
    """That many people in each cell, and nobody in two."""
    return [
        Ask(f"{need}{place}{number}", need, place)
        for (need, place), count in counts.items()
        for number in range(count)
    ]


def picture(counts, smallest=SMALLEST, enough=ENOUGH_FOR_PLACES):
    needs = list(dict.fromkeys(need for need, _ in counts))
    places = list(dict.fromkeys(place for _, place in counts))
    return picture_of(asks_of(counts), needs=needs, places=places, smallest=smallest, enough=enough)


def out(shown):
    return tuple(shown.cells.items()), shown.total


def secrets(counts):
    """What a reader may want to know: each cell, and each row and column together."""
    needs = dict.fromkeys(need for need, _ in counts)
    places = dict.fromkeys(place for _, place in counts)
    found = {cell: (cell,) for cell in counts}
    found |= {need: tuple((need, place) for place in places) for need in needs}
    return found | {place: tuple((need, place) for need in needs) for place in places}


@pytest.mark.parametrize("enough", [0, 6])
@pytest.mark.parametrize(("needs", "places", "most"), [(2, 2, 6), (3, 1, 10), (1, 3, 10)])
def test_no_table_there_is_tells_a_small_count_to_who_knows_the_rules(needs, places, most, enough):
    cells = list(product([f"n{each}" for each in range(needs)], [f"p{i}" for i in range(places)]))
    alike = defaultdict(list)
    for numbers in product(range(most + 1), repeat=len(cells)):
        counts = dict(zip(cells, numbers, strict=True))
        alike[out(picture(counts, FEW, enough))].append(counts)

    told = []
    for (shown, total), tables in alike.items():
        if total is not None and total + FEW // 2 > most:
            continue  # Not every table with this total was tried.
        for name, summed in secrets(tables[0]).items():
            values = {sum(table[cell] for cell in summed) for table in tables}
            if len(values) == 1 and 0 < min(values) < FEW:
                told.append((shown, total, name))
    assert told == []


@st.composite
def quarters(draw):
    needs = [f"n{each}" for each in range(draw(st.integers(1, 5)))]
    places = [f"p{each}" for each in range(draw(st.integers(1, 4)))]
    return {cell: draw(COUNTS) for cell in product(needs, places)}


def others_that_look_the_same(counts):
    """Quarters one or two people away, and those in which two cells changed places."""
    for cell in counts:
        for step in (-1, 1, -2, 2):
            yield {**counts, cell: counts[cell] + step}
    for one, two in combinations(counts, 2):
        for step in (1, -1, 2, -2):
            yield {**counts, one: counts[one] + step, two: counts[two] - step}
        yield {**counts, one: counts[two], two: counts[one]}


@settings(max_examples=EXAMPLES, deadline=None)
@given(quarters())
def test_for_each_small_count_another_quarter_fits_what_is_out_just_as_well(counts):
    """A reader who takes away whatever they like is left with two answers at the least."""
    shown = out(picture(counts))
    wanted = {
        name: cells
        for name, cells in secrets(counts).items()
        if 0 < sum(counts[cell] for cell in cells) < SMALLEST
    }
    for other in others_that_look_the_same(counts):
        if not wanted:
            break
        if min(other.values()) < 0:
            continue
        differs = [
            name
            for name, cells in wanted.items()
            if sum(other[cell] for cell in cells) != sum(counts[cell] for cell in cells)
        ]
        if differs and out(picture(other)) == shown:
            for name in differs:
                del wanted[name]
    assert wanted == {}


@settings(max_examples=EXAMPLES, deadline=None)
@given(quarters())
def test_a_shown_count_is_rounded_and_is_never_a_small_one(counts):
    shown = picture(counts)

    for count in (*shown.cells.values(), shown.total):
        assert count is None or count == 0 or (count >= SMALLEST and count % SMALLEST == 0)


def test_what_was_kept_is_read_again_as_it_was():
    shown = picture({("food", "XW1"): 52, ("food", "XW2"): 3, ("money", "XW1"): 9})

    assert picture_from(shown.as_values()) == shown


def test_one_person_who_asks_ten_times_is_counted_once_where_they_asked_last():
    asks = [Ask("Ada", "food", f"XW{number}") for number in range(10)]
    places = [f"XW{number}" for number in range(10)]
    others = [Ask(f"{number}", "food", "XW9") for number in range(60)]

    assert picture_of(asks, needs=["food"], places=places) == Picture({("food", ANY): None}, None)
    shown = picture_of([*others, *asks], needs=["food"], places=places)
    assert (shown.places, shown.total) == (["XW9"], 60)


def test_with_few_people_needs_are_shown_for_all_places():
    counts = {("food", "XW1"): 4, ("food", "XW2"): 4, ("company", "XW1"): 3, ("company", "XW2"): 6}

    shown = picture(counts)

    assert shown.cells == {("food", ANY): 10, ("company", ANY): 10}
    assert shown.total == 15
    assert (shown.needs, shown.places) == (["food", "company"], [ANY])


def test_needs_and_places_of_which_there_is_nothing_need_no_row():
    counts = {("food", "XW1"): 52, ("food", "XW2"): 0, ("money", "XW1"): 0, ("money", "XW2"): 0}

    shown = picture(counts)

    assert (shown.needs, shown.places) == (["food"], ["XW1"])
    assert shown.shown_needs == {"food"}
