"""One question of made populations: Hearth's rule against SQL written by hand for this question."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

QUESTION = Path(__file__).with_name("question.cohort")
SYSTEM = "http://snomed.info/sct"
DAY = date(2025, 3, 31)


@dataclass(frozen=True)
class Extract:
    """As much of an extract as an engine needs."""

    folder: Path
    day: date = DAY


def extract_in(folder: Path) -> Extract:
    """The Hearth extract among the files that were made for the race."""
    return Extract(folder / "extract" / "2025-03-31")


def lists_in(folder: Path) -> dict[str, frozenset[tuple[str, str]]]:
    """The code lists as Hearth takes them."""
    found = json.loads((folder / "codelists.json").read_text())
    return {name: frozenset((SYSTEM, code) for code in codes) for name, codes in found.items()}


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    said = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in said.splitlines() if "VmHWM" in line) / 1024
