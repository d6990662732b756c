"""Bulk Data exports: only for machines, only what the door opens, whole or not at all."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.jobs import bulk_exports, extract
from hearth.records.audit.models import AuditRow
from hearth.records.bulk_exports.changes import KEPT, SILENT
from hearth.records.bulk_exports.models import BulkExport
from hearth.records.callers.models import App
from hearth.records.people.models import Death
from tests.calling import a_caller
from tests.sharing import closed_for_safety, said, sealed
from tests.world import a_person, a_post, a_world, an_account

ASYNC = {"Prefer": "respond-async", "Accept": "application/fhir+json"}
SECRET = "Zilpzalp"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


@pytest.fixture
def world():
    made = a_world()
    said(made, made.nurse, text="Walk to the mosque")
    return made


def a_machine(world, scopes: str = "system/*.rs"):
    account = an_account("Records of the practice")
    a_post(account, world.practice, Role.PRACTITIONER, "Records system")
    return account, a_caller(account, scopes)


def kick(headers, path: str = "/fhir/Patient/$export", **query: str):
    return Client(headers={**ASYNC, **headers}).get(path, query)


def made(headers, path: str = "/fhir/Patient/$export", **query: str):
    """Ask, let the worker do it, and return the manifest."""
    asked = kick(headers, path, **query)
    assert asked.status_code == 202, asked.content
    bulk_exports.run_waiting(at=timezone.now())
    answer = Client(headers=headers).get(asked["Content-Location"])
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def lines(headers, manifest, type: str):
    found = [each for each in manifest["output"] if each["type"] == type]
    if not found:
        return []
    answer = Client(headers=headers).get(found[0]["url"])
    assert answer["Content-Type"] == "application/fhir+ndjson"
    held = [json.loads(each) for each in b"".join(answer.streaming_content).splitlines()]
    assert len(held) == found[0]["count"]
    return held


def test_a_machine_takes_all_of_those_it_may_know_of_and_of_nobody_else(world):
    _, headers = a_machine(world)
    a_person("Somebody", "Else")

    manifest = made(headers)

    assert [each["id"] for each in lines(headers, manifest, "Patient")] == [str(world.person.pk)]
    assert manifest["requiresAccessToken"] is True
    assert manifest["error"] == []
    for each in manifest["output"]:
        assert {row["resourceType"] for row in lines(headers, manifest, each["type"])} == {
            each["type"]
        }


def test_what_is_sealed_is_in_no_file(world):
    _, headers = a_machine(world)
    kept = said(world, world.nurse, text=f"A {SECRET} in the garden")
    sealed(world, world.person_account, SealKind.OWN_WISH, Section.GOALS, kept.thread)
    closed_for_safety(world, world.social_worker, text=f"The {SECRET}", what_we_do="Watch")

    manifest = made(headers)

    files = b"".join(path.read_bytes() for path in settings.HOME.rglob("*.ndjson"))
    assert len(lines(headers, manifest, "Goal")) == 1
    assert SECRET.encode() not in files
    assert str(kept.thread).encode() not in files


def test_each_person_has_a_row_and_so_has_the_export(world):
    machine, headers = a_machine(world)

    made(headers)

    did = AuditRow.objects.filter(account_id=machine.pk).values_list("did", "person_id", "allowed")
    assert ("took a bulk copy of the record", world.person.pk, True) in did
    assert ("asked for a bulk copy", None, True) in did


def test_only_a_machine_with_a_scope_of_the_system_exports(world):
    nurse = a_caller(world.nurse, "user/*.rs")
    person = a_caller(world.person_account, "patient/*.rs", world.person)

    assert kick(nurse).status_code == 403
    assert kick(person).status_code == 403
    assert kick({}).status_code == 401


def test_a_file_holds_no_type_that_was_not_asked_for(world):
    _, headers = a_machine(world)

    manifest = made(headers, _type="Goal,Patient")

    assert {each["type"] for each in manifest["output"]} == {"Goal", "Patient"}


def test_since_leaves_out_what_is_older(world):
    _, headers = a_machine(world)
    after = (timezone.now() + timedelta(days=1)).isoformat()

    assert made(headers, _since=after)["output"] == []


def test_an_export_of_the_system_also_holds_what_is_nobodys(world):
    _, headers = a_machine(world)
    types = {each["type"] for each in made(headers, "/fhir/$export")["output"]}

    assert {"Patient", "Goal"} <= types


def test_a_group_is_the_people_of_ones_own_service(world):
    _, headers = a_machine(world)
    group = f"organisation-{world.practice.pk}"

    listed = Client(headers=headers).get("/fhir/Group").json()
    read = Client(headers=headers).get(f"/fhir/Group/{group}").json()
    manifest = made(headers, f"/fhir/Group/{group}/$export", _type="Patient")

    assert [each["resource"]["id"] for each in listed["entry"]] == [group]
    assert read["member"] == [{"entity": {"reference": f"Patient/{world.person.pk}"}}]
    assert len(lines(headers, manifest, "Patient")) == 1
    far = f"/fhir/Group/organisation-{world.council.pk}"
    assert Client(headers=headers).get(far).status_code == 404
    assert kick(headers, f"{far}/$export").status_code == 404


def test_until_it_is_made_one_is_told_to_wait(world):
    _, headers = a_machine(world)
    where = kick(headers)["Content-Location"]

    answer = Client(headers=headers).get(where)

    assert answer.status_code == 202
    assert answer["X-Progress"]
    assert int(answer["Retry-After"]) > 0


def test_what_was_taken_back_is_not_there_any_more(world):
    _, headers = a_machine(world)
    asked = kick(headers)["Content-Location"]

    assert Client(headers=headers).delete(asked).status_code == 202
    assert Client(headers=headers).get(asked).status_code == 404
    assert bulk_exports.run_waiting(at=timezone.now()) == 0


def test_no_other_app_sees_an_export_or_its_files(world):
    _, headers = a_machine(world)
    asked = kick(headers)["Content-Location"]
    bulk_exports.run_waiting(at=timezone.now())
    other = an_account("Another machine")
    a_post(other, world.practice, Role.PRACTITIONER, "Other system")
    theirs = a_caller(other, "system/*.rs")

    assert Client(headers=theirs).get(asked).status_code == 404
    assert Client(headers=theirs).delete(asked).status_code == 404
    assert Client(headers=theirs).get(f"{asked}/Patient.ndjson").status_code == 404


def test_a_stopped_app_gets_no_file_and_the_files_go(world, home):
    _, headers = a_machine(world)
    asked = kick(headers)["Content-Location"]
    bulk_exports.run_waiting(at=timezone.now())
    App.objects.update(stopped_at=timezone.now())

    assert Client(headers=headers).get(f"{asked}/Patient.ndjson").status_code == 401
    bulk_exports.run_waiting(at=timezone.now())
    assert list(home.rglob("*.ndjson")) == []


def test_files_go_when_their_time_is_over(world, home):
    _, headers = a_machine(world)
    made(headers)
    assert list(home.rglob("*.ndjson"))

    bulk_exports.run_waiting(at=timezone.now() + KEPT)

    assert list(home.rglob("*.ndjson")) == []


def test_one_that_was_killed_half_way_is_begun_again(world, home):
    _, headers = a_machine(world)
    asked = kick(headers)["Content-Location"]
    export = BulkExport.objects.get()
    now = timezone.now()
    BulkExport.objects.update(begun_at=now, beat_at=now, done=50)
    half = home / "bulk-exports" / f"{export.pk}.part"
    half.mkdir(parents=True)
    (half / "Patient.ndjson").write_text('{"half":')

    assert bulk_exports.run_waiting(at=now) == 0
    assert Client(headers=headers).get(f"{asked}/Patient.ndjson").status_code == 404
    assert bulk_exports.run_waiting(at=now + SILENT + timedelta(seconds=1)) == 1
    manifest = Client(headers=headers).get(asked).json()
    assert len(lines(headers, manifest, "Patient")) == 1
    assert not half.exists()


def test_one_that_fails_fails_as_a_whole(world, home, monkeypatch):
    _, headers = a_machine(world)
    asked = kick(headers)["Content-Location"]
    monkeypatch.setattr(bulk_exports, "shown", lambda *_: 1 / 0)
    bulk_exports.run_waiting(at=timezone.now())

    answer = Client(headers=headers).get(asked)

    assert answer.status_code == 500
    assert answer.json()["resourceType"] == "OperationOutcome"
    assert list(home.rglob("*.ndjson")) == []


def test_of_somebody_who_died_only_their_services_take_a_copy(world):
    _, headers = a_machine(world)
    Death.objects.create(
        person=world.person, died_on=timezone.localdate(), told_by="x", recorded_at=timezone.now()
    )

    assert len(lines(headers, made(headers, _type="Patient"), "Patient")) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"_outputFormat": "text/csv"}, {"_since": "yesterday"}, {"_type": "Nonsense"},
        {"_typeFilter": "Goal?status=active"}, {"_type": "Subscription"},
    ],
    ids=str,
)  # fmt: skip
def test_what_it_cannot_do_is_said(world, query):
    _, headers = a_machine(world)
    answer = kick(headers, **query)

    assert answer.status_code == 400
    assert answer.json()["resourceType"] == "OperationOutcome"


def test_a_kick_off_by_post_asks_the_same(world):
    _, headers = a_machine(world)
    sent = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "_type", "valueString": "Patient"},
            {"name": "patient", "valueReference": {"reference": f"Patient/{world.person.pk}"}},
        ],
    }
    asked = Client(headers={**ASYNC, **headers}).post(
        "/fhir/Patient/$export", json.dumps(sent), content_type="application/fhir+json"
    )
    bulk_exports.run_waiting(at=timezone.now())
    manifest = Client(headers=headers).get(asked["Content-Location"]).json()

    assert asked.status_code == 202
    assert [each["type"] for each in manifest["output"]] == ["Patient"]


@pytest.mark.parametrize("name", ["application/fhir+ndjson", "application/ndjson", "ndjson"])
def test_one_format_has_three_names(world, name):
    _, headers = a_machine(world)

    assert kick(headers, _outputFormat=name).status_code == 202


def test_a_parameter_said_twice_is_as_one_with_commas(world):
    _, headers = a_machine(world)

    kick(headers, "/fhir/Patient/$export?_type=Goal&_type=Patient,CarePlan")

    assert BulkExport.objects.get().asked["types"] == ["Goal", "Patient", "CarePlan"]


def test_our_own_export_comes_in_through_the_extract(world, home, tmp_path):
    _, headers = a_machine(world)
    counts = {each["type"]: each["count"] for each in made(headers)["output"]}
    folder = next(path for path in (home / "bulk-exports").iterdir() if path.is_dir())

    held = extract.make(
        extract.from_fhir([folder]), by=None, at=timezone.now(), day=timezone.localdate(),
        into=tmp_path / "out",
    )  # fmt: skip

    read = {Path(each["name"]).name.partition(".")[0]: each for each in held.note["files"]}
    assert held.counts["persons"] == counts["Patient"] == 1
    for type, each in read.items():
        assert each["read"] == counts[type] == each["kept"] + each["rejected"]
