"""Changes to the work plan: actions, and the board packs that tell of it."""

from hearth.records.workplan.changes.actions import (
    CannotMoveWork,
    CannotPlan,
    add_work,
    change_work,
    move_work,
)
from hearth.records.workplan.changes.board import (
    WrittenMeanwhile,
    draft_name,
    keep_board_draft,
    make_board_pack,
)

__all__ = [
    "CannotMoveWork",
    "CannotPlan",
    "WrittenMeanwhile",
    "add_work",
    "change_work",
    "draft_name",
    "keep_board_draft",
    "make_board_pack",
    "move_work",
]
