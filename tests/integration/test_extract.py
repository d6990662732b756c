"""Population extracts from the outside: what comes in, what is left out, and what they hold."""

import csv
import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hearth.analytics.extract import Extract, latest
from hearth.jobs import extract
from hearth.jobs.extract.pseudonyms import (
    KEY_FILE,
    NotAKey,
    Pseudonyms,
    site_pseudonyms,
)
from hearth.records.audit.models import AuditRow
from hearth.site.commands.extract import command
from tests import imported
from tests.world import NOW

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 22)
LOINC = "http://loinc.org"


def rows_of(made: Extract, table: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return pq.read_table(made.tables[table]).to_pylist()


def bulk(folder: Path, **files: Iterable[Mapping[str, Any] | bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
        (folder / f"{name}.ndjson").write_bytes(b"\n".join(lines) + b"\n")
    return folder


def made_from(folder: Path, **how: Any) -> Extract:
    sources = extract.from_fhir([folder], **how)
    return extract.make(sources, by=None, at=NOW, day=DAY, into=folder / "out")


def rejected(made: Extract) -> list[dict[str, str]]:
    with (made.folder / "rejected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_people_become_rows_without_a_name(tmp_path):
    number = {"system": imported.NUMBER_URI, "value": "999 000 0018"}
    folder = bulk(
        tmp_path / "bulk",
        Patient=[
            imported.a_patient(
                identifier=[number],
                deceasedDateTime="2026-02-01T10:00:00Z",
                generalPractitioner=[{"reference": "Organization/p1"}],
                communication=[{"language": {"coding": [{"code": "ur"}]}, "preferred": True}],
            )
        ],
    )

    made = made_from(folder)

    names = site_pseudonyms(Path(extract.extracts_folder()).parent)
    person = names.of("fhir", imported.PERSON_ID)
    assert rows_of(made, "persons") == [
        {
            "person": person,
            "born": date(1951, 4, 2),
            "sex": "female",
            "died": date(2026, 2, 1),
            "ethnicity": None,
            "language": "ur",
            "deprivation": None,
            "place": "Calderwick",
            "identifier": names.of_number("nhs-number", "9990000018"),
        }
    ]
    assert rows_of(made, "registrations")[0]["organisation"] == "p1"
    written = b"".join(path.read_bytes() for path in made.folder.iterdir())
    assert b"Okafor" not in written
    assert imported.PERSON_ID.encode() not in written


def test_a_blood_pressure_is_an_event_for_each_of_its_parts(tmp_path):
    pressure = imported.an_observation(
        code=imported.concept("Blood pressure", "85354-9", LOINC),
        valueQuantity=None,
        component=[
            {
                "code": imported.concept("Upper", "8480-6", LOINC),
                "valueQuantity": {"value": 142, "unit": "mmHg"},
            },
            {"code": imported.concept("Lower", "8462-4", LOINC), "valueQuantity": {"value": 81}},
        ],
    )
    folder = bulk(tmp_path / "bulk", Patient=[imported.a_patient()], Observation=[pressure])

    found = {row["code"]: row["value"] for row in rows_of(made_from(folder), "events")}

    assert found == {"8480-6": 142, "8462-4": 81, "85354-9": None}


def test_a_value_is_kept_in_its_usual_unit_or_not_at_all(tmp_path):
    def cholesterol(unit: str) -> dict[str, Any]:
        code = imported.concept("Cholesterol", "2093-3", LOINC)
        return imported.an_observation(code=code, valueQuantity={"value": 200, "unit": unit})

    folder = bulk(
        tmp_path / "bulk",
        Patient=[imported.a_patient()],
        Observation=[cholesterol("mg/dL"), cholesterol("spoons")],
    )

    made = made_from(folder)

    assert [row["value"] for row in rows_of(made, "events")] == [pytest.approx(5.172)]
    assert [(row["row"], row["column"]) for row in rejected(made)] == [("2", "unit")]


def test_each_row_that_is_left_out_is_named_and_the_counts_add_up(tmp_path):
    stranger = {"reference": "Patient/nobody"}
    folder = bulk(
        tmp_path / "bulk",
        Patient=[imported.a_patient(), imported.a_patient(), imported.a_patient(1, birthDate=7)],
        Condition=[
            imported.a_condition(),
            imported.a_condition(subject=stranger),
            imported.a_condition(onsetDateTime="2026-02-30"),
            imported.a_condition(code={"text": "Gout"}),
            imported.a_condition(verificationStatus=imported.concept("No", "refuted")),
            imported.an_observation(),
            imported.a_condition(code=[]),
            imported.a_condition(onsetDateTime=None),
            b"",
            b"[1]",
            b"{",
        ],
    )

    made = made_from(folder)

    assert [(row["file"], row["row"], row["column"]) for row in rejected(made)] == [
        ("bulk/Patient.ndjson", "2", "person"),
        ("bulk/Patient.ndjson", "3", "birthDate"),
        ("bulk/Condition.ndjson", "2", "person"),
        ("bulk/Condition.ndjson", "3", "onsetDateTime"),
        ("bulk/Condition.ndjson", "4", "code.coding"),
        ("bulk/Condition.ndjson", "5", "verificationStatus"),
        ("bulk/Condition.ndjson", "6", "resourceType"),
        ("bulk/Condition.ndjson", "7", "code"),
        ("bulk/Condition.ndjson", "8", "onsetDateTime"),
        ("bulk/Condition.ndjson", "10", "resource"),
        ("bulk/Condition.ndjson", "11", "character 2"),
    ]
    assert all(row["reason"] for row in rejected(made))
    assert made.note["files"] == [
        {"name": "bulk/Patient.ndjson", "read": 3, "kept": 1, "rejected": 2},
        {"name": "bulk/Condition.ndjson", "read": 10, "kept": 1, "rejected": 9},
    ]
    assert made.counts["events"] == 1


def test_an_extract_is_never_changed_and_the_next_has_another_name(tmp_path):
    folder = bulk(tmp_path / "bulk", Patient=[imported.a_patient()])

    first, second = made_from(folder), made_from(folder)

    assert (first.name, second.name) == ("2026-11-22", "2026-11-22-2")
    assert latest(folder / "out") == second
    assert {path.stat().st_mode & 0o777 for path in first.folder.iterdir()} == {0o444}
    assert first.damage() == []
    (first.folder / "events.parquet").chmod(0o644)
    (first.folder / "events.parquet").write_bytes(b"other")
    assert first.damage() == ["events.parquet is not as it was written."]


def test_a_file_without_a_header_shows_nobody_in_what_is_rejected(tmp_path):
    (tmp_path / "persons.csv").write_text("1,Rabia Khan\n2,Mo Khan\n")
    (tmp_path / "events.csv").write_text("person,Rabia,Rabia\n")

    made = extract.make(
        extract.from_csv([tmp_path]), by=None, at=NOW, day=DAY, into=tmp_path / "out"
    )

    assert [(Path(row["file"]).name, row["column"]) for row in rejected(made)] == [
        ("persons.csv", "column 1"),
        ("events.csv", "column 3"),
    ]


def test_a_column_without_a_name_is_read_as_none_of_ours(tmp_path):
    mapping = tmp_path / "theirs.toml"
    mapping.write_text('[files.people]\nis = "persons"\ncolumns = {person = "id"}\n')
    (tmp_path / "people.csv").write_text(",id\nBradford,p1\n")

    made = extract.make(
        extract.from_csv([tmp_path / "people.csv"], mapping=str(mapping)),
        by=None, at=NOW, day=DAY, into=tmp_path / "out",
    )  # fmt: skip

    assert [row["place"] for row in rows_of(made, "persons")] == [None]


def test_what_others_keep_beside_extracts_stays_and_nobody_else_looks_in(tmp_path):
    folder = bulk(tmp_path / "bulk", Patient=[imported.a_patient()])
    made_from(folder)
    (folder / "out" / "mine.partial").mkdir()

    made_from(folder)

    assert (folder / "out" / "mine.partial").is_dir()
    assert (folder / "out").stat().st_mode & 0o077 == 0


def test_a_number_has_one_pseudonym_however_it_is_spaced():
    of_number = Pseudonyms(b"key").of_number

    written = ("9990000018", "999 000 0018", "999-000-0018")
    assert len({of_number("nhs-number", number) for number in written}) == 1


def test_a_damaged_key_is_refused_and_no_key_of_nothing_is_used(tmp_path):
    (tmp_path / KEY_FILE).write_bytes(b"")

    with pytest.raises(NotAKey):
        site_pseudonyms(tmp_path)


def test_packed_files_and_other_types_come_in_too(tmp_path):
    folder = bulk(
        tmp_path / "bulk",
        Patient=[imported.a_patient()],
        Goal=[{"resourceType": "Goal"}],
        MedicationRequest=[
            imported.a_request(authoredOn="2026-01-05", status="active"),
            imported.a_request(authoredOn="2026-01-06", status="completed"),
        ],
        EpisodeOfCare=[
            {
                "resourceType": "EpisodeOfCare",
                "status": "active",
                "patient": imported.SUBJECT,
                "managingOrganization": {"identifier": {"value": "A81001"}},
                "period": {"start": "2019-05", "end": "2024-03-01"},
            }
        ],
        CarePlan=[
            {
                "resourceType": "CarePlan",
                "status": "active",
                "subject": imported.SUBJECT,
                "period": {"start": "2025-02-03"},
            }
        ],
        ServiceRequest=[
            {
                "resourceType": "ServiceRequest",
                "status": "active",
                "subject": imported.SUBJECT,
                "requester": imported.SUBJECT,
                "authoredOn": "2026-10-01",
                "code": imported.concept("Asks", "ask", "urn:ours"),
            }
        ],
    )
    plain = folder / "MedicationRequest.ndjson"
    (folder / "MedicationRequest.ndjson.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()

    made = made_from(folder, asked=frozenset({("urn:ours", "ask")}))

    assert [(row["starts"].day, row["ends"]) for row in rows_of(made, "medications")] == [
        (5, None),
        (6, date(2026, 1, 6)),
    ]
    assert [(row["starts"], row["ends"]) for row in rows_of(made, "registrations")] == [
        (date(2019, 5, 1), date(2024, 3, 2))
    ]
    assert [row["agreed"] for row in rows_of(made, "plans")] == [date(2025, 2, 3)]
    assert [row["by"] for row in rows_of(made, "referrals")] == ["self"]
    assert made.note["not_used"] == ["bulk/Goal.ndjson"]


def test_that_an_extract_was_made_is_in_the_audit_trail(tmp_path):
    made_from(bulk(tmp_path / "bulk", Patient=[imported.a_patient()]))

    note = AuditRow.objects.filter(did="made a population extract").last()
    assert note is not None
    assert "1 persons" in note.what


def test_extracts_are_listed_also_beside_one_of_another_version(tmp_path):
    folder = bulk(tmp_path / "bulk", Patient=[imported.a_patient()])
    old, _ = made_from(folder), made_from(folder)
    (old.folder / "extract.json").chmod(0o644)
    (old.folder / "extract.json").write_text('{"version": 0}')

    told = CliRunner().invoke(command, ["list", "--into", str(folder / "out")])

    assert told.output.splitlines() == [
        "The extract 2026-11-22 follows another version of the tables.",
        "2026-11-22-2: 1 persons from fhir",
    ]
