"""What an import answers: counts, every bad row with its field, and what to do about it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_SHOWN = 50
"""A terminal shows so many problems; `to_json` holds them all."""

MOST_NAMED = 20_000
"""More bad rows than this are a wrong file, not rows to mend."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `row` counts from 1: a line of CSV or NDJSON, an entry of a bundle; 0 is
    the file itself. `where` is the FHIR path or the column. `value` never holds a name.
    """

    file: str
    row: int
    where: str
    words: str
    mend: str = ""
    value: str = ""

    def line(self) -> str:
        """Write the problem as one line."""
        place = f"{self.file}, row {self.row}" if self.row else self.file or "This run"
        found = f" Found: {self.value}." if self.value else ""
        return " ".join(p for p in (f"{place}, {self.where}: {self.words}{found}", self.mend) if p)


@dataclass
class Count:
    """Rows of one type. Read is always the sum of the rest.

    In a dry run, and in a run that was refused, `kept` and `changed` say what would be written.
    """

    read: int = 0
    kept: int = 0
    changed: int = 0
    already_held: int = 0
    refused: int = 0
    not_used: int = 0

    @property
    def is_whole(self) -> bool:
        """Say whether every row that was read is accounted for."""
        rest = self.kept + self.changed + self.already_held + self.refused + self.not_used
        return self.read == rest


@dataclass(frozen=True)
class Report:
    """The answer of one import. `ok` means that nothing was refused."""

    dry_run: bool
    counts: Mapping[str, Count]
    problems: list[Problem]
    remarks: list[Problem] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def total(self) -> Count:
        """The counts of all types together."""
        rows = [asdict(count) for count in self.counts.values()]
        return Count(**{name: sum(row[name] for row in rows) for name in asdict(Count())})

    def lines(self) -> list[str]:
        """Write the report for a terminal."""
        return [
            *(problem.line() for problem in self.problems[:MOST_SHOWN]),
            *self._more(len(self.problems), "problems"),
            *(f"Note. {remark.line()}" for remark in self.remarks[:MOST_SHOWN]),
            *self._more(len(self.remarks), "notes"),
            *(f"Passed over: {name}." for name in self.passed_over),
            *(f"{name}: {_words(count)}" for name, count in sorted(self.counts.items())),
            self._end(),
        ]

    def _more(self, many: int, what: str) -> list[str]:
        return (
            [f"And {many - MOST_SHOWN:,} more {what}: --json lists all."]
            if many > MOST_SHOWN
            else []
        )

    def _end(self) -> str:
        if not self.ok:
            return "Nothing was kept. Mend the rows above, then import all the files again."
        if self.dry_run:
            return "All is well. This was a dry run: nothing was kept."
        return "All of it was kept."

    def to_json(self) -> dict[str, Any]:
        """Give the whole report as plain values."""
        return {
            "ok": self.ok,
            "dry_run": self.dry_run,
            "counts": {name: asdict(count) for name, count in self.counts.items()},
            "problems": [asdict(each) for each in self.problems],
            "remarks": [asdict(each) for each in self.remarks],
            "passed_over": list(self.passed_over),
        }


def _words(count: Count) -> str:
    facts = {
        "read": count.read,
        "kept": count.kept,
        "changed": count.changed,
        "held already": count.already_held,
        "refused": count.refused,
        "not used": count.not_used,
    }
    return ", ".join(f"{number:,} {words}" for words, number in facts.items() if number)
