"""Who is missed, group by group, with nobody to be picked out."""

import pytest

from hearth.core.cohorts.equity import Reached, age_band, reach


def test_each_group_says_how_many_it_is_for_and_how_many_were_reached_and_missed():
    table = reach("sex", {"male": (110, 40), "female": (120, 90), None: (0, 0)})

    assert table.title == "Sex"
    assert table.groups == (
        Reached("female", 120, 90),
        Reached("male", 110, 40),
        Reached("Not recorded", 0, 0),
    )
    assert table.all == Reached("All", 230, 130)
    assert [group.missed for group in table.groups] == [30, 70, 0]
    assert [group.percent for group in table.groups] == [75, 36, None]
    assert not table.hides_any


def test_a_group_of_which_few_were_missed_is_hidden_with_the_next_smallest():
    table = reach("language", {"English": (300, 200), "Urdu": (20, 18), "Polish": (60, 20)})

    assert table.groups == (
        Reached("English", 300, 200),
        Reached("Polish", None, None),
        Reached("Urdu", None, None),
    )
    assert table.all == Reached("All", 380, 238)
    assert table.hides_any
    assert not table.is_withheld
    assert (table.groups[1].missed, table.groups[1].percent) == (None, None)


def test_too_few_people_give_no_table():
    table = reach("place", {"Byker": (3, 1)})

    assert table.is_withheld
    assert table.hides_any
    assert table.all == Reached("All", None, None)
    assert reach("place", {}).is_withheld


def test_deprivation_is_in_the_order_of_the_deciles_and_says_which_end_is_which():
    table = reach("deprivation", {10: (10, 5), 2: (10, 5), 1: (10, 5), None: (10, 5)})

    assert [group.group for group in table.groups] == [
        "1 (most deprived)",
        "2",
        "10 (least deprived)",
        "Not recorded",
    ]


def test_ages_are_counted_in_bands():
    table = reach("age", {64: (10, 5), 66: (10, 5), 71: (10, 5), 90: (10, 5)})

    assert table.groups == (
        Reached("40 to 64", 10, 5),
        Reached("65 to 74", 20, 10),
        Reached("85 or over", 10, 5),
    )


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0 to 17"),
        (17, "0 to 17"),
        (18, "18 to 39"),
        (74, "65 to 74"),
        (85, "85 or over"),
        (-1, "0 to 17"),
    ],
)
def test_each_age_lies_in_one_band(age, band):
    assert age_band(age)[1] == band


def test_what_has_no_title_of_its_own_is_called_what_it_is():
    assert reach("practice", {7: (10, 5)}).title == "Practice"
    assert reach("practice", {7: (10, 5)}).groups == (Reached("7", 10, 5),)


def test_nobody_can_be_reached_whom_the_list_is_not_for():
    with pytest.raises(ValueError, match="6 of 5"):
        reach("sex", {"female": (5, 6)})
