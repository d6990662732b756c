"""Count rows and gather problems while an import runs; becomes the report at the end."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hearth.jobs.imports.facts import NotUsed
from hearth.jobs.imports.report import MOST_NAMED, Count, Problem, Report
from hearth.jobs.imports.values import Bad


class TooManyProblems(Exception):
    """So many rows are bad that this is the wrong file: reading stops."""


@dataclass(frozen=True)
class Place:
    """Where a row stands: its file, its number from 1, and what type of row it is."""

    file: str
    row: int
    type: str


@dataclass
class Tally:
    """What has been read and refused so far."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    problems: list[Problem] = field(default_factory=list)
    _remarks: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    _mends: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def read(self, type_: str) -> None:
        self.counts[type_].read += 1

    def refuse(self, place: Place, bad: Iterable[Bad]) -> None:
        """Refuse one row, for one reason or for several."""
        self.counts[place.type].refused += 1
        for each in bad:
            self.name(place.file, place.row, each)

    def name(self, file: str, row: int, bad: Bad) -> None:
        """Name one problem, of a row or of a whole file (row 0)."""
        self.problems.append(Problem(file, row, bad.where, bad.words, bad.mend, bad.value))
        if len(self.problems) >= MOST_NAMED:
            raise TooManyProblems

    def remark(self, place: Place, bad: Iterable[Bad]) -> None:
        """Note what may be looked at; rows alike become one note, which names the first."""
        for each in bad:
            key = (place.file, each.where, each.words)
            self._remarks.setdefault(key, [place.row, 0])[1] += 1
            self._mends[key] = each.mend

    def not_used(self, place: Place, why: NotUsed) -> None:
        """Count a row that is well formed, and has nothing for us."""
        self.counts[place.type].not_used += 1
        if why.why:
            self.remark(place, [Bad(why.where, f"Not used: {why.why}")])

    def report(self, *, dry_run: bool, passed_over: Sequence[str]) -> Report:
        remarks = [
            Problem(file, row, where, words + _many(many), self._mends[file, where, words])
            for (file, where, words), (row, many) in self._remarks.items()
        ]
        return Report(dry_run, dict(self.counts), self.problems, remarks, list(passed_over))


def _many(many: int) -> str:
    return f" ({many:,} rows like this; this is the first.)" if many > 1 else ""
