"""Draw the overview of the hazards from their files: python docs/draw_hazards.py [--check].

Reads docs/safety/hazards/*.toml and writes docs/safety/README.md. With --check it only says, by
leaving with 1, that the page is stale. `tests/unit/test_hazards.py` holds the files to their rules.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

SAFETY = Path(__file__).parent / "safety"
HAZARDS = SAFETY / "hazards"
PAGE = SAFETY / "README.md"

SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
LIKELIHOODS = ("very low", "low", "medium", "high", "very high")
# Rows by likelihood, columns by severity, both from the least: the matrix of the UK Core hazard
# log of NHS England, in the words of DCB0129.
RISK = ((1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (2, 2, 3, 3, 4), (2, 3, 3, 4, 5), (3, 4, 4, 5, 5))

HEAD = """# Hazards

**Nobody has signed this.** It was written by engineers. It stays unsigned until a Clinical Safety
Officer, who is a registered clinician, has read it, changed it and signed it. **No compliance with
DCB0129 is claimed**, nor with DCB0160 for a service that uses Hearth. Each severity and likelihood
below is a proposal for that officer.

Drawn by `make docs` from the files in [hazards](hazards). Each control names the test that proves
it: a test fails when one is not there, and when this page is stale. To add a hazard, copy a file
and give it the next number.

- **Controlled**: each control that we know of is there, with its test.
- **In part**: some controls are there; what is missing is said in the file, and below.
- **Open**: not controlled yet.
"""


@dataclass(frozen=True)
class Control:
    """What keeps a hazard away, and the test that proves it: "tests/file.py::test_name"."""

    what: str
    test: str


@dataclass(frozen=True)
class Hazard:
    """One file. `before` and `after` are likelihoods, without and with the controls."""

    name: str
    id: str
    title: str
    bars: tuple[str, ...]
    happens: str
    to: str
    causes: tuple[str, ...]
    severity: str
    before: str
    after: str
    controls: tuple[Control, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        if not self.controls:
            return "open"
        return "in part" if self.open else "controlled"

    def risk(self, likelihood: str) -> int:
        """The rating, 1 to 5, with this likelihood."""
        return RISK[LIKELIHOODS.index(likelihood)][SEVERITIES.index(self.severity)]


def hazard(path: Path) -> Hazard:
    """Read one file. Raises TypeError when it lacks something, or says something unknown."""
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    controls = tuple(Control(**each) for each in row.pop("controls", []))
    lists = {name: tuple(row.pop(name, [])) for name in ("bars", "causes", "open")}
    return Hazard(name=path.name, controls=controls, **lists, **row)


def hazards(folder: Path = HAZARDS) -> list[Hazard]:
    """All hazards, by number."""
    return [hazard(path) for path in sorted(folder.glob("*.toml"))]


def page(found: Sequence[Hazard]) -> str:
    """The whole overview."""
    counts = Counter(each.status for each in found)
    said = ", ".join(f"{counts[status]} {status}" for status in ("controlled", "in part", "open"))
    return "\n".join(
        [
            HEAD,
            f"{len(found)} hazards: {said}.\n",
            "## How risk is rated\n",
            "Severity across, likelihood down. 1 and 2 can be accepted; 3 only where no more can "
            "be done; 4 and 5 cannot.\n",
            _matrix(),
            "## All hazards\n",
            _all(found),
            "## What is not controlled yet\n",
            *(f"- **{each.id}** {words}" for each in found for words in each.open),
            "",
        ]
    )


def _matrix() -> str:
    rows = [
        (likelihood, *(str(rating) for rating in RISK[place]))
        for place, likelihood in reversed(list(enumerate(LIKELIHOODS)))
    ]
    return _table(("", *SEVERITIES), rows)


def _all(found: Iterable[Hazard]) -> str:
    head = ("hazard", "bars", "severity", "risk before", "risk after", "status", "controls")
    return _table(head, (_row(each) for each in found))


def _row(each: Hazard) -> tuple[str, ...]:
    return (
        f"[{each.id}](hazards/{each.name}) {each.title}",
        " ".join(each.bars),
        each.severity,
        f"{each.risk(each.before)} ({each.before})",
        f"{each.risk(each.after)} ({each.after})",
        each.status,
        str(len(each.controls)),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


if __name__ == "__main__":
    drawn = page(hazards())
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != drawn)
    PAGE.write_text(drawn, encoding="utf-8")
