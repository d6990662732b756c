"""Answers to measures, and goals scaled, for a population extract. What is sealed stays out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.measures.models import GoalScaled, Response

CHUNK = 2000
NONE = Q(pk=None)


def responses_for_extract() -> Iterator[tuple[UUID, str, str, dict[str, int], datetime]]:
    """Give each set of answers: person, instrument, version, answers by item, and when."""
    rows = _open(Response.objects.all(), Section.CONVERSATION).order_by("pk")
    names = ("person_id", "instrument", "version", "answers", "at")
    yield from rows.values_list(*names).iterator(CHUNK)


def answers_of_people(
    people: QuerySet[Any], instruments: Iterable[str]
) -> Iterator[tuple[UUID, dict[str, int], datetime]]:
    """Give each set of answers of these people to these measures: person, answers, and when."""
    rows = Response.objects.filter(person__in=people, instrument__in=list(instruments))
    opened = _open(rows, Section.CONVERSATION).order_by("pk")
    yield from opened.values_list("person_id", "answers", "at").iterator(CHUNK)


def levels_of_goals(goals: QuerySet[Any]) -> Iterator[tuple[UUID, int, datetime]]:
    """Give each time that one of these goals was scaled: its thread, the level, and when."""
    rows = GoalScaled.objects.filter(thread__in=goals)
    opened = _open(rows, Section.GOALS, Q(thread=OuterRef("thread"))).order_by("pk")
    yield from opened.values_list("thread", "level", "at").iterator(CHUNK)


def goals_for_extract() -> Iterator[tuple[UUID, date, int]]:
    """Give person, day, and the level of the goal that was furthest behind on that day."""
    rows = _open(GoalScaled.objects.all(), Section.GOALS, Q(thread=OuterRef("thread")))
    by_day = rows.order_by().values("person_id", day=TruncDate("at")).annotate(least=Min("level"))
    yield from by_day.values_list("person_id", "day", "least").iterator(CHUNK)


def _open(rows: QuerySet[Any], section: Section, one: Q = NONE) -> QuerySet[Any]:
    """Leave out what somebody has closed, to whomever: the whole section, or one thread of it."""
    seals = Seal.objects.filter(
        Q(thread__isnull=True) | one,
        person=OuterRef("person"),
        section=section.value,
        lifted_at__isnull=True,
    )
    return rows.filter(~Exists(seals))
