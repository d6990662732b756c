"""The columns of the minimum data set, and the file that they make."""

from pathlib import Path

from hearth.core.introductions.minimum import COLUMNS, Group, columns
from hearth.formats.minimum_data_set import minimum_data_set

HOW_TO = Path(__file__).parents[3] / "docs/how-to/what-came-of-it.md"


def test_all_four_groups_have_columns_and_each_name_is_used_once():
    names = [each.name for each in COLUMNS]

    assert {each.group for each in COLUMNS} == set(Group)
    assert len(names) == len(set(names))


def test_no_column_that_names_people_is_in_the_file_without_names():
    open_names = {each.name for each in columns(identified=False)}

    assert not open_names & {"nhs_number", "name", "born", "postcode", "reason_in_words"}
    assert {"nhs_number", "name"} <= {each.name for each in columns(identified=True)}


def test_a_line_is_written_under_its_columns_and_nothing_else_of_it():
    line = {"person": 5, "name": "Rabia Khan", "activity": "=Choir", "unknown": "x"}

    text = minimum_data_set([line], identified=False)

    assert "Rabia" not in text
    assert "'=Choir" in text
    assert text.count("\r\n") == 2


def test_each_column_is_documented():
    said = HOW_TO.read_text(encoding="utf-8")

    assert [each.name for each in COLUMNS if f"`{each.name}`" not in said] == []
