"""Quarters of a year."""

from datetime import date

import pytest

from hearth.core.days import quarter_of, quarter_words


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 3, 31), date(2027, 1, 1)),
        (date(2027, 8, 12), date(2027, 7, 1)),
        (date(2027, 12, 31), date(2027, 10, 1)),
    ],
)
def test_each_day_is_in_the_quarter_that_begins_on_or_before_it(day, first):
    assert quarter_of(day) == first


def test_a_quarter_is_written_with_its_first_and_its_last_month():
    assert quarter_words(date(2027, 10, 1)) == "October to December 2027"
