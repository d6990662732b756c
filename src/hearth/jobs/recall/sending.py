"""Send a letter of the recall: the preparation letters are made first, each behind its own door."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from hearth.core.access import Action
from hearth.core.recall.facts import Letter
from hearth.core.words import Refused
from hearth.jobs.letters import letter_for
from hearth.records.access.door import open_record
from hearth.records.plans.queries.rounds import current_round
from hearth.records.preparation.changes import check_results, make_letter
from hearth.records.preparation.queries import last_letter
from hearth.records.recall.changes.sending import FRESH, send_batch
from hearth.records.recall.queries.lines import preview, recalls_at

WHY = "made the preparation letter"


def send_letters(
    *, organisation: Any, letter: Letter, recalls: Collection[int], by: Any, at: datetime
) -> Any:
    """Send this letter to the people of these recalls, and return the batch.

    A preparation letter is made for whoever has none in this round. One with a result that must be
    told first, or in a format that we cannot make, is not made: the batch says so.
    """
    if letter is Letter.PREPARATION:
        for person in _to_prepare(organisation, recalls, at):
            _make(person, by, at)
    return send_batch(organisation=organisation, letter=letter, recalls=recalls, by=by, at=at)


def _to_prepare(organisation: Any, recalls: Collection[int], at: datetime) -> list[UUID]:
    today = timezone.localdate(at)
    rows = recalls_at([organisation.pk], today=today).filter(pk__in=recalls)
    previewed = preview(rows, Letter.PREPARATION, today=today)
    return [each.line.recall.person_id for each in previewed if each.way is not None]


def _make(person: UUID, by: Any, at: datetime) -> None:
    """Make one letter. What stops it stays as a task for somebody, and the batch leaves it out."""
    record = open_record(person, by=by, at=at, why=WHY, action=Action.SEND_LETTER)
    now = current_round(record, today=timezone.localdate(at))
    if now is None:
        return
    held = last_letter(now.round)
    if held is not None and held.made_at >= at - FRESH:
        check_results(record=record, round=now.round, by=by, at=at)
        return
    content = letter_for(record, now, at=at).to_json()
    try:
        make_letter(record=record, round=now.round, content=content, by=by, at=at)
    except Refused:  # Kept as an urgent task, or a need: the line of the batch says which.
        return
