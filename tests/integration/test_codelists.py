"""Packs of code lists: loaded from the home, added one by one or whole, and named when bad."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from hearth.core.cohorts.codelists import NotACodeList
from hearth.jobs import codelists
from hearth.jobs.cohorts import population
from hearth.jobs.demo.finding import leave_for_finding
from hearth.site.cli import hearth
from tests.world import NOW

pytestmark = pytest.mark.any_engine

GOUT = "code,term\n90560007,Gout\n"


def a_file(folder: Path, name: str = "Gout and such.csv", text: str = GOUT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def a_pack(folder: Path, *lists: str) -> Path:
    folder.mkdir()
    a_file(folder, "gout.csv")
    rows = "\n".join(f"[[list]]\n{each}" for each in lists)
    (folder / "pack.toml").write_text(f'source = "Us"\nversion = "3"\n{rows}', encoding="utf-8")
    return folder


PLAIN = 'name = "gout"\ntitle = "Gout"\nfile = "gout.csv"\nsystem = "snomed"\n'


def test_a_file_is_added_with_its_source_and_version(tmp_path):
    said = {"system": "snomed", "source": "Us", "version": "2"}
    codelists.add(a_file(tmp_path), said, into=tmp_path / "lists")
    codelists.add(a_file(tmp_path), {**said, "version": "3"}, into=tmp_path / "lists")

    held = codelists.site_lists(tmp_path / "lists")

    assert held.codes == {"gout-and-such": frozenset({("http://snomed.info/sct", "90560007")})}
    assert [(each.source, each.version) for each in held.held] == [("Us", "3")]
    assert held.titles == {"gout-and-such": "Gout and such"}
    assert held.terms == {("http://snomed.info/sct", "90560007"): "Gout"}


def test_a_bad_list_is_named_and_the_good_ones_beside_it_load(tmp_path):
    a_pack(
        tmp_path / "pack",
        PLAIN,
        PLAIN.replace("gout.csv", "none.csv"),
        PLAIN.replace("gout.csv", "../gout.csv"),
        'name = "half"\n',
    )

    held = codelists.load_pack(tmp_path / "pack")

    assert [each.name for each in held.held] == ["gout"]
    assert held.problems == [
        "pack, list “gout”: none.csv cannot be opened.",
        "pack, list “gout”: Its file is not in the pack.",
        "pack, list “half”: A list needs name, title, file, system.",
    ]


def test_a_pack_with_a_bad_list_is_not_taken_over(tmp_path):
    good, bad = a_pack(tmp_path / "good", PLAIN), a_pack(tmp_path / "bad", 'name = "half"\n')

    assert codelists.add_pack(good, into=tmp_path / "lists").codes.keys() == {"gout"}
    with pytest.raises(NotACodeList):
        codelists.add_pack(bad, into=tmp_path / "lists")
    assert [path.name for path in (tmp_path / "lists").iterdir()] == ["good"]


@pytest.mark.parametrize("here", [".", "../good", ".."])
def test_a_pack_is_added_from_within_it_and_the_others_stay(tmp_path, monkeypatch, here):
    lists = tmp_path / "home" / "lists"
    codelists.add(a_file(tmp_path), {"system": "snomed"}, into=lists)
    (a_pack(tmp_path / "good", PLAIN) / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "good" / ("inner" if here == ".." else ""))

    codelists.add_pack(Path(here), into=lists)
    codelists.add_pack(Path(here), into=lists)

    assert sorted(path.name for path in lists.iterdir()) == ["added", "good"]
    assert codelists.site_lists(lists).codes.keys() == {"gout", "gout-and-such"}


def test_only_the_files_that_a_pack_names_are_taken_over(tmp_path):
    a_file(a_pack(tmp_path / "Our Pack", PLAIN), "people.csv")

    codelists.add_pack(tmp_path / "Our Pack", into=tmp_path / "lists")

    taken = (tmp_path / "lists" / "our-pack").iterdir()
    assert sorted(path.name for path in taken) == ["gout.csv", "pack.toml"]


def test_a_pack_that_is_half_put_there_is_not_loaded(tmp_path):
    a_pack(tmp_path / ".gout.new", PLAIN)

    assert not codelists.site_lists(tmp_path).held


def test_a_file_that_was_changed_by_hand_is_loaded_again(tmp_path, settings):
    settings.HOME = tmp_path
    (tmp_path / "codelists").mkdir()
    pack = a_pack(tmp_path / "codelists" / "good", PLAIN)
    before = population.titles_of_lists()
    os.utime(a_file(pack, "gout.csv", "code\n"), ns=(1, 1))

    assert (before, population.titles_of_lists()) == ({"gout": "Gout"}, {})


def test_a_file_that_is_no_list_is_refused_in_one_line(tmp_path):
    bad = a_file(tmp_path, text="what\n1\n")
    (tmp_path / "latin.csv").write_bytes(b"code\n\xe9\n")
    (tmp_path / "empty.csv").write_text("code\n")

    told = CliRunner().invoke(hearth, ["codelists", "check", str(tmp_path)])
    added = CliRunner().invoke(hearth, ["codelists", "add", str(bad), "--system", "snomed"])

    assert (told.exit_code, added.exit_code) == (1, 1)
    assert told.output.splitlines() == [
        "Gout and such.csv: Row 1 names no column “code”.",
        "empty.csv has no codes in it.",
        "latin.csv: Byte 6 is not UTF-8.",
    ]
    assert added.output == "Error: Row 1 names no column “code”.\n"


@pytest.mark.django_db
def test_the_demonstration_has_lists_for_what_its_people_live_with(settings, tmp_path):
    settings.HOME = tmp_path
    leave_for_finding(at=NOW)

    held = codelists.site_lists()

    assert held.problems == []
    assert ("http://snomed.info/sct", "44054006") in held.codes["type-2-diabetes"]
    assert ("http://loinc.org", "8480-6") in held.codes["systolic"]
