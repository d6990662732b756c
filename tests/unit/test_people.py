"""Names, numbers and formats."""

from datetime import date

import nhs_number
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.core.people import Format, IdentifierScheme, Name, age_on, letter_obstacles
from hearth.core.words import pounds

NHS = IdentifierScheme("nhs-number", "NHS number", 10, "modulus-11", (3, 3, 4))


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_our_check_digit_agrees_with_an_independent_library(number):
    check = nhs_number.calculate_checksum(number[:9])

    assert (NHS.obstacles(number) == []) == (str(check) == number[9])


@pytest.mark.parametrize("written", ["999 000 0018", "999-000-0018", "9990000018"])
def test_a_number_may_be_written_as_people_write_it(written):
    assert NHS.obstacles(written) == []
    assert NHS.written(NHS.tidy(written)) == "999 000 0018"


def test_a_wrong_number_says_what_is_wrong_and_what_to_do():
    assert NHS.obstacles("12345") == ["NHS number must be 10 digits, like 485 777 3456."]
    assert NHS.obstacles("9990000017") == [
        "This is not a real NHS number. Check each digit against the letter or card."
    ]


def test_a_scheme_without_a_check_digit_asks_only_for_its_length():
    assert IdentifierScheme("x", "Local number", 6, "", (6,)).obstacles("123456") == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (Name("Rabia", "Khan", "Bibi"), "Bibi (Rabia) KHAN"),
        (Name("Rabia", "Khan"), "Rabia KHAN"),
        (Name("Rabia", "Khan", "rabia", title="Mrs"), "Mrs Rabia KHAN"),
        (Name("John", "Ray", suffix="MBE"), "John RAY MBE"),
    ],
)
def test_the_name_on_a_banner_shows_the_preferred_name_first_and_the_family_name_in_capitals(
    name, shown
):
    assert name.shown == shown


def test_a_person_is_called_by_the_name_that_they_prefer():
    assert Name("Rabia", "Khan", "Bibi").called == "Bibi"
    assert Name("Rabia", "Khan").called == "Rabia"


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(1948, 3, 12), date(2026, 3, 11), 77),
        (date(1948, 3, 12), date(2026, 3, 12), 78),
        (date(1948, 2, 29), date(2026, 2, 28), 77),
        (date(1948, 2, 29), date(2026, 3, 1), 78),
    ],
)
def test_age_counts_whole_years(born, today, age):
    assert age_on(born, today) == age


def test_a_letter_in_a_format_that_we_cannot_make_is_stopped():
    offered = frozenset({Format.STANDARD})

    assert letter_obstacles(Format.STANDARD, offered) == []
    assert "braille" in letter_obstacles(Format.BRAILLE, offered)[0]


@pytest.mark.parametrize(
    ("pence", "words"), [(4000, "£40"), (120050, "£1,200.50"), (5, "£0.05"), (-250, "-£2.50")]
)
def test_pence_are_written_as_pounds(pence, words):
    assert pounds(pence) == words
