"""How a goal or an action went: written down with the person, at the review or at any time."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from hearth.core.access import Action
from hearth.core.kinds import KINDS, checked, problems
from hearth.core.plan import Entry as EntryValue
from hearth.core.words import Refusal
from hearth.records.access.door import NotAllowed, Record
from hearth.records.people.models import Account
from hearth.records.plans.changes.entries import CannotWrite, MovedOn, Written
from hearth.records.plans.models import Entry, Round
from hearth.records.plans.queries.entries import current_entry

PROGRESS_FIELDS = frozenset({"status", "outcome"})
PROGRESS_KINDS = frozenset({"goal", "action", "stage"})


@transaction.atomic
def note_progress(
    *,
    record: Record,
    thread: str,
    base_number: int,
    progress: Mapping[str, object],
    by: Account,
    at: datetime,
    round: Round | None = None,
) -> Written:
    """Say how it stands and what came of it. What was agreed stays word for word.

    That is why it is no suggestion (P1): only `status` and `outcome` can change here.
    """
    record.require_own(round)
    record.require(Action.CONVERSE)
    now = current_entry(record, thread)
    if now is None or now.kind not in PROGRESS_KINDS:
        raise NotAllowed("This is not in the plan.")
    kept = _progressed(now, progress)
    if now.number != base_number:
        raise MovedOn(now, kept)
    if kept == dict(now.content):
        return Written(thread, now.number)
    _revise(record, now, kept, by, at, round)
    record.note("noted progress", at=at, what=now.kind, section=now.section, thread=thread)
    return Written(thread, now.number + 1)


def _progressed(now: EntryValue, progress: Mapping[str, object]) -> dict[str, object]:
    unknown = set(progress) - PROGRESS_FIELDS
    if unknown:
        raise CannotWrite([Refusal("This is not part of it.", name) for name in sorted(unknown)])
    content = {**now.content, **progress}
    if found := problems(KINDS[now.kind], content):
        raise CannotWrite(found)
    return checked(KINDS[now.kind], content)


def _revise(
    record: Record,
    now: EntryValue,
    kept: dict[str, object],
    by: Account,
    at: datetime,
    round: Round | None,
) -> None:
    closed = Entry.objects.filter(
        person=record.person, thread=now.thread, number=now.number, replaced_at__isnull=True
    ).update(replaced_at=at)
    if not closed:
        raise MovedOn(current_entry(record, now.thread), kept)
    try:
        with transaction.atomic():
            Entry.objects.create(
                thread=now.thread,
                number=now.number + 1,
                person=record.person,
                round=round,
                kind=now.kind,
                content=kept,
                words=now.authorship.words.value,
                said_by=now.authorship.said_by,
                written_by=by,
                written_by_name=by.full_name,
                written_as=record.role.value,
                on_behalf_of=record.person.name.called,
                source=now.authorship.source,
                at=at,
            )
    except IntegrityError as error:
        raise MovedOn(current_entry(record, now.thread), kept) from error
