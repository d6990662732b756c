"""Say no to something near, or take the no back. Nothing else changes by it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hearth.core.access import Action
from hearth.core.words import Section
from hearth.records.access.door import NotAllowed, Record
from hearth.records.directory.models import Activity
from hearth.records.people.models import Account
from hearth.records.plans.queries.entries import current_entry
from hearth.records.suggestions.models import NotForMe
from hearth.records.suggestions.queries import nos

DID = "chose among things near"
"""The same words for a no and for taking it back: a list of who did what tells no more."""


@transaction.atomic
def say_no(
    *,
    record: Record,
    activity: UUID | None = None,
    interest: str = "",
    thread: str = "",
    by: Account,
    at: datetime,
) -> NotForMe:
    """Keep a no to an activity, to an interest, or to offers beside one line of the plan.

    Said twice it is one no. Raises NotAllowed for what there is not.
    """
    record.require(Action.WRITE)
    section = _section(record, activity, interest, thread)
    said = {
        "activity_id": activity,
        "interest": interest,
        "thread": UUID(thread) if thread else None,
    }
    row = next((each for each in nos(record) if _says(each, said)), None)
    if row is None:
        row = NotForMe.objects.create(person=record.person, by=by, at=at, **said)
        record.note(DID, at=at, section=section, thread=thread or None)
    return row


def _says(row: NotForMe, said: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in said.items())


def _section(record: Record, activity: UUID | None, interest: str, thread: str) -> Section:
    """Return the part of the plan that a no is about; the viewer must know what it is about."""
    if thread:
        entry = current_entry(record, thread)
        if entry is None:
            raise NotAllowed("This is not in the plan.")
        return entry.section
    known = interest in settings.INTERESTS.by_code
    if activity is not None:
        known = Activity.objects.filter(pk=activity).exists()
    if not known:
        raise NotAllowed("There is no such thing.")
    return Section.COMMUNITY


@transaction.atomic
def take_back(*, record: Record, pk: int, by: Account, at: datetime) -> None:
    """Take back a no of one's own: it may be shown again."""
    record.require(Action.WRITE)
    row = next((each for each in nos(record) if each.pk == pk), None)
    if row is None:
        raise NotAllowed("There is no such thing.")
    NotForMe.objects.filter(pk=row.pk).update(undone_at=at, undone_by=by)
    record.note(DID, at=at, section=Section.COMMUNITY, thread=row.thread)
