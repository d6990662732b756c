"""The heat strip of a year: size tells how much, and what was never touched is still there."""

from datetime import date

from hearth.core.house.framework import Element, Framework
from hearth.core.house.parts import Part
from hearth.core.house.strip import CELL, MOST, Strip, strip_of
from hearth.core.house.year import Source, Touch, year_of

FRAMEWORK = Framework("A", tuple(Element(part.value, part, part.value, "a", "b") for part in Part))
DAY = date(2026, 11, 22)


def a_strip(*touches: tuple[date, Part, int]) -> Strip:
    found = [Touch(day, (part.value,), Source.MEETING, minutes) for day, part, minutes in touches]
    return strip_of(year_of(found, FRAMEWORK, until=DAY))


def sides(strip: Strip, name: str) -> list[float]:
    return [each.side for band in strip.bands if band.name == name for each in band.squares]


def test_the_parts_come_first_and_the_neglected_three_are_always_below_them():
    strip = a_strip()

    assert [(band.name, band.is_neglected) for band in strip.bands[:5]] == [
        ("Left wall", False), ("Right wall", False), ("Roof", False), ("Foundation", False),
        ("Hearth", False),
    ]  # fmt: skip
    assert [band.name for band in strip.bands[5:]] == [
        "The left wall", "Links with the community", "Metrics",
    ]  # fmt: skip
    assert strip.words == "Nothing has been kept for this year yet."


def test_a_square_grows_with_the_minutes_by_its_area():
    strip = a_strip(
        (date(2026, 10, 1), Part.ROOF, 80), (date(2026, 11, 1), Part.ROOF, 20)
    )  # fmt: skip

    assert sides(strip, "Roof")[-2:] == [MOST, MOST / 2]
    assert set(sides(strip, "Left wall")) == {0}


def test_without_minutes_it_counts_how_often_something_came_up():
    once, twice = (date(2026, 10, 1), Part.ROOF, 0), (date(2026, 11, 1), Part.ROOF, 0)

    assert sides(a_strip(once, twice, twice), "Roof")[-2:] == [20.5, MOST]


def test_the_least_that_was_there_is_seen_and_nothing_is_a_short_line():
    strip = a_strip((date(2026, 10, 1), Part.ROOF, 900), (date(2026, 11, 1), Part.ROOF, 1))
    roof = next(band for band in strip.bands if band.name == "Roof")

    assert roof.squares[-1].side == 5
    assert roof.squares[0].path.endswith("h8v2h-8z")
    assert roof.path.count("z") == 12


def test_the_months_run_to_the_present_one_and_squares_keep_to_their_month():
    strip = a_strip((date(2026, 11, 1), Part.ROOF, 60))

    assert "".join(letter for _, letter in strip.months) == "DJFMAMJJASON"
    assert CELL > MOST
    assert [each.x for each in strip.bands[0].squares] == [x for x, _ in strip.months]
    assert strip.height > strip.bands[-1].y
