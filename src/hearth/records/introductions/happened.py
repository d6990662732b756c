"""Answers of groups, found in the rows themselves, for other systems that asked to be told."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from hearth.core.introductions.states import State
from hearth.records.introductions.models import IntroductionEvent

ANSWERS = tuple(state.value for state in (State.ACCEPTED, State.WAITING, State.REJECTED))


def newest_event() -> int:
    """The key of the newest row of what happened to introductions."""
    found: int | None = IntroductionEvent.objects.aggregate(newest=Max("pk"))["newest"]
    return found or 0


def answered_since(event: int) -> Iterator[tuple[int, UUID, UUID, datetime]]:
    """(row, introduction, person, at) of each answer of a group after this key."""
    rows = IntroductionEvent.objects.filter(pk__gt=event, state__in=ANSWERS).order_by("pk")
    names = ("pk", "introduction_id", "introduction__person_id", "at")
    yield from rows.values_list(*names).iterator()
