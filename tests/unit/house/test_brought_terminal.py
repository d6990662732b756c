"""hearth house assess: the same table and sentences, without a database or an account."""

import json

from click.testing import CliRunner

from hearth.core.house.framework import write
from hearth.core.house.parts import Part
from hearth.site.commands.house import command
from hearth.site.frameworks import house_of_care
from tests.unit.house.test_brought import OURS

AGENDA = "1. Welcome (5)\n2. Recall letters, 30 min\n3. PPG wants two seats (10)\n"


def run(*words: str, pasted: str = ""):
    return CliRunner().invoke(command, ["assess", *words], input=pasted)


def test_pasted_words_are_held_against_the_house_with_the_guesses_named_as_guesses():
    said = run("-", pasted=AGENDA).output

    assert "30 of 40 minutes go to the roof." in said
    assert "Roof                              1       30" in said
    assert "Recall letters: One recall for each person, because of “Recall letters”" in said
    assert "The tags are guesses from the words." in said


def test_a_program_gets_the_same_as_json(tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("Task;Mins\nRecall letters;30\n")
    found = json.loads(run(str(file), "--json").output)

    assert found["parts"][Part.ROOF] == {"lines": 1, "minutes": 30}
    assert found["guesses"][0]["elements"] == {"one-recall": "because of “Recall letters”"}
    assert found["framework"] == house_of_care().name


def test_an_own_framework_is_used_where_there_is_one(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(write(OURS), encoding="utf-8")

    assert json.loads(run("-", "--framework", str(file), "--json", pasted=AGENDA).output)[
        "framework"
    ] == "Ours"  # fmt: skip
    file.write_text("name = 'Nothing'")
    refused = run("-", "--framework", str(file), pasted=AGENDA)
    assert (refused.exit_code, "There is no [[element]] in it." in refused.output) == (1, True)


def test_what_cannot_be_read_ends_with_one_and_what_to_do(tmp_path):
    for words in ([str(tmp_path / "none.docx")], ["-"]):
        refused = run(*words)
        assert refused.exit_code == 1
        assert "This file" in refused.output
