"""E11 for the extract: bad rows are left out by row and column, and never stop good ones."""

import csv
import gzip
import io
import json
import os
import random
from datetime import date
from pathlib import Path

import pytest

from hearth.analytics.extract import Extract
from hearth.jobs.extract.building import Sources, build
from hearth.jobs.extract.fhir import bulk_files
from hearth.jobs.extract.means import Means
from hearth.jobs.extract.pseudonyms import Pseudonyms
from hearth.jobs.extract.tables import OURS, table_files
from hearth.jobs.imports.opening import sources
from tests import imported
from tests.resilience.bad_rows import CELLS, CHANGES, a_line, a_noisy_line, a_row
from tests.resilience.malformed import noise
from tests.resilience.test_malformed_imports import MOST_MEMORY, a_bomb, watched
from tests.world import NOW

pytestmark = pytest.mark.any_engine

MANY = 50_000 if os.environ.get("HEARTH_TEST_LONG") else 10_000
MEANS = Means(Pseudonyms(b"k" * 32), "test", ("nhs-number", imported.NUMBER_URI))


def built(folder: Path, *, fhir: bool) -> tuple[Extract, dict[str, dict[int, str]]]:
    """Build an extract of a folder; return it, and file -> row -> column of the rejections."""
    found, _ = sources([folder])
    readers, _ = bulk_files(found, MEANS) if fhir else table_files(found, OURS, MEANS)
    made = build(
        Sources("test", "test", readers), day=date(2026, 11, 22), into=folder / "out", at=NOW,
        progress=lambda *_: None,
    )  # fmt: skip
    with (made.folder / "rejected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["reason"] for row in rows)
    named: dict[str, dict[int, str]] = {}
    for row in rows:
        named.setdefault(Path(row["file"]).name, {})[int(row["row"])] = row["column"]
    return made, named


def test_each_malformed_line_is_left_out_with_its_row_and_element(tmp_path):
    chance = random.Random(20261122)
    folder = tmp_path / "bad"
    folder.mkdir()
    promised = {}
    for type_, (make, _) in CHANGES.items():
        bad = [a_line(chance, type_, number + 1) for number in range(MANY // len(CHANGES))]
        good = json.dumps(make()).encode()
        lines = [good, *(line for line, _ in bad), good if type_ != "Patient" else b""]
        (folder / f"{type_}.ndjson").write_bytes(b"\n".join(lines) + b"\n")
        promised[f"{type_}.ndjson"] = {row: column for row, (_, column) in enumerate(bad, 2)}

    made, named = built(folder, fhir=True)

    wrong = [
        (file, row, column, named.get(file, {}).get(row))
        for file, rows in promised.items()
        for row, column in rows.items()
        if not named.get(file, {}).get(row, "-").startswith(column)
    ]
    assert wrong == []
    assert named.keys() == promised.keys()
    assert {file: len(rows) for file, rows in named.items()} == {
        file: len(rows) for file, rows in promised.items()
    }
    assert (made.counts["persons"], made.counts["events"]) == (1, 4)


def test_each_malformed_cell_is_left_out_with_its_row_and_column(tmp_path):
    chance = random.Random(20261122)
    folder = tmp_path / "bad"
    folder.mkdir()
    promised = {}
    for table, right in CELLS.items():
        bad = [a_row(chance, table, number) for number in range(MANY // len(CELLS))]
        text = io.StringIO(newline="")
        writing = csv.DictWriter(text, right.keys())
        writing.writeheader()
        writing.writerows([right | {"person": "p0"}, *(row for row, _ in bad)])
        (folder / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8")
        promised[f"{table}.csv"] = [column for _, column in bad]

    made, named = built(folder, fhir=False)

    for file, columns in promised.items():
        assert list(named[file].values()) == columns
    assert set(made.counts.values()) == {1}


def test_noise_breaks_nothing_and_the_counts_add_up(tmp_path):
    chance = random.Random(7)
    folder = tmp_path / "noise"
    folder.mkdir()
    for type_, (make, _) in CHANGES.items():
        lines = [a_noisy_line(chance, type_, each) for each in range(1, MANY // 4 + 1)]
        right = json.dumps(make()).encode()
        (folder / f"{type_}.ndjson").write_bytes(b"\n".join([right, *lines]))
    for number in range(40):
        text = ",".join(CELLS["persons"]) + "\n" + (",".join(CELLS["persons"].values()) + "\n") * 9
        (folder / f"persons{number}.csv").write_bytes(noise(chance, text.encode()))

    for fhir in (True, False):
        made, named = built(folder, fhir=fhir)
        files = {Path(each["name"]).name: each for each in made.note["files"]}
        assert all(each["read"] == each["kept"] + each["rejected"] for each in files.values())
        assert sum(each["rejected"] for each in files.values()) == sum(map(len, named.values()))
        assert made.counts["persons"] > 0
        assert made.damage() == []


def test_bombs_and_huge_rows_are_left_out_in_little_memory(hearth_made, tmp_path):
    folder = tmp_path / "bombs"
    folder.mkdir()
    a_bomb(folder / "Patient.ndjson.gz", b"\0", 64)
    a_bomb(folder / "Observation.ndjson.gz", b"\n", 64)
    a_bomb(folder / "Condition.ndjson.gz", b"[", 64)
    (folder / "Procedure.ndjson").write_bytes(b'{"a":"' + b"x" * (24 * 2**20))
    cut = gzip.compress(json.dumps(imported.a_condition()).encode() * 99)[:-30]
    (folder / "Immunization.ndjson.gz").write_bytes(cut)

    running = hearth_made.having(HEARTH_DEMO="1").start(
        "extract", "build", "--from", "fhir", "--json", str(folder)
    )
    said, most = watched(running)

    assert running.returncode == 0, said[-500:]
    note = json.loads(said[said.index("{") :])
    assert [(each["kept"], each["rejected"] > 0) for each in note["files"]] == [(0, True)] * 5
    assert 0 < most <= MOST_MEMORY * 1024, f"{most // 1024} MiB"
