"""Catch a goal, and what will be done about it, as they are said: two entries in one breath."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hearth.core.kinds import KINDS, problems
from hearth.core.words import Refusal
from hearth.records.access.door import Record
from hearth.records.people.models import Account
from hearth.records.plans.changes.entries import CannotWrite, Written, write
from hearth.records.plans.models import Round


@dataclass(frozen=True)
class Caught:
    """What was written down. Either may be missing: a goal without an action, or the reverse."""

    goal: Written | None
    action: Written | None


@transaction.atomic
def catch_goal(
    *,
    record: Record,
    goal: Mapping[str, object],
    action: Mapping[str, object],
    by: Account,
    at: datetime,
    round: Round | None = None,
) -> Caught:
    """Write a goal and its action together, or neither. `goal` and `action` are their contents.

    Raises CannotWrite with every reason of both; `where` is `goal.text`, `action.who` and so on.
    """
    if found := _problems(goal, action):
        raise CannotWrite(found)
    new = None
    if goal:
        new = write(record=record, kind="goal", content=goal, by=by, at=at, round=round)
        action = {**action, "goal": new.thread} if action else {}
    if not action:
        return Caught(new, None)
    done = write(record=record, kind="action", content=action, by=by, at=at, round=round)
    return Caught(new, done)


def _problems(goal: Mapping[str, object], action: Mapping[str, object]) -> list[Refusal]:
    if not goal and not action:
        return [Refusal("Write a goal, or something to do.", "goal.text")]
    return [
        Refusal(reason.words, f"{kind}.{reason.where}")
        for kind, content in (("goal", goal), ("action", action))
        if content
        for reason in problems(KINDS[kind], content)
    ]
