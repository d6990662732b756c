"""What comes in, from FHIR and from CSV: all of it once, or none."""

import json
from datetime import date
from decimal import Decimal

import pytest

from hearth.core.results import Coding
from hearth.jobs import imports
from hearth.records.access.models import Involvement
from hearth.records.audit.models import AuditRow
from hearth.records.people.models import Death, Person
from hearth.records.plans.models import JoinedPlan
from hearth.records.results import queries
from hearth.records.results.models import Allergy, Condition, ImportRun, Medicine, Result
from tests import imported
from tests.world import NOW, a_world

pytestmark = pytest.mark.django_db

WHOLE = (
    imported.a_patient(), imported.a_condition(), imported.an_observation(), imported.a_request(),
    imported.an_allergy(), imported.a_care_plan(), imported.a_goal(),
)  # fmt: skip


@pytest.fixture
def bring_in(tmp_path):
    """Import contents: dicts as a bundle of resources, text as CSV."""

    def bring_in(*contents, dry_run=False, **more):
        paths = []
        for number, content in enumerate(contents):
            is_table = isinstance(content, str)
            path = tmp_path / f"file-{number}.{'csv' if is_table else 'json'}"
            path.write_bytes(content.encode() if is_table else imported.as_json(content))
            paths.append(path)
        return imports.run(paths, dry_run=dry_run, by=None, at=NOW, **more)

    return bring_in


def places(report):
    return [(each.row, each.where) for each in report.problems]


def test_a_bundle_brings_in_a_person_and_what_is_known(bring_in):
    report = bring_in(imported.a_bundle(*WHOLE))

    person = Person.objects.get()
    assert report.ok
    assert (person.given_name, person.family_name, person.born) == (
        "Ada",
        "Okafor0",
        date(1951, 4, 2),
    )
    assert person.addresses.get().postcode == "CW1 1AA"
    assert Result.objects.get().value == Decimal(53)
    assert Condition.objects.get().began_on == date(2011, 6, 1)
    assert Medicine.objects.get().how_to_take == "One with breakfast"
    assert Allergy.objects.get().reaction == "Rash"
    assert [row["text"] for row in JoinedPlan.objects.get().content] == [
        "Walk to the shop",
        "Foot check",
    ]


def test_the_same_files_twice_make_nothing_double(bring_in):
    bring_in(imported.a_bundle(*WHOLE))
    report = bring_in(imported.a_bundle(*WHOLE))

    assert report.total.kept == 0
    assert report.total.already_held == len(WHOLE)
    assert [
        m.objects.count() for m in (Person, Result, Condition, Medicine, Allergy, JoinedPlan)
    ] == [1] * 6


def test_a_dry_run_says_the_same_and_keeps_nothing(bring_in):
    dry = bring_in(imported.a_bundle(*WHOLE), dry_run=True)
    assert Person.objects.count() == ImportRun.objects.count() == 0
    real = bring_in(imported.a_bundle(*WHOLE))
    assert dry.counts == real.counts


def test_one_bad_row_keeps_everything_out_and_is_named(bring_in):
    bad = imported.an_observation("o2", status="done")
    report = bring_in(imported.a_bundle(*WHOLE), imported.a_bundle(imported.a_patient(), bad))

    assert places(report) == [(2, "Observation.status")]
    assert report.problems[0].file == "file-1.json"
    assert Person.objects.count() == Result.objects.count() == 0


def test_every_bad_row_is_named_at_once(bring_in):
    rows = [imported.a_condition(str(n), onsetDateTime="2011-02-30") for n in range(5)]
    report = bring_in(imported.a_bundle(imported.a_patient(), *rows))
    assert places(report) == [(n, "Condition.onsetDateTime") for n in range(2, 7)]


def test_no_problem_shows_a_name(bring_in):
    secret = "Zzyzx\x00"
    report = bring_in(
        imported.a_bundle(
            imported.a_patient(name=[{"family": secret, "given": ["Ada"]}], gender="F"),
            imported.a_patient(2, name=[{"family": 5, "given": [secret]}]),
            imported.a_patient(3, telecom=[{"system": "phone", "value": secret}]),
        )
    )
    assert len(report.problems) == 4
    assert "Zzyzx" not in json.dumps(report.to_json())


def test_a_panel_gives_each_of_its_parts(bring_in):
    loinc = "http://loinc.org"
    parts = [
        {
            "code": imported.concept(name, code, loinc),
            "valueQuantity": {"value": value, "unit": "mm[Hg]"},
        }
        for name, code, value in (("Systolic", "8480-6", 142), ("Diastolic", "8462-4", 88))
    ]
    panel = imported.an_observation(component=parts)
    del panel["valueQuantity"]
    report = bring_in(imported.a_bundle(imported.a_patient(), panel))

    assert report.counts["Observation"].kept == 1
    values = queries.core_results(Person.objects.get())
    assert {(each.code, each.value) for each in values} == {
        (Coding(loinc, "8480-6"), 142), (Coding(loinc, "8462-4"), 88),
    }  # fmt: skip


def test_a_bound_is_words_and_never_a_value(bring_in):
    quantity = {"value": 90, "comparator": ">", "unit": "mL/min"}
    bring_in(
        imported.a_bundle(imported.a_patient(), imported.an_observation(valueQuantity=quantity))
    )
    row = Result.objects.get()
    assert (row.value, row.words) == (None, "> 90 mL/min")


@pytest.mark.parametrize(
    "row",
    [
        imported.an_observation(status="entered-in-error"),
        imported.an_observation(status="preliminary"),
        imported.an_observation(effectiveDateTime="2026"),
        imported.a_condition(verificationStatus=imported.concept("x", "refuted")),
        imported.a_request(status="draft"),
        imported.a_request(doNotPerform=True),
        imported.an_allergy(clinicalStatus=imported.concept("x", "resolved")),
        imported.a_goal(lifecycleStatus="entered-in-error"),
        {"resourceType": "Encounter", "id": "e1"},
    ],
    ids=lambda row: row["resourceType"],
)
def test_what_must_not_be_shown_is_counted_and_not_kept(row, bring_in):
    report = bring_in(imported.a_bundle(imported.a_patient(), row))
    assert report.ok
    assert report.counts[row["resourceType"]].not_used == 1
    assert all(count.is_whole for count in report.counts.values())


def test_a_result_that_its_source_corrected_is_corrected_here(bring_in):
    bring_in(imported.a_bundle(imported.a_patient(), imported.an_observation()))
    again = imported.an_observation(
        status="corrected", valueQuantity={"value": 58, "unit": "mmol/mol"}
    )
    report = bring_in(imported.a_bundle(imported.a_patient(), again))

    assert report.counts["Observation"].changed == 1
    assert Result.objects.get().value == 58


def test_another_services_plan_is_never_written_over(bring_in):
    for title in ("Diabetes care", "Diabetes and foot care"):
        bring_in(imported.a_bundle(imported.a_patient(), imported.a_care_plan(title=title)))
    assert sorted(JoinedPlan.objects.values_list("title", flat=True)) == [
        "Diabetes and foot care", "Diabetes care",
    ]  # fmt: skip


def test_goals_that_no_plan_names_are_kept_together(bring_in):
    bring_in(imported.a_bundle(imported.a_patient(), imported.a_goal("g7"), imported.a_goal("g8")))
    assert len(JoinedPlan.objects.get(title="Goals").content) == 2


def test_a_medicine_in_another_row_is_found(bring_in):
    medication = {
        "resourceType": "Medication",
        "id": "med",
        "code": imported.concept("Ramipril 5 mg"),
    }
    request = imported.a_request(medicationReference={"reference": "Medication/med"})
    del request["medicationCodeableConcept"]

    assert places(bring_in(imported.a_bundle(imported.a_patient(), request))) == [
        (2, "MedicationRequest.medicationReference")
    ]
    assert bring_in(imported.a_bundle(imported.a_patient(), request, medication)).ok
    assert Medicine.objects.get().name == "Ramipril 5 mg"


def test_a_later_version_of_a_row_replaces_it_where_the_source_says_so(bring_in):
    def entry(value):
        row = imported.an_observation(valueQuantity={"value": value, "unit": "%"})
        return {"resource": row, "request": {"method": "PUT", "url": "Observation/o1"}}

    bundle = imported.a_bundle(imported.a_patient(), type="transaction")
    bundle["entry"] += [entry(50), entry(60)]
    assert bring_in(bundle).ok
    assert Result.objects.get().value == 60


def test_one_id_that_says_two_things_is_refused(bring_in):
    rows = [imported.an_observation(), imported.an_observation(effectiveDateTime="2026-01-01")]
    assert places(bring_in(imported.a_bundle(imported.a_patient(), *rows))) == [(3, "id")]


def test_a_slip_that_changes_no_meaning_is_read_with_a_note(bring_in):
    row = imported.an_observation(effectiveDateTime="2026-05-04T10:00:00", category={"text": "Lab"})
    report = bring_in(imported.a_bundle(imported.a_patient(), row))
    assert report.ok
    assert {each.where for each in report.remarks} >= {
        "Observation.effectiveDateTime", "Observation.category",
    }  # fmt: skip


def test_a_death_is_recorded(bring_in):
    bring_in(imported.a_bundle(imported.a_patient(deceasedDateTime="2025-12-24T10:00:00Z")))
    assert Death.objects.get().died_on == date(2025, 12, 24)


def test_all_our_tables_come_in(bring_in):
    tables = [imported.a_table(row) for row in imported.TABLES.values()]
    report = bring_in(*reversed(tables))
    assert report.lines()[-1] == "All of it was kept."
    assert [m.objects.count() for m in (Person, Result, Condition, Medicine, Allergy)] == [1] * 5
    assert bring_in(*tables).total.already_held == 5


def test_a_table_that_we_do_not_know_says_what_it_lacks(bring_in):
    report = bring_in("person,name,day\nx,y,2020-01-01\n")
    assert places(report) == [(0, "taken_on")]


def test_people_are_tied_to_the_practice_and_its_staff_can_see_them(bring_in):
    world = a_world()
    bring_in(imported.a_bundle(*WHOLE))
    person = Person.objects.get(given_name="Ada")
    assert Involvement.objects.get(person=person).organisation == world.practice


def test_an_organisation_that_nobody_knows_is_refused(bring_in):
    report = bring_in(imported.a_bundle(*WHOLE), organisation="Nowhere Surgery")
    assert places(report) == [(0, "organisation")]
    assert Person.objects.count() == 0


def test_each_persons_record_says_what_an_import_brought(bring_in):
    bring_in(imported.a_bundle(*WHOLE))
    rows = AuditRow.objects.filter(person_id=Person.objects.get().pk, is_change=True)
    assert "brought in results" in set(rows.values_list("did", flat=True))


def test_results_of_somebody_are_empty_for_those_who_may_not_see_them(bring_in):
    world = a_world()
    assert queries.conditions_of(world.record(world.administrator)) == []
    assert queries.results_of(world.record(world.administrator)) == []


@pytest.mark.any_engine
def test_the_command_line_names_bad_rows_and_fails(hearth_made, tmp_path):
    path = tmp_path / "bad.json"
    bad = imported.an_observation(status="done")
    path.write_bytes(imported.as_json(imported.a_bundle(imported.a_patient(), bad)))
    said = hearth_made.having(HEARTH_DEMO="1").run("import", "--dry-run", str(path))
    assert said.returncode == 1
    assert (
        "bad.json, row 2, Observation.status: FHIR has no such status. Found: done." in said.stdout
    )
