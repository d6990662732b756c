"""E11: whatever comes in, nothing breaks or is kept in part, and the refusal names the place."""

import gzip
import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hearth.jobs import imports
from hearth.jobs.imports import Problem, Report
from hearth.records.people.models import Person
from hearth.records.plans.models import JoinedPlan
from hearth.records.results.models import Allergy, Condition, ImportRun, Medicine, Result
from tests import imported
from tests.resilience.malformed import Malformed, csv_file, fhir_file
from tests.world import NOW

pytestmark = pytest.mark.django_db

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
MANY = 50_000 if LONG else 1_500
AT_ONCE = 250
MOST_MEMORY = 256
TABLES = (Person, Result, Condition, Medicine, Allergy, JoinedPlan, ImportRun)


def held() -> list[int]:
    return [table.objects.count() for table in TABLES]


@pytest.fixture
def ada(tmp_path: Path) -> list[int]:
    """The one person whom the malformed rows are about; returns what is held with her alone."""
    path = tmp_path / "ada.json"
    path.write_bytes(imported.as_json(imported.a_bundle(imported.a_patient())))
    assert imports.run([path], dry_run=False, by=None, at=NOW).ok
    return held()


def batches(
    make: Callable[[random.Random, int], Malformed], folder: Path
) -> Iterator[list[Malformed]]:
    chance = random.Random(20261102)
    for start in range(0, MANY, AT_ONCE):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        made = [make(chance, number) for number in range(start, start + AT_ONCE)]
        for each in made:
            (folder / each.name).write_bytes(each.content)
        yield made


def names_the_place(problem: Problem, bad: Malformed) -> bool:
    return problem.row == bad.row and (bad.field or "") in problem.where and bool(problem.words)


def misnamed(report: Report, made: list[Malformed], folder: Path) -> list[Malformed]:
    """The malformed files whose refusal does not name the row and the field that are wrong."""
    named: dict[str, list[Problem]] = {}
    for problem in report.problems:
        named.setdefault(problem.file, []).append(problem)
    return [
        each
        for each in made
        if each.field is not None
        and not any(names_the_place(p, each) for p in named.get(f"{folder.name}/{each.name}", []))
    ]


@pytest.mark.parametrize("make", [csv_file, fhir_file], ids=["csv", "fhir"])
@pytest.mark.any_engine
def test_each_malformed_file_is_refused_with_its_row_and_field(
    make, ada, tmp_path, record_property
):
    folder = tmp_path / "bad"
    promised = 0
    for made in batches(make, folder):
        report = imports.run([folder], dry_run=True, by=None, at=NOW)
        assert misnamed(report, made, folder) == []
        assert all(problem.where and problem.words for problem in report.problems)
        assert all(count.is_whole for count in report.counts.values())
        promised += sum(each.field is not None for each in made)
    assert held() == ada
    assert promised > MANY / 2, "most of the files promise a place"
    record_property("files", MANY)
    record_property("places named", promised)


@pytest.mark.parametrize("make", [csv_file, fhir_file], ids=["csv", "fhir"])
def test_a_malformed_file_keeps_the_right_ones_beside_it_out_too(make, ada, tmp_path):
    chance = random.Random(7)
    right = tmp_path / "right.json"
    right.write_bytes(
        imported.as_json(imported.a_bundle(imported.a_patient(99), imported.an_observation()))
    )
    for number in range(150):
        bad = make(chance, number)
        if bad.field is None:
            continue
        path = tmp_path / bad.name
        path.write_bytes(bad.content)
        assert not imports.run([right, path], dry_run=False, by=None, at=NOW).ok
        path.unlink()
    assert held() == ada
    assert imports.run([right], dry_run=False, by=None, at=NOW).ok
    assert held() != ada


def a_bomb(path: Path, piece: bytes, mebibytes: int) -> None:
    with gzip.open(path, "wb", compresslevel=9) as packed:
        for _ in range(mebibytes):
            packed.write(piece * (2**20 // len(piece)))


def watched(running: subprocess.Popen) -> tuple[str, int]:
    """Let a program run; return what it said, and the most memory that it held, in KiB.

    Its own high-water mark, read while it runs: what `wait4` tells includes the tests' own.
    """
    status, most = Path(f"/proc/{running.pid}/status"), 0
    with ThreadPoolExecutor(1) as reader, running.stdout:
        said = reader.submit(running.stdout.read)
        while running.poll() is None:
            found = re.search(r"VmHWM:\s+(\d+)", status.read_text())
            most = max(most, int(found[1]) if found else 0)
            time.sleep(0.02)
    return said.result(), most


@pytest.mark.any_engine
def test_bombs_and_huge_rows_are_refused_in_little_memory(hearth_made, tmp_path):
    folder = tmp_path / "bombs"
    folder.mkdir()
    a_bomb(folder / "zeros.ndjson.gz", b"\0", 256)
    a_bomb(folder / "lines.ndjson.gz", b"\n", 128)
    a_bomb(folder / "deep.json.gz", b"[", 128)
    a_bomb(folder / "cells.csv.gz", b"person,", 128)
    (folder / "one-line.ndjson").write_bytes(b'{"a":"' + b"x" * (48 * 2**20))
    (folder / "one-cell.csv").write_bytes(b'person,name,taken_on\n"' + b"x" * (48 * 2**20))
    (folder / "one-entry.json").write_bytes(b'{"entry":[{"a":"' + b"x" * (48 * 2**20) + b'"}]}')
    rows = imported.a_table(imported.TABLES["results"]).encode()
    (folder / "results.csv").write_bytes(
        rows + rows.partition(b"\n")[2] * (25_000 if LONG else 4_000)
    )

    running = hearth_made.having(HEARTH_DEMO="1").start(
        "import", "--dry-run", "--json", str(folder)
    )
    said, most = watched(running)

    assert running.returncode == 1, said[-500:]
    assert {each.name for each in folder.iterdir() if f"bombs/{each.name}" not in said} == set()
    assert 0 < most <= MOST_MEMORY * 1024, f"{most // 1024} MiB"
