from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hearth.core.access import Action
from hearth.core.measures import INSTRUMENTS, answer_problems
from hearth.core.words import Refusal, Refused, Section
from hearth.records.access.door import NotAllowed, Record
from hearth.records.measures.models import GoalScaled, Response
from hearth.records.people.models import Account


class CannotAnswer(Refused):
    """An answer is not on the scale."""


@transaction.atomic
def answer(
    *,
    record: Record,
    instrument: str,
    answers: Mapping[str, object],
    by: Account,
    at: datetime,
    round_id: int | None = None,
    mode: str = "online",
    helped_by: str = "",
) -> Response | None:
    """Keep answers to an instrument. All of them may be left out; then nothing is kept."""
    may = (Action.PREPARE, Action.ENTER_PAPER, Action.INTRODUCE)
    if not any(record.may(each) for each in may):
        raise NotAllowed(record.refusals(Action.PREPARE))
    asked = INSTRUMENTS[instrument]
    if problems := answer_problems(asked, answers):
        raise CannotAnswer(problems)
    given = {
        i.name: int(str(answers[i.name]))
        for i in asked.items
        if answers.get(i.name) not in (None, "")
    }
    if not given:
        return None
    row = Response.objects.create(
        person=record.person,
        round_id=round_id,
        instrument=asked.code,
        version=asked.version,
        answers=given,
        mode=mode,
        helped_by=helped_by,
        at=at,
        by=by,
    )
    record.note("answered a measure", at=at, what=asked.code)
    return row


@transaction.atomic
def scale_goal(
    *,
    record: Record,
    thread: str,
    level: int | None,
    helped: str,
    hindered: str,
    by: Account,
    at: datetime,
    round_id: int | None = None,
) -> GoalScaled:
    """Write down how far a goal has come (-2 to 2), what helped, and what got in the way."""
    record.require(Action.CONVERSE)
    if level is None or not -2 <= level <= 2:
        raise CannotAnswer([Refusal("Choose where the goal stands now.", "level")])
    row = GoalScaled.objects.create(
        person=record.person,
        thread=thread,
        round_id=round_id,
        level=level,
        helped=helped.strip(),
        hindered=hindered.strip(),
        said_by=record.person.name.called,
        at=at,
        by=by,
    )
    record.note("scaled a goal", at=at, section=Section.GOALS, thread=thread)
    return row
