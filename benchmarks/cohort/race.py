"""Everyone answers in turn, each in a process of its own; all answers must be the oracle's."""

import csv
import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cohort.prepared import prepare

CHECKOUT = Path(__file__).parents[2]
BUILT = CHECKOUT / "build" / "benchmarks" / "cohort"

BY_HAND = {
    "by hand, bits, database": ("by_hand", "bits", "database"),
    "by hand, bits, Parquet": ("by_hand", "bits", "parquet"),
    "by hand, plain SQL, Parquet": ("by_hand", "plain", "parquet"),
}
HEARTH = {
    "Hearth, DuckDB": ("ours", "duckdb", "kept"),
    "Hearth, DuckDB, first time": ("ours", "duckdb", "anew"),
}
PRACTICE = {"Hearth, no engine": ("ours", "reference", "anew")}
SPARK = {"Hearth, Spark on two cores": ("ours", "spark", "kept")}
ORACLE_UP_TO = 100_000
A_PRACTICE = 20_000


class WrongAnswer(Exception):
    """Somebody's rows are not everybody's."""


@dataclass(frozen=True)
class Time:
    """One run: seconds from files to CSV, seconds of the query alone and warm, peak memory."""

    wall: float
    warm: float
    megabytes: float


@dataclass(frozen=True)
class Raced:
    """The quickest of one contender's turns; of memory the most."""

    name: str
    wall: float
    warm: float
    megabytes: float


@dataclass(frozen=True)
class Race:
    """One size: how many people are on the list, and how everyone did."""

    people: int
    rows: int
    turns: int
    raced: tuple[Raced, ...]

    def best(self, measured: str) -> float:
        """The best of what was written by hand, in seconds: `wall` or `warm`."""
        return min(getattr(each, measured) for each in self.raced if each.name in BY_HAND)


def race(people: int, turns: int) -> Race:
    """Let everyone answer so many times, in turn."""
    folder = prepare(people, BUILT / str(people))
    contenders = BY_HAND | HEARTH | _beside(people)
    wanted = _answer(("oracle",), folder)[1] if people <= ORACLE_UP_TO else None
    times: dict[str, list[Time]] = {name: [] for name in contenders}
    for _ in range(turns):
        for name, command in contenders.items():
            if name in SPARK and times[name]:
                continue
            measured, rows = _answer(command, folder)
            wanted = wanted or rows
            if rows != wanted:
                raise WrongAnswer(f"{name}, {people} people: {rows} is not {wanted}")
            times[name].append(measured)
    assert wanted is not None
    raced = tuple(_quickest(name, found) for name, found in times.items())
    return Race(people, wanted[0], turns, raced)


def _beside(people: int) -> dict[str, tuple[str, ...]]:
    """Who runs too: plain Python for a practice, and Spark where somebody asked for it."""
    if people <= A_PRACTICE:
        return PRACTICE
    return SPARK if os.environ.get("HEARTH_BENCH_COHORT_SPARK") else {}


def _quickest(name: str, times: list[Time]) -> Raced:
    return Raced(
        name,
        min(each.wall for each in times),
        min(each.warm for each in times),
        max(each.megabytes for each in times),
    )


def _answer(command: tuple[str, ...], folder: Path) -> tuple[Time, tuple[int, str]]:
    """Run one contender; return what it took, and how many rows it wrote with their digest."""
    with TemporaryDirectory() as out:
        to = Path(out) / "list.csv"
        module, *choices = command
        line = [sys.executable, "-m", f"benchmarks.cohort.{module}", *choices, str(folder), str(to)]
        began = time.perf_counter()
        process = subprocess.Popen(line, cwd=CHECKOUT, stdout=subprocess.PIPE, env=_environment())
        assert process.stdout is not None
        said = process.stdout.read()
        failed = process.wait()
        wall = time.perf_counter() - began
        if failed:
            raise WrongAnswer(f"{line} failed")
        told = (
            json.loads(said.splitlines()[-1]) if said else {"warm": 0, "after": 0, "megabytes": 0}
        )
        measured = Time(wall - told["after"], told["warm"], told["megabytes"])
        return measured, digest(to)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{CHECKOUT}/src:{CHECKOUT}"}


def digest(file: Path) -> tuple[int, str]:
    """Return how many rows a list has, and a digest of them, whatever their order."""
    with file.open(newline="") as rows:
        said = sorted(
            "|".join(_said(*cell) for cell in row.items()) for row in csv.DictReader(rows)
        )
    return len(said), hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _said(name: str, cell: str) -> str:
    return f"{float(cell):.1f}" if cell and name.endswith("_value") else cell
