"""What became of one letter of a batch, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearth.core.messages import MessageWay
from hearth.records.recall.queries.batches import BatchLineStanding
from hearth.web.recall.present import WAYS, in_format
from hearth.web.wording import day


@dataclass(frozen=True)
class SentRow:
    """One person of a batch. `is_wrong`: somebody has to do something."""

    person: Any
    how: str
    became: str
    is_wrong: bool = False


def sent_row(each: BatchLineStanding, batch: Any, *, now: datetime) -> SentRow:
    """Say how it reaches them, and what became of it."""
    row, person = each.row, each.row.recall.person
    if row.how == "nothing":
        return SentRow(person, row.words, "Nothing was sent")
    if row.how == "task":
        done = f"Told on {day(row.done_at)}" if row.done_at else "Someone has to tell them"
        return SentRow(person, row.words, done, is_wrong=row.done_at is None)
    way = MessageWay(row.way)
    became = _became(each, batch, now)
    return SentRow(person, f"{WAYS[way]}{in_format(way, row.format)}", became, each.failed)


def _became(each: BatchLineStanding, batch: Any, now: datetime) -> str:
    if batch.undone_at:
        return "Taken back"
    if each.stopped:
        return "Stopped before it left"
    if each.failed:
        return "It did not arrive"
    return "Waits to leave" if now < batch.leaves_at else "On its way"
