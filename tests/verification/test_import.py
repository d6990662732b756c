"""Records that no one here wrote come in whole: every row that was read is accounted for."""

from pathlib import Path

import pytest
from django.conf import settings

from hearth.core.results import explain
from hearth.jobs import imports
from hearth.jobs.imports import Report
from hearth.records.people.models import Person
from hearth.records.plans.models import JoinedPlan
from hearth.records.results import queries
from hearth.records.results.models import Condition, Medicine, Result
from tests.verification.part import LONG, PEOPLE, ROWS, some_bundles, some_people, some_rows
from tests.world import NOW

pytestmark = pytest.mark.django_db


def bring_in(*paths: Path, dry_run: bool = False, source: str = "") -> Report:
    report = imports.run(paths, dry_run=dry_run, by=None, at=NOW, source=source)
    assert all(count.is_whole for count in report.counts.values()), report.lines()
    return report


def explained(person: Person) -> set[str]:
    results = queries.core_results(person)
    return {each.measurement.key for each in explain(results, settings.JURISDICTION.measurements)}


def test_people_come_in_from_bundles_once_with_results_that_we_can_explain(shared_data, tmp_path):
    folder = some_bundles(shared_data / "synthea-bundles", tmp_path / "synthea-bundles")
    report = bring_in(folder)

    assert report.ok, report.lines()
    assert Person.objects.count() == report.counts["Patient"].kept == len([*folder.iterdir()])
    assert JoinedPlan.objects.exclude(title="Goals").count() == report.counts["CarePlan"].kept
    keys = {key for person in Person.objects.all() for key in explained(person)}
    assert {"systolic", "diastolic", "weight", "bmi", "cholesterol", "haemoglobin", "egfr"} <= keys

    again = bring_in(folder)
    assert again.total.kept == again.total.changed == 0
    assert again.total.already_held == report.total.kept + report.total.already_held


def test_one_whole_record_comes_in_with_its_slips_noted(shared_data):
    report = bring_in(shared_data / "mcc-pnoelle")

    assert report.ok, report.lines()
    person = Person.objects.get()
    assert (person.given_name, person.family_name) == ("Patricia", "Noelle")
    assert Condition.objects.count() == 9
    assert Medicine.objects.count() == 8
    assert len(JoinedPlan.objects.get(title="Goals").content) == 9
    assert {"systolic", "diastolic", "egfr", "weight", "glucose"} <= explained(person)
    assert any("time zone" in remark.words for remark in report.remarks)
    assert bring_in(shared_data / "mcc-pnoelle").total.kept == 0


def test_one_whole_record_comes_in_file_by_file_where_its_source_is_named(shared_data):
    files, _ = imports.opening.sources([shared_data / "mcc-pnoelle"])
    for each in files:
        report = bring_in(each.path, source="MCC")
        assert report.ok, report.lines()
    assert Person.objects.count() == 1
    assert Condition.objects.count() == 9


def test_bulk_rows_of_two_hundred_people_come_in(shared_data):
    report = bring_in(shared_data / "carebundle-200" / "ndjson")
    assert report.ok, report.lines()
    assert Person.objects.count() == 200
    assert Result.objects.count() == report.counts["Observation"].kept + 200, (
        "pressure has two parts"
    )


def test_bulk_rows_of_older_adults_come_in(shared_data, tmp_path):
    whole = shared_data / "synthea-older-adults" / "ndjson"
    folder = some_rows(whole, tmp_path / "ndjson")
    dry = bring_in(folder, dry_run=True)
    assert dry.ok, dry.lines()
    assert (dry.counts["Patient"].kept, dry.counts["Observation"].read) == (
        60,
        94_965 if LONG else ROWS,
    )

    report = bring_in(*(each for each in folder.iterdir() if "Observation" not in each.name))
    assert {
        name: count for name, count in dry.counts.items() if name != "Observation"
    } == report.counts
    assert JoinedPlan.objects.exclude(title="Goals").count() == 778


def test_people_come_in_from_csv_through_a_mapping(shared_data, tmp_path):
    folder = some_people(shared_data / "synthea-csv", tmp_path / "synthea-csv")
    names = ("patients.csv", "conditions.csv", "medications.csv")
    report = bring_in(*(folder / name for name in names))
    people = 1000 if LONG else PEOPLE
    assert report.ok, report.lines()
    assert Person.objects.count() == report.counts["persons"].kept == people
    assert Condition.objects.count() == report.counts["conditions"].kept
    assert Person.objects.exclude(addresses__postcode__contains=".").count() == people


def test_csv_rows_about_people_who_are_not_there_keep_the_rest_out_and_are_named(
    shared_data, tmp_path
):
    report = bring_in(some_people(shared_data / "synthea-csv", tmp_path / "synthea-csv"))
    assert Person.objects.count() == 0
    assert {(each.file, each.where) for each in report.problems} == {
        ("synthea-csv/allergies.csv", "PATIENT")
    }
    assert len(report.problems) == report.counts["allergies"].refused > 0
