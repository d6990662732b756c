"""`python -m benchmarks.extract`: how fast bulk FHIR becomes an extract, and in how much memory.

The speed is held against `orjson.loads` alone over the same lines, in the same run and turn by
turn: nothing in Python can read them faster. The memory is a process's own high-water mark.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

EACH = int(os.environ.get("HEARTH_BENCH_EVENTS", "100"))
SIZES = tuple(map(int, os.environ.get("HEARTH_BENCH_PATIENTS", "100 1000 10000").split()))
TURNS = int(os.environ.get("HEARTH_BENCH_TURNS", "3"))
TARGET = 1 / 3
KINDS = [
    ("8867-4", "Heart rate", "/min"),
    ("29463-7", "Body weight", "kg"),
    ("59261-8", "Haemoglobin A1c", "mmol/mol"),
    ("2093-3", "Cholesterol", "mmol/L"),
]


@dataclass(frozen=True)
class Speed:
    """Seconds of the processor for all lines: with orjson alone, and for the whole extract."""

    lines: int
    megabytes: float
    orjson: float
    extract: float

    @property
    def ratio(self) -> float:
        return self.orjson / self.extract


def write_source(folder: Path, patients: int) -> int:
    """Write bulk files like those of a practice; return how many lines there are."""
    folder.mkdir(parents=True)
    chance = random.Random(1)
    ids = [
        f"{number:08x}-5b0a-4908-8706-{chance.getrandbits(48):012x}" for number in range(patients)
    ]
    with (folder / "Patient.ndjson").open("w") as file:
        file.writelines(f"{json.dumps(_patient(id))}\n" for id in ids)
    with (folder / "Observation.ndjson").open("w") as file:
        for id in ids:
            file.writelines(f"{json.dumps(each)}\n" for each in _observations(id, chance))
    return patients * (EACH + 1)


def _patient(id: str) -> dict[str, Any]:
    return {
        "resourceType": "Patient", "id": id, "gender": "female", "birthDate": "1951-04-02",
        "name": [{"use": "official", "family": "Okafor", "given": ["Ada"]}],
        "address": [{"line": ["1 Mill Lane"], "city": "Calderwick", "postalCode": "CW1 1AA"}],
    }  # fmt: skip


def _observations(id: str, chance: random.Random) -> Iterator[dict[str, Any]]:
    system = "http://terminology.hl7.org/CodeSystem/observation-category"
    for _ in range(EACH):
        code, name, unit = chance.choice(KINDS)
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(4000))
        yield {
            "resourceType": "Observation", "id": f"{chance.getrandbits(96):024x}",
            "status": "final",
            "category": [{"coding": [{"system": system, "code": "vital-signs"}]}],
            "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": name}],
                     "text": name},
            "subject": {"reference": f"Patient/{id}"},
            "encounter": {"reference": f"Encounter/{chance.getrandbits(96):024x}"},
            "effectiveDateTime": f"{day}T09:30:00.000Z", "issued": f"{day}T10:30:00.000Z",
            "valueQuantity": {"value": round(chance.uniform(20, 120), 1), "unit": unit,
                              "system": "http://unitsofmeasure.org", "code": unit},
        }  # fmt: skip


def build(folder: Path, into: Path) -> None:
    """Build an extract of a folder, from files to files."""
    from hearth.jobs.extract.building import Sources
    from hearth.jobs.extract.building import build as build_extract
    from hearth.jobs.extract.fhir import bulk_files
    from hearth.jobs.extract.means import Means
    from hearth.jobs.extract.pseudonyms import Pseudonyms
    from hearth.jobs.imports.opening import sources

    means = Means(Pseudonyms(b"k" * 32), "bench", ("nhs-number", "urn:number"))
    readers, _ = bulk_files(sources([folder])[0], means)
    build_extract(
        Sources("fhir", "bench", readers), day=date(2026, 11, 22), into=into,
        at=datetime(2026, 11, 22, tzinfo=UTC), progress=lambda *_: None,
    )  # fmt: skip


def read_alone(folder: Path) -> None:
    """Read each line with orjson, and do nothing with it."""
    import orjson

    for path in folder.iterdir():
        with path.open("rb") as file:
            for line in file:
                orjson.loads(line)


def measure_speed(folder: Path, lines: int) -> Speed:
    """Read and build in turn; keep the medians."""
    times: dict[str, list[float]] = {"orjson": [], "extract": []}
    with tempfile.TemporaryDirectory() as into:
        build(folder, Path(into))  # what is loaded once is loaded now
        for _ in range(TURNS):
            for name, work in (
                ("orjson", lambda: read_alone(folder)),
                ("extract", lambda: build(folder, Path(into))),
            ):
                began = process_time()
                work()
                times[name].append(process_time() - began)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    medians = {name: statistics.median(each) for name, each in times.items()}
    return Speed(lines, size, medians["orjson"], medians["extract"])


def most_memory(folder: Path) -> tuple[float, float]:
    """Build in a process of its own; return its most memory in MiB, and the seconds."""
    began = perf_counter()
    run = [sys.executable, "-m", "benchmarks.extract", str(folder)]
    told = subprocess.run(run, check=True, capture_output=True, text=True)
    return int(told.stdout) / 1024, perf_counter() - began


def main() -> None:
    """Measure all sizes, and say it."""
    with tempfile.TemporaryDirectory() as held:
        for patients in SIZES:
            folder = Path(held) / str(patients)
            lines = write_source(folder, patients)
            mebibytes, seconds = most_memory(folder)
            say(f"{patients:>7,} patients, {lines:>9,} lines: {mebibytes:.0f} MiB, {seconds:.1f} s")
        speed = measure_speed(folder, lines)
    say(
        f"{speed.lines:,} lines, {speed.megabytes:.0f} MB: orjson alone {speed.orjson:.2f} s, "
        f"the whole extract {speed.extract:.2f} s: {speed.ratio:.2f} of its speed "
        f"(the bar is {TARGET:.2f})."
    )


def say(words: str) -> None:
    print(words)  # noqa: T201  this is what the command is for


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.site.settings")
    os.environ.setdefault("HEARTH_DEMO", "1")
    import django

    django.setup()
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as into:
            build(Path(sys.argv[1]), Path(into))
        say(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
    else:
        main()
