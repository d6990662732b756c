"""Agree the minutes, and put right what was wrong in them. Agreed minutes never change."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hearth.core.house.framework import Framework
from hearth.core.house.minutes import (
    LONGEST_WORDS,
    Minutes,
    obstacles_to_agree,
    words_obstacles,
)
from hearth.records.audit import changes as audit
from hearth.records.meetings.changes.planning import CannotMeet, ChangedMeanwhile, open_meeting
from hearth.records.meetings.models import AgreedMinutes, Meeting
from hearth.records.meetings.queries import minutes_of, newest_agreed
from hearth.records.people.models import Account


@transaction.atomic
def agree(*, meeting: Meeting, framework: Framework, by: Account, at: datetime) -> AgreedMinutes:
    """Freeze the minutes as they stand. Raises CannotMeet with all that is still missing."""
    row = open_meeting(meeting)
    minutes = minutes_of(row, framework)
    if problems := obstacles_to_agree(minutes, has_begun=row.starts <= at):
        raise CannotMeet(problems)
    agreed = minutes.agreed(by=by.full_name, on=timezone.localdate(at))
    made = _kept(row, 1, agreed, by, at)
    audit.note(did="agreed the minutes of a meeting", by=by, at=at, what=str(row))
    return made


@transaction.atomic
def correct(*, meeting: Meeting, words: str, base: int, by: Account, at: datetime) -> AgreedMinutes:
    """Add a correction to agreed minutes: a new text that holds the old one whole."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    newest = newest_agreed(row)
    if newest is None:
        raise CannotMeet("The minutes are not agreed yet. Change them.")
    if newest.number != base:
        raise ChangedMeanwhile
    if problems := words_obstacles(words, longest=LONGEST_WORDS, where="words"):
        raise CannotMeet(problems)
    minutes = Minutes.from_json(newest.document)
    corrected = minutes.corrected(words.strip(), by=by.full_name, on=timezone.localdate(at))
    made = _kept(row, base + 1, corrected, by, at)
    audit.note(did="corrected the minutes of a meeting", by=by, at=at, what=str(row))
    return made


def _kept(
    meeting: Meeting, number: int, minutes: Minutes, by: Account, at: datetime
) -> AgreedMinutes:
    return AgreedMinutes.objects.create(
        meeting=meeting, number=number, document=minutes.to_json(), at=at, by=by
    )
