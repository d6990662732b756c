"""Bring a line of another service's plan into this plan, with its source (P2)."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hearth.core.access import Action
from hearth.core.kinds import KINDS, checked, problems
from hearth.core.plan import Words
from hearth.records.access.door import Record
from hearth.records.people.models import Account
from hearth.records.plans.changes.entries import CannotWrite, Written
from hearth.records.plans.models import Entry, JoinedPlan, Round


@transaction.atomic
def bring_line(
    *,
    record: Record,
    plan: JoinedPlan,
    kind: str,
    content: Mapping[str, object],
    by: Account,
    at: datetime,
    round: Round | None = None,
) -> Written:
    """Write one entry in the words of another service. The joined plan itself stays as it is."""
    record.require_own(plan)
    record.require_own(round)
    known = KINDS[kind]
    record.require(Action.WRITE, known.section)
    if found := problems(known, content):
        raise CannotWrite(found)
    row = Entry.objects.create(
        thread=uuid.uuid4(),
        number=1,
        person=record.person,
        round=round,
        kind=kind,
        content=checked(known, content),
        words=Words.SERVICE.value,
        said_by=plan.service,
        written_by=by,
        written_by_name=by.full_name,
        written_as=record.role.value,
        source=plan.title[:200],
        at=at,
    )
    record.note(
        "brought in a line of another plan",
        at=at,
        what=kind,
        section=known.section,
        thread=row.thread,
    )
    return Written(str(row.thread), 1)
