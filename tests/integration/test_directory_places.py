"""Promises about places: postcodes are loaded whole or not at all, and nothing is called."""

import zipfile
from pathlib import Path

import pytest

from hearth.jobs.directory.postcodes import BadPostcodes, load
from hearth.records.directory.places import neighbourhood_of, where_is
from tests.near import an_activity
from tests.world import NOW, a_world

pytestmark = pytest.mark.django_db

ONS = """pcds,doterm,lat,long,WD24NM
XW1 2AB,,53.7222,-2.0379,Mill Lane
XW1 2LN,,53.7217,-2.0382,Mill Lane
XW9 9AA,202001,99.999999,0.000000,
"""
CODE_POINT = """"XW1 2AB",10,397600,424700,"E92000001","","","","E08000033","E05000001"
"XW1 2AD",90,0,0,"E92000001","","","","E08000033","E05000001"
"""


def loaded(path: Path) -> tuple[int, int]:
    return load(path, by=None, at=NOW, progress=lambda *_: None)


@pytest.fixture
def ons(tmp_path) -> Path:
    path = tmp_path / "ONSPD.csv"
    path.write_text(ONS)
    return path


def test_a_postcode_is_where_its_file_says_and_what_is_nowhere_is_left_out(db, ons):
    assert loaded(ons) == (2, 1)

    found = where_is(" xw12ab ")

    assert (found.latitude, found.longitude) == (53.7222, -2.0379)
    assert where_is("XW9 9AA") is None


def test_an_unknown_postcode_is_where_its_neighbours_are(db, ons):
    loaded(ons)

    assert where_is("XW1 2ZZ") == where_is("XW1 2AB")
    assert where_is("XW1 7ZZ") == where_is("xw1")
    assert where_is("XW1").latitude == pytest.approx(53.72195)


def test_wards_are_places_and_neighbourhoods(db, ons):
    loaded(ons)

    assert where_is("Mill  lane").latitude == pytest.approx(53.72195)
    assert neighbourhood_of("XW1 2AB") == "Mill Lane"
    assert neighbourhood_of("XW7 7AA") == "XW7"
    assert neighbourhood_of("no idea") == ""


def test_the_towns_of_the_directory_are_places_without_any_file(db):
    an_activity(a_world())

    assert where_is("calderwick").latitude == 53.7
    assert where_is("Nowhere-on-Sea") is None
    assert where_is("") is None


def test_metres_on_the_grid_become_degrees(db, tmp_path):
    path = tmp_path / "xw.csv"
    path.write_text(CODE_POINT)

    assert loaded(path) == (1, 1)
    assert where_is("XW1 2AB").latitude == pytest.approx(53.7185, abs=0.001)
    assert where_is("XW1 2AB").longitude == pytest.approx(-2.0378, abs=0.001)


def test_a_zip_is_read_with_the_names_of_its_areas_and_each_row_once(db, tmp_path):
    path = tmp_path / "onspd.zip"
    rows = "pcds,lat,long,osward\nXW1 2AB,53.7,-2.0,E05000001\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/ONSPD_FEB.csv", rows)
        archive.writestr("Data/multi_csv/ONSPD_FEB_XW.csv", rows)
        archive.writestr("Documents/Ward names.csv", "WD24CD,WD24NM\nE05000001,Tenter Field\n")

    assert loaded(path) == (1, 0)
    assert neighbourhood_of("XW1 2AB") == "Tenter Field"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pcds,lat,long\nXW1 2AB,53,-2\nhello,53,-2\n", "line 3: “hello” is not a postcode"),
        ("pcds,lat,long\nXW1 2AB,north,-2\n", "line 2: XW12AB: its place is not two numbers"),
        ("pcds,lat,long\nXW1 2AB,-33.9,151.2\n", "line 2: XW12AB: its place is not in these"),
        ("pcds,lat,long\nXW1 2AB\n", "line 2: The row is too short"),
        ("name,age\nRabia,78\n", "no columns of them are known"),
        ("", "no columns of them are known"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_all_stays_as_it_was(db, ons, tmp_path, text, why):
    loaded(ons)
    bad = tmp_path / "bad.csv"
    bad.write_text(text)

    with pytest.raises(BadPostcodes, match=why):
        loaded(bad)

    assert where_is("XW1 2AB").latitude == 53.7222
    assert neighbourhood_of("XW1 2AB") == "Mill Lane"


def test_a_second_file_takes_the_place_of_the_first(db, ons, tmp_path):
    loaded(ons)
    other = tmp_path / "other.csv"
    other.write_text("postcode,latitude,longitude,ward\nXW5 1AA,53.8,-2.1,Moor End\n")

    assert loaded(other) == (1, 0)
    assert where_is("XW1 2AB") is None
    assert where_is("Moor End") is not None
    assert where_is("Mill Lane") is None


def test_one_name_for_places_far_apart_is_no_place(db, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("pcds,lat,long,ward\nXW5 1AA,53.8,-2.1,Central\nXW6 1AA,51.5,-0.1,Central\n")
    loaded(path)

    assert where_is("Central") is None
    assert where_is("XW5 1AA, Central") is not None
