"""`hearth house framework`: out as a file, changed by hand, checked, and in as a new version."""

import json

import pytest
from click.testing import CliRunner

from hearth.core.house.framework import parse
from hearth.records.house import queries
from hearth.site.commands.house_framework import command
from tests.house import a_house

pytestmark = pytest.mark.django_db

NO_WHY = "why: Say why you change it."


@pytest.fixture
def house():
    return a_house()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ours.toml"


def run(*words: object):
    return CliRunner().invoke(command, [str(each) for each in words])


def test_a_framework_goes_out_is_changed_by_hand_and_comes_in(house, file):
    assert run("--export", file).exit_code == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Results and prompts beforehand"', '"The letter"'), "utf-8")

    checked = run("--check", file)
    kept = run("--import", file, "--why", "Nobody says prompts here.")

    assert checked.output.splitlines()[1:] == ["letter-before: reworded"]
    assert kept.output == "Holmbeck, version 1: saved.\n"
    assert queries.framework_of(house.community).element("letter-before").name == "The letter"
    (version,) = queries.versions_of(house.community)
    assert (version.why, version.by) == ("Nobody says prompts here.", None)


@pytest.mark.any_engine
def test_without_a_file_it_is_shown(house):
    assert parse(run().output) == queries.framework_of(house.community)


@pytest.mark.any_engine
def test_before_there_is_a_community_it_is_what_comes_with_hearth():
    assert parse(run().output) == queries.pack()


@pytest.mark.any_engine
def test_a_file_that_is_no_framework_is_refused_with_every_reason(house, file):
    file.write_text("[[element]]\ncode = 'letters'\npart = 'cellar'\n")

    checked = run("--check", file, "--json")

    assert checked.exit_code == 1
    assert json.loads(checked.output)["problems"] == [
        "element 1 (letters): It has no name.",
        "element 1 (letters): It has no is_there.",
        "element 1 (letters): It has no does_it_work.",
        "element 1 (letters): part must be one of: "
        "left_wall, right_wall, roof, foundation, centre.",
    ]


@pytest.mark.any_engine
def test_a_file_that_cannot_come_next_is_refused_and_nothing_is_kept(house, file):
    run("--export", file)

    assert NO_WHY in run("--import", file).output
    assert run("--check", file).output == "Nothing is different from the version before.\n"
    assert queries.versions_of(house.community) == []


@pytest.mark.any_engine
@pytest.mark.parametrize("content", [None, b"\xff\xfe name"])
def test_a_file_that_cannot_be_read_is_told(house, file, content):
    if content:
        file.write_bytes(content)

    told = run("--import", file, "--why", "Ours.")

    assert told.exit_code == 1
    assert ("is not text in UTF-8" if content else "cannot be read") in told.output


@pytest.mark.any_engine
def test_it_asks_which_community_where_there_are_more(house):
    a_house("Otherby")

    assert "Say which community" in run().output
    assert "No community is called “Nowhere”." in run("--community", "Nowhere").output
    assert parse(run("--community", "Otherby").output) == queries.pack()


@pytest.mark.any_engine
def test_one_thing_is_done_at_a_time_and_a_place_that_cannot_be_written_is_told(house, file):
    assert run("--export", file, "--check", file).exit_code == 2
    assert "cannot be written" in run("--export", file / "deeper.toml").output
