"""Promises about the national grid: the worked example of Ordnance Survey, and known places."""

import pytest

from hearth.core.directory.activity import Point
from hearth.core.directory.distance import miles
from hearth.core.directory.grid import on_airy, to_point

# “A guide to coordinate systems in Great Britain”, annex C: Caister water tower.
CAISTER = (651409.903, 313177.270)
METRE = 1 / 1609.344


def test_the_worked_example_of_ordnance_survey_comes_out():
    found = on_airy(*CAISTER)

    assert found.latitude == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
    assert found.longitude == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)


@pytest.mark.parametrize(
    ("east", "north", "there"),
    [
        (*CAISTER, Point(52.657977, 1.716042)),
        (530034, 180381, Point(51.50741, -0.12772)),
    ],
    ids=["Caister water tower", "Charing Cross"],
)
def test_degrees_are_those_of_satellites_to_a_few_metres(east, north, there):
    assert miles(to_point(east, north), there) < 10 * METRE
