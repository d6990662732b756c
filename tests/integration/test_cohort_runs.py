"""Running a search: by a terminal, by a worker, and what it means for the practice's own people."""

import csv
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from hearth.core.cohorts.text import parse, write
from hearth.jobs import worker
from hearth.jobs.cohorts import running
from hearth.jobs.cohorts.starters import add_starters, starters
from hearth.jobs.extract.pseudonyms import KEY_FILE, site_pseudonyms
from hearth.records.audit.models import AuditRow
from hearth.records.cohorts import queries
from hearth.records.cohorts.models import CohortRun
from hearth.records.community import changes as community
from hearth.records.people import deaths
from hearth.records.recall.models import OnRegister
from hearth.site.commands.cohort import command
from tests.finding import (
    DAY,
    OLD_AND_NEVER_REVIEWED,
    a_lead,
    a_search,
    an_extract,
    as_in_extract,
    crowd,
    someone,
)
from tests.world import NOW, TODAY, a_person, a_world, involve

pytestmark = pytest.mark.django_db
OLD, YOUNG = someone(50), someone(1)


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def lead(world):
    return a_lead(world)


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    return tmp_path


def run(version, lead):
    asked = running.ask(parse(version.text), version=version, by=lead, at=NOW)
    running.run_now(asked, at=timezone.now())
    asked.refresh_from_db()
    return asked


def on_the_list():
    return OnRegister.objects.filter(until__isnull=True)


def test_a_run_puts_the_practices_own_people_on_a_list_with_the_reasons(world, lead, home):
    an_extract(home, [*crowd(), as_in_extract(home, 9001, OLD, world.person)])

    told = run(a_search(world, lead), lead)

    row = on_the_list().get()
    assert row.person == world.person
    assert row.register == "Over 65 and not reviewed (Holmbeck)"
    assert row.source == f"run {told.pk} of “Over 65 and not reviewed, version 1”"
    assert row.why == ["70 years old", "plan never reviewed"]
    assert told.put_on_register == 1
    assert told.rows > 100


def test_who_is_not_found_any_more_comes_off_the_list(world, lead, home):
    version = a_search(world, lead)
    an_extract(home, [as_in_extract(home, 9001, OLD, world.person)])
    run(version, lead)
    an_extract(home, [as_in_extract(home, 9001, YOUNG, world.person)])

    run(version, lead)

    assert not on_the_list().exists()


@pytest.mark.parametrize("lose_the_key", [True, False])
def test_who_is_not_in_the_extract_stays_on_the_list(world, lead, home, lose_the_key):
    version = a_search(world, lead)
    an_extract(home, [as_in_extract(home, 9001, OLD, world.person)])
    run(version, lead)
    if lose_the_key:
        (home / KEY_FILE).unlink()
    else:
        an_extract(home, crowd(100))

    run(version, lead)

    assert on_the_list().get().person == world.person


def test_only_living_people_of_the_place_of_the_search_come_on_its_list(world, lead, home):
    elsewhere = community.add_organisation(
        community="Elsewhere", name="Far Surgery", kind="practice", by=None, at=NOW
    )
    far, dead = (a_person(given, number=n) for given, n in (("Far", FAR), ("Dead", DEAD)))
    for person, place in ((far, elsewhere), (dead, world.practice)):
        involve(person=person, organisation=place, kind="practice", starts=TODAY, by=None, at=NOW)
    deaths.record_death(person=dead, died_on=TODAY, told_by="x", by=world.administrator, at=NOW)
    known = [as_in_extract(home, at, OLD, each) for at, each in enumerate((far, dead), 9001)]
    an_extract(home, known)

    assert run(a_search(world, lead), lead).rows == 2
    assert not on_the_list().exists()


FAR, DEAD = "999 000 0026", "999 000 0034"


def test_no_run_keeps_a_person(world, lead, home):
    an_extract(home, [*crowd(), as_in_extract(home, 9001, OLD, world.person)])

    told = run(a_search(world, lead), lead)

    kept = json.dumps(told.figures)
    assert "9001" not in kept
    assert "Khan" not in kept
    assert AuditRow.objects.filter(did="found people by a search", person_id=None).count() == 1


def test_a_big_run_waits_for_the_worker_who_does_it_once(world, lead, home):
    an_extract(home, crowd(80), said=30_000)
    asked = run(a_search(world, lead), lead)
    assert not asked.is_over

    assert running.run_waiting(at=timezone.now()) == 1
    asked.refresh_from_db()

    assert (asked.engine, asked.problem) == ("duckdb", "")
    assert running.run_waiting(at=timezone.now()) == 0


def test_the_worker_asks_for_the_runs_that_wait(world, lead, home):
    version = a_search(world, lead)
    asked = running.ask(parse(version.text), version=version, by=lead, at=NOW)

    _, done = worker.once(at=timezone.now())
    asked.refresh_from_db()

    assert done[-1] == "searches for people"
    assert asked.is_over


def test_somebody_without_a_number_is_found_by_their_own_pseudonym(world, lead, home):
    nobody = a_person("New", "Here")
    involve(person=nobody, organisation=world.practice, kind="care", starts=TODAY, by=None, at=NOW)
    own = site_pseudonyms(home).of("hearth", str(nobody.pk))
    an_extract(home, [replace(OLD, person=own)])

    run(a_search(world, lead), lead)

    assert on_the_list().get().person == nobody


def test_a_run_that_fails_says_so_and_takes_no_worker_down(world, lead, home, caplog):
    folder = an_extract(home, crowd(8), said=30_000)
    asked = run(a_search(world, lead), lead)
    (folder / "persons.parquet").write_text("not a table")

    running.run_waiting(at=timezone.now())
    asked.refresh_from_db()

    assert asked.problem == running.FAILED
    assert "A search for people failed." in caplog.text


def test_a_run_whose_code_lists_are_missing_names_them(world, lead, home):
    an_extract(home, crowd(8))
    text = OLD_AND_NEVER_REVIEWED.replace("  registered", "  has asthma")

    assert (
        "There is no code list called “asthma”." in run(a_search(world, lead, text), lead).problem
    )


def test_two_runs_of_a_search_wait_as_one(world, lead, home):
    version = a_search(world, lead)

    first = running.ask(parse(version.text), version=version, by=lead, at=NOW)

    assert running.ask(parse(version.text), version=version, by=lead, at=NOW) == first


@pytest.fixture
def hearth(home):
    def run_it(*words):
        return CliRunner().invoke(command, [str(each) for each in words])

    return run_it


@pytest.fixture
def file(home):
    path = home / "old.cohort"
    path.write_text(OLD_AND_NEVER_REVIEWED)
    return path


def test_a_file_is_run_recorded_and_its_list_written(hearth, home, file):
    an_extract(home, crowd())
    out = home / "list.csv"

    told = hearth("run", file, "--out", out, "--json")

    said = json.loads(told.stdout)
    assert (said["rows"], said["engine"], said["extract"]) == (145, "reference", "2026-11-01")
    assert said["definition_hash"] == CohortRun.objects.get().definition_hash
    with out.open() as rows:
        assert len(list(csv.DictReader(rows))) == 145
    assert not on_the_list().exists()


def test_another_day_and_another_engine_are_asked_for_by_name(hearth, home, file):
    an_extract(home, crowd(160))
    day = (DAY + timedelta(days=400)).isoformat()

    now, later = hearth("run", file), hearth("run", file, "--engine", "duckdb", "--day", day)

    assert "(reference," in now.output
    assert "(duckdb," in later.output
    first, second = CohortRun.objects.order_by("pk")
    assert second.rows > first.rows


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "nothing"], "No file and no saved rule"),
        (["run", "{file}"], "There is no population extract yet."),
        (["run", "{file}", "--extract", "2020-01-01"], "There is no extract called 2020-01-01."),
        (["run", "{file}", "--out", "{file}"], "is there already"),
        (["run", "{file}", "--out", "none/such.csv"], "or its folder is not"),
        (["export", "nothing"], "No file and no saved rule"),
    ],
)
def test_what_cannot_be_run_is_refused_in_one_line(hearth, file, words, said):
    told = hearth(*(each.format(file=file) for each in words))

    assert told.exit_code == 1
    assert said in told.output
    assert not CohortRun.objects.filter(ended_at=None).exists()


def test_a_run_that_fails_at_a_terminal_is_over_and_leaves_no_half_list(hearth, home, file):
    folder = an_extract(home, crowd(10))
    (folder / "plans.parquet").write_bytes(b"damaged")

    told = hearth("run", file, "--out", home / "list.csv")

    assert told.exit_code == 1
    assert CohortRun.objects.get().problem == running.FAILED
    assert not list(home.glob("*list.csv*"))


def test_a_rule_is_read_aloud(hearth, file):
    told = hearth("explain", file)

    assert told.exit_code == 0
    assert "They are 65 or over" in told.output


def test_a_check_names_the_line_and_the_list_that_is_not_there(hearth, home, file):
    bad = home / "bad.cohort"
    bad.write_text(OLD_AND_NEVER_REVIEWED.replace("  registered", "  has asthma\n  bald"))
    unknown = home / "unknown.cohort"
    unknown.write_text(OLD_AND_NEVER_REVIEWED.replace("  registered", "  has asthma"))

    told = hearth("check", file, bad, unknown)

    assert told.exit_code == 1
    assert f"{file}: all is well." in told.output
    assert "Line 8: " in told.output
    assert "Line 7: No code list is called “asthma”." in told.output


def test_files_become_versions_and_go_out_again_as_they_came(hearth, world, file):
    assert "version 1: saved." in hearth("import", file).output
    assert "nothing is different" in hearth("import", file).output
    file.write_text(OLD_AND_NEVER_REVIEWED.replace("65 or over", "75 or over"))
    assert "version 2: saved." in hearth("import", file).output

    assert "aged 75 or over" in hearth("export", "Over 65 and not reviewed").output
    assert "Over 65 and not reviewed (version 2, not run yet)" in hearth("list").output
    version = queries.newest_version(queries.definition_named("Over 65 and not reviewed"))
    assert version.why == "from the file old.cohort"


def test_a_saved_rule_is_run_by_its_name(hearth, world, lead, home):
    an_extract(home, [*crowd(), as_in_extract(home, 9001, OLD, world.person)])
    a_search(world, lead)

    assert "On the lists of their practices: 1." in hearth("run", "Over 65 and not reviewed").output


@pytest.mark.parametrize("path", starters(), ids=lambda path: path.stem)
def test_what_comes_with_hearth_is_written_as_it_is_kept(path):
    assert write(parse(path.read_text())) == path.read_text()


def test_what_comes_with_hearth_is_saved_once(world, lead):
    place = world.practice.community

    assert len(add_starters(place, by=lead, at=NOW)) == 4
    assert add_starters(place, by=lead, at=NOW) == []
    assert len(queries.definitions_in([place.pk])) == 4


@pytest.mark.parametrize("more", [["--day", "2026-10-01"], ["--extract", "2026-11-01"]])
def test_a_run_of_another_day_fills_no_list(hearth, world, lead, home, more):
    an_extract(home, [as_in_extract(home, 9001, OLD, world.person)])
    name = a_search(world, lead).definition.name

    assert ": 1 people in 2026-11-01" in hearth("run", name, *more).output
    assert not on_the_list().exists()
