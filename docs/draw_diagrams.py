"""Draw the states from the transition tables of the core: python docs/draw_diagrams.py [--check].

Writes docs/reference/states.md and docs/reference/disagreement.md. With --check it only says, by
leaving with 1, that one is stale.
"""

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from hearth.core.agreement import NEXT_STANDINGS, STANDING_WORDS, Standing
from hearth.core.appeal import DUTIES, NEXT_APPEAL_STEPS, STATE_WORDS, TAKEN_BY, State
from hearth.core.house.work import ASKS_WHY, NEXT_WORK_STATES, WorkState
from hearth.core.introductions.states import NEXT_STATES as NEXT_INTRODUCTIONS
from hearth.core.introductions.states import STATE_WORDS as INTRODUCTION_WORDS
from hearth.core.introductions.states import TASK_STATUS
from hearth.core.introductions.states import State as Introduced
from hearth.core.recall.stages import NEXT_STAGES, STAGE_WORDS, Stage
from hearth.core.referral import NEXT_STATES as NEXT_ASKS
from hearth.core.referral import State as Ask
from hearth.core.rounds import NEXT_STEPS, STEP_WORDS, Step

REFERENCE = Path(__file__).parent / "reference"
PAGE = REFERENCE / "states.md"


def page() -> str:
    """The whole page of states."""
    rounds = _diagram(NEXT_STEPS, start=Step.PREPARE)
    standings = _diagram(NEXT_STANDINGS, start=Standing.DRAFT)
    in_words = ((step.value, ": ".join(STEP_WORDS[step])) for step in Step)
    steps = _table(("step", "in words"), in_words)
    said = ((each.value, STANDING_WORDS[each]) for each in Standing)
    words = _table(("state", "what a page says"), said)
    recall = _diagram(NEXT_STAGES, start=Stage.TO_INVITE)
    stages = _table(
        ("stage", "what a page says"), ((each.value, STAGE_WORDS[each]) for each in Stage)
    )
    head = ("state", "what must be said on the way there")
    asked = ((each.value, ASKS_WHY.get(each, "nothing")) for each in WorkState)
    near = _diagram(NEXT_INTRODUCTIONS, start=Introduced.TOLD, also=Introduced.REQUESTED)
    tasks = ((each.value, INTRODUCTION_WORDS[each], TASK_STATUS[each]) for each in Introduced)
    near_head = ("state", "what a page says", "status of the Task in the Gravity guide")
    return (
        "# States\n\nDrawn by `make docs` from the tables in `core/rounds.py`, "
        "`core/agreement.py`, `core/recall/stages.py`, `core/referral.py`, "
        "`core/house/work.py` and `core/introductions/states.py`. "
        "A test fails when this page is stale.\n\n"
        f"## A round\n\n{rounds}\n{steps}\n## A version of a plan\n\n"
        f"Nothing stores these: they are computed from the signatures.\n\n{standings}\n{words}"
        "\n## A recall\n\nNothing stores these: they are computed from what was sent and said.\n\n"
        f"{recall}\n{stages}\n## An ask for a conversation\n\n"
        f"{_diagram(NEXT_ASKS, start=Ask.ASKED)}\n## An action of the work plan\n\n"
        f"{_diagram(NEXT_WORK_STATES, start=WorkState.PLANNED)}\n{_table(head, asked)}"
        "\n## An introduction to something near\n\nNothing stores these: an introduction stands "
        "where the last thing that happened to it left it.\n\n"
        f"{near}\n{_table(near_head, tasks)}"
    )


def disagreement() -> str:
    """The whole page of what happens when somebody does not agree."""
    states = (
        (
            each.value,
            STATE_WORDS[each],
            ", ".join(sorted(taker.value for taker in TAKEN_BY[each])),
            DUTIES.get(each, "nothing"),
        )
        for each in State
    )
    head = ("state", "what a page says", "whose step it is", "what one named person owes next")
    return (
        "# The steps of a disagreement\n\nDrawn by `make docs` from the tables in "
        "`core/appeal.py`. A test fails when this page is stale.\n\n"
        "Nothing stores a state: it is that of the newest step. Nothing here changes the plan.\n\n"
        f"{_diagram(NEXT_APPEAL_STEPS, start=State.RAISED)}\n{_table(head, states)}"
    )


def _diagram(
    table: Mapping[StrEnum, Iterable[StrEnum]], *, start: StrEnum, also: StrEnum | None = None
) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"  [*] --> {each.name}" for each in (start, also) if each]
    for here, others in table.items():
        lines += [f"  {here.name} --> {there.name}" for there in type(here) if there in set(others)]
    return "\n".join([*lines, "```", ""])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


if __name__ == "__main__":
    drawn = {PAGE: page(), REFERENCE / "disagreement.md": disagreement()}
    if "--check" in sys.argv:
        sys.exit(any(path.read_text(encoding="utf-8") != text for path, text in drawn.items()))
    for path, text in drawn.items():
        path.write_text(text, encoding="utf-8")
