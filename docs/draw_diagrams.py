"""Draw the states from the transition tables of the core: python docs/draw_diagrams.py [--check].

Writes docs/reference/states.md. With --check it only says, by leaving with 1, that it is stale.
"""

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from hearth.core.agreement import NEXT_STANDINGS, STANDING_WORDS, Standing
from hearth.core.rounds import NEXT_STEPS, STEP_WORDS, Step

PAGE = Path(__file__).parent / "reference" / "states.md"


def page() -> str:
    """The whole page of states."""
    rounds = _diagram(NEXT_STEPS, start=Step.PREPARE)
    standings = _diagram(NEXT_STANDINGS, start=Standing.DRAFT)
    in_words = ((step.value, ": ".join(STEP_WORDS[step])) for step in Step)
    steps = _table(("step", "in words"), in_words)
    said = ((each.value, STANDING_WORDS[each]) for each in Standing)
    words = _table(("state", "what a page says"), said)
    return (
        "# States\n\nDrawn by `make docs` from the tables in `core/rounds.py` and "
        "`core/agreement.py`. A test fails when this page is stale.\n\n"
        f"## A round\n\n{rounds}\n{steps}\n## A version of a plan\n\n"
        f"Nothing stores these: they are computed from the signatures.\n\n{standings}\n{words}"
    )


def _diagram(table: Mapping[StrEnum, Iterable[StrEnum]], *, start: StrEnum) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"  [*] --> {start.name}"]
    for here, others in table.items():
        lines += [f"  {here.name} --> {there.name}" for there in type(here) if there in set(others)]
    return "\n".join([*lines, "```", ""])


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|"]
    return "\n".join([*lines, *(f"| {one} | {other} |" for one, other in rows), ""])


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else 1)
    PAGE.write_text(page(), encoding="utf-8")
