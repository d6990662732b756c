"""Send a letter of the recall: the preparation letters are made first, each behind its own door."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.recall.facts import Letter
from hearth.core.words import Refused
from hearth.jobs.letters import letter_for
from hearth.records.access.door import Record, open_record
from hearth.records.audit.changes import together
from hearth.records.plans.queries.rounds import RoundStanding, current_round
from hearth.records.preparation.changes import check_results, make_letter
from hearth.records.recall.changes.sending import go_with, send_batch
from hearth.records.recall.queries.batches import messages_of
from hearth.records.recall.queries.lines import preview, recalls_at

WHY = "made the preparation letter"


def send_letters(
    *, organisation: Any, letter: Letter, recalls: Collection[int], by: Any, at: datetime
) -> Any:
    """Send this letter to the people of these recalls, and return the batch.

    For a preparation letter the results are looked at first; one that must be told by a person
    stops the letter, and stays as a task for somebody, also when nothing at all can be sent.
    """
    if letter is not Letter.PREPARATION:
        return send_batch(organisation=organisation, letter=letter, recalls=recalls, by=by, at=at)
    with together(), transaction.atomic():
        rounds = dict(_rounds_of(organisation, recalls, by, at))
        try:
            return _send(rounds, organisation, recalls, by, at)
        except Refused as refusal:
            stopped = refusal
    raise stopped


def _rounds_of(
    organisation: Any, recalls: Collection[int], by: Any, at: datetime
) -> Iterator[tuple[UUID, tuple[Record, RoundStanding]]]:
    """Open each record, look at the results, and keep the record and its round for the letter."""
    today = timezone.localdate(at)
    rows = recalls_at([organisation.pk], today=today).filter(pk__in=recalls)
    for each in preview(rows, Letter.PREPARATION, today=today):
        if each.way is None:
            continue
        person = each.line.recall.person_id
        record = open_record(person, by=by, at=at, why=WHY, action=Action.SEND_LETTER)
        if now := current_round(record, today=today):
            check_results(record=record, round=now.round, by=by, at=at)
            yield person, (record, now)


@transaction.atomic
def _send(
    rounds: Mapping[UUID, tuple[Record, RoundStanding]],
    organisation: Any, recalls: Collection[int], by: Any, at: datetime,
) -> Any:  # fmt: skip
    """Send the batch, and make the letter of each of its messages."""
    batch = send_batch(
        organisation=organisation, letter=Letter.PREPARATION, recalls=recalls, by=by, at=at
    )
    for line in messages_of(batch):
        record, now = rounds[line.recall.person_id]
        content = letter_for(record, now, at=at).to_json()
        made = make_letter(record=record, round=now.round, content=content, by=by, at=at)
        go_with(record=record, line=line, made=made, by=by, at=at)
    return batch
