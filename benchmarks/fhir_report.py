"""What came of the FHIR benchmark, in words, and as a page of the reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "benchmarks-fhir.md"
BARS = {"read": 0.6, "search": 1.3, "create": 4.0, "transaction": 22.0}
NAMES = {
    "read": "Read one CarePlan",
    "search": "Search a person's CarePlans",
    "create": "Create a CarePlan of 3 kB",
    "transaction": "A transaction of ten",
}


@dataclass(frozen=True)
class Line:
    """Medians of one kind of work."""

    work: str
    cpu_ms: float
    floor_ms: float | None
    per_second: float
    p95_ms: float

    @property
    def cells(self) -> tuple[str, ...]:
        floor = f"{self.floor_ms:.2f}" if self.floor_ms else "-"
        ratio = f"{self.cpu_ms / self.floor_ms:.1f}" if self.floor_ms else "-"
        return (
            NAMES[self.work], f"{self.cpu_ms:.2f}", f"{BARS[self.work]:.1f}", floor, ratio,
            f"{self.per_second:.0f}", f"{self.p95_ms:.1f}",
        )  # fmt: skip


HEAD = ("Work", "CPU, ms", "bar, ms", "floor, ms", "times the floor", "per second", "p95, ms")


def in_words(lines: Sequence[Line], clients: int) -> str:
    """The table, for a terminal."""
    rows = [f"{clients} clients, CPU for each request", " | ".join(HEAD)]
    return "\n".join([*rows, *(" | ".join(each.cells) for each in lines)])


def write_page(lines: Sequence[Line], clients: int, turns: int, seconds: float) -> None:
    """Write the page of the reference."""
    rows = [f"| {' | '.join(each.cells)} |" for each in lines]
    PAGE.write_text(
        "# The FHIR API, measured\n\n"
        f"Drawn by `python -m benchmarks.fhir` on {date.today():%-d %B %Y}. {clients} clients, "
        f"two workers, SQLite that survives a power cut; medians of {turns} turns of "
        f"{seconds:g} seconds, Hearth and the floor in turn.\n\n"
        "The floor is one file that stores JSON and gives it back, with no door, no audit, no "
        "check and no history. CPU is that of the server and all its workers. Figures move with "
        "the machine and with what else runs on it; the ratio is steadier.\n\n"
        f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}\n" + "\n".join(rows) + "\n"
    )
