"""What came of introductions: for the population extract, the figure of arrival and the export.

What anybody has closed stays out. No words of anybody go out.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hearth.core.introductions.arrival import Course, course
from hearth.records.directory.models import ActivityInterest
from hearth.records.introductions.models import Introduction
from hearth.records.introductions.queries import as_event, events_of
from hearth.records.replies.closed import not_closed

CHUNK = 500
Told = tuple[UUID, str, date, int | None]
"""(person, code of `core.metrics.happened`, day, value)"""


def introductions_for_extract() -> Iterator[Told]:
    """Give the day of each introduction, of the first time there, and of each later answer."""
    for row, its in _courses(Introduction.objects.all()):
        yield row.person_id, "introduced", its.introduced_on, None
        if its.arrived_on:
            yield row.person_id, "arrived", its.arrived_on, None
        for on, yes in its.still:
            yield row.person_id, "still-going", on, int(yes)


def courses_in(
    community: Any, *, since: datetime, need_of: Mapping[str, str]
) -> Iterator[list[Course]]:
    """Give the courses of each person who was introduced to something in this community.

    `need_of`: the kind of need of each interest; what fits none has none ("").
    """
    rows = Introduction.objects.filter(activity__community=community, made_at__gte=since)
    needs = needs_of(rows, need_of)
    told = _courses(rows, needs)
    for _, theirs in groupby(told, key=lambda each: each[0].person_id):
        yield [its for _, its in theirs]


def _courses(
    rows: QuerySet[Introduction], needs: Mapping[UUID, str] | None = None
) -> Iterator[tuple[Introduction, Course]]:
    rows = not_closed(rows).prefetch_related("events").order_by("person_id", "made_at", "pk")
    for row in rows.iterator(CHUNK):
        its = course(map(as_event, events_of(row)), (needs or {}).get(row.activity_id, ""))
        if its is not None:
            yield row, its


def needs_of(rows: QuerySet[Introduction], need_of: Mapping[str, str]) -> dict[UUID, str]:
    """The kind of need of each activity: that of its first interest, in the order of the codes."""
    held = ActivityInterest.objects.filter(activity__in=rows.values("activity")).order_by("code")
    found: dict[UUID, str] = {}
    for each in held.iterator(CHUNK):
        if each.code in need_of:
            found.setdefault(each.activity_id, need_of[each.code])
    return found
