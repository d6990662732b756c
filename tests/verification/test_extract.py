"""Extracts of real inputs that no one here wrote: everything is accounted for."""

from pathlib import Path

import pytest

from hearth.analytics.extract import Extract
from hearth.core.cohorts.codelists import read_codes
from hearth.jobs import extract
from hearth.jobs.codelists import problems_in
from hearth.jobs.extract.building import Sources
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def made(sources: Sources, into: Path) -> Extract:
    return extract.make(sources, by=None, at=NOW, into=into)


def accounted_for(held: Extract) -> int:
    """Check that the counts add up, to the last row; return how many were left out."""
    files = held.note["files"]
    assert all(each["read"] == each["kept"] + each["rejected"] for each in files)
    with (held.folder / "rejected.csv").open(encoding="utf-8") as file:
        left_out = sum(1 for _ in file) - 1
    assert left_out == sum(each["rejected"] for each in files)
    assert held.damage() == []
    return left_out


def test_older_adults_in_bulk_fhir_come_in_whole(shared_data, tmp_path):
    held = made(extract.from_fhir([shared_data / "synthea-older-adults" / "ndjson"]), tmp_path)

    assert accounted_for(held) == 0
    assert held.counts["persons"] == 60
    assert held.counts["plans"] == 778
    assert held.counts["events"] > 94_965


def test_of_dirty_bulk_fhir_only_what_has_no_code_is_left_out(shared_data, tmp_path):
    held = made(extract.from_fhir([shared_data / "carebundle-200" / "ndjson"]), tmp_path)

    accounted_for(held)
    assert held.counts["persons"] == 200
    kept = {Path(each["name"]).name.partition(".")[0]: each["kept"] for each in held.note["files"]}
    assert (kept["Condition"], kept["MedicationRequest"], kept["Observation"]) == (333, 272, 6800)


@pytest.mark.parametrize(
    ("folder", "mapping", "persons", "events", "medications"),
    [
        ("synthea-csv", "synthea", 1000, 20_512, 17_922),
        ("gp-extract-100/dummy_tables", "ehrql", 100, 304, 14),
    ],
)
def test_csv_of_others_comes_in_through_a_mapping(
    shared_data, tmp_path, folder, mapping, persons, events, medications
):
    held = made(extract.from_csv([shared_data / folder], mapping=mapping), tmp_path)

    assert accounted_for(held) == 0
    counts = held.counts
    found = (counts["persons"], counts["events"], counts["medications"])
    assert found == (persons, events, medications)


def test_every_published_code_list_can_be_loaded(shared_data):
    files = sorted((shared_data / "codelists").rglob("*.csv"))

    assert [words for path in files for words in problems_in(path)] == []
    largest = max(files, key=lambda path: path.stat().st_size)
    assert len(read_codes(largest.read_text(encoding="utf-8-sig").splitlines())) > 1000
