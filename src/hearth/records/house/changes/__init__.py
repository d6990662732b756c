"""Changes to the House, by idea: seats, who answers for a part, the framework, an assessment."""

from hearth.records.house.changes.assessing import (
    CannotAssess,
    Reply,
    answer,
    answer_many,
    close_assessment,
    open_assessment,
    settle,
)
from hearth.records.house.changes.framework import CannotAdapt, adapt
from hearth.records.house.changes.keepers import CannotKeep, let_answer_for, stop_answering_for
from hearth.records.house.changes.seats import CannotSeat, end_seat, give_seat

__all__ = [
    "CannotAdapt",
    "CannotAssess",
    "CannotKeep",
    "CannotSeat",
    "Reply",
    "adapt",
    "answer",
    "answer_many",
    "close_assessment",
    "end_seat",
    "give_seat",
    "let_answer_for",
    "open_assessment",
    "settle",
    "stop_answering_for",
]
