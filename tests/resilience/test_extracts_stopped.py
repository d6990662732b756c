"""Who builds an extract is stopped: killed, out of room, or beside another. It goes on, or leaves
nothing that looks whole."""

import errno
import json
import os
import random
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hearth.analytics.extract import Extract, extracts_in
from hearth.jobs.extract import building
from hearth.jobs.extract.building import CannotBuild
from hearth.jobs.extract.fhir import lines
from hearth.jobs.extract.fhir.files import BulkFile
from tests import imported
from tests.resilience.extract_building import SMALL_BLOCK, build_in, killing_builders

pytestmark = pytest.mark.any_engine

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
KILLS = 50 if LONG else 10
FILL_POINTS = 100
PEOPLE, EACH = 300, 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Some people with events, and some rows that are left out."""
    folder = tmp_path / "bulk"
    folder.mkdir()
    people = [imported.a_patient(number) for number in range(1, PEOPLE + 1)]
    events = [
        imported.an_observation(
            f"o{number}",
            subject={"reference": f"Patient/{people[number % PEOPLE]['id']}"},
            effectiveDateTime=f"20{10 + number % 15}-0{1 + number % 9}-11",
            status="cancelled" if number % 97 == 0 else "final",
        )
        for number in range(PEOPLE * EACH)
    ]
    for name, rows in {"Patient": people, "Observation": events}.items():
        (folder / f"{name}.ndjson").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BLOCK", SMALL_BLOCK)


def is_as(made: Extract, whole: Extract) -> bool:
    """Say whether two extracts hold the same, byte for byte; when they were made may differ."""
    return made.damage() == [] and made.note["sha256"] == whole.note["sha256"]


def one_kill(starter, wait: float) -> int:
    starter.stdin.write(f"{wait}\n")
    starter.stdin.flush()
    return int(starter.stdout.readline())


def test_killed_at_random_it_goes_on_or_leaves_nothing(folder, tmp_path):
    into, chance = tmp_path / "out", random.Random(7)
    began = time.monotonic()
    whole = build_in(folder, tmp_path / "whole")
    takes = time.monotonic() - began

    with killing_builders(folder, into) as starter:
        killed = [one_kill(starter, chance.uniform(0, takes / 2)) for _ in range(KILLS)]
        assert all(is_as(made, whole) for made in extracts_in(into))

    last = build_in(folder, into)
    print(f"{len(killed)} kills, {killed.count(0)} too late")  # noqa: T201
    assert is_as(last, whole)
    assert not list(into.glob("*.partial"))


def test_what_was_read_before_is_not_read_again(folder, tmp_path, monkeypatch):
    class StoppedError(Exception):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        if done > total * 0.6:
            raise StoppedError

    with pytest.raises(StoppedError):
        build_in(folder, tmp_path / "out", progress=stop)
    assert extracts_in(tmp_path / "out") == []

    begun, batches = [], BulkFile.batches
    monkeypatch.setattr(
        BulkFile,
        "batches",
        lambda self, position: begun.append((self.type, position[0])) or batches(self, position),
    )
    made = build_in(folder, tmp_path / "out")

    [(type_, row)] = begun
    assert type_ == "Observation"
    assert row > PEOPLE * EACH / 3
    assert is_as(made, build_in(folder, tmp_path / "whole"))


def test_a_source_that_changed_meanwhile_is_read_from_its_beginning(folder, tmp_path):
    def stop(stage: str, done: int, total: int) -> None:
        if done > total * 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_in(folder, tmp_path / "out", progress=stop)
    with (folder / "Observation.ndjson").open("a") as file:
        file.write(json.dumps(imported.an_observation(subject={"reference": "Patient/none"})))

    made = build_in(folder, tmp_path / "out")

    assert is_as(made, build_in(folder, tmp_path / "whole"))


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond `size`: what a full disk does, without a disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_nothing_that_looks_whole_and_says_so_in_one_line(folder, tmp_path):
    into, whole = tmp_path / "out", build_in(folder, tmp_path / "whole")
    largest = max(path.stat().st_size for path in whole.folder.iterdir())
    said = []
    for point in range(FILL_POINTS):
        with room_for(1 + largest * point // FILL_POINTS):
            said += refusal(folder, into)
        assert all(is_as(made, whole) for made in extracts_in(into))

    assert len(said) > FILL_POINTS / 2
    assert all("no room left on the disk" in words and "\n" not in words for words in said)
    assert is_as(build_in(folder, into), whole)


def refusal(folder: Path, into: Path) -> list[str]:
    """Build an extract; return how it was refused, if it was."""
    try:
        build_in(folder, into)
    except CannotBuild as refusal:
        return [str(refusal)]
    return []


def test_an_error_that_is_no_full_disk_is_not_called_one(folder, tmp_path, monkeypatch):
    def cannot(*_: object) -> int:
        raise OSError(errno.EIO, "The disk is broken")

    monkeypatch.setattr(building, "merge", cannot)

    with pytest.raises(OSError, match="broken"):
        build_in(folder, tmp_path / "out")


def test_two_builds_do_not_meet_in_one_folder(folder, tmp_path):
    def second(stage: str, done: int, total: int) -> None:
        with pytest.raises(CannotBuild, match="Another extract"):
            build_in(folder, tmp_path / "out")

    made = build_in(folder, tmp_path / "out", progress=second)

    assert made.damage() == []
