"""The messages of the stories left on their day: a demonstration sends nothing to anyone."""

from datetime import timedelta
from typing import Any

from hearth.core.messages import MessageKind, MessageWay, Outcome
from hearth.jobs.demo.calendar import Calendar
from hearth.records.outbox.changes import settle
from hearth.records.outbox.claims import Claim, claim, finish

DAYS_AGO = (*range(400, 60, -20), *range(60, 0, -1))


def let_messages_leave(days: Calendar, *, printed_by: Any) -> None:
    """Write down that what was due before today has left on its day; one did not arrive."""
    for ago in DAYS_AGO:
        at = days.at - timedelta(days=ago)
        while taken := claim(ways=MessageWay, at=at):
            outcome, why = _ended(taken)
            finish(claim=taken, outcome=outcome, why=why, at=at)
            if taken.message.way == MessageWay.LETTER:
                settle(message=taken.message, by=printed_by, at=at)


def _ended(taken: Claim) -> tuple[Outcome, str]:
    row = taken.message
    if row.kind == MessageKind.PLAN_READY and row.name == "Rhys":
        return Outcome.REFUSED, "The mailbox is full."
    return Outcome.HANDED_OVER, ""
