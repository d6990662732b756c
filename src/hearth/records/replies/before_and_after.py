"""How those who were introduced answered before, and three months on. What is closed stays out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from hearth.core.introductions.outcomes import Answer, Change, Changed, change, pair, shown
from hearth.core.introductions.states import Kind
from hearth.core.measures import LONELINESS, ONS4
from hearth.core.metrics.small_numbers import Table
from hearth.records.introductions.models import Introduction
from hearth.records.introductions.outcomes import GOAL, ITEMS
from hearth.records.measures.population import answers_of_people, levels_of_goals
from hearth.records.replies.closed import not_closed

Answers = Mapping[UUID, Mapping[str, list[Answer]]]


def before_and_after(community: Any, *, since: date, until: date) -> Mapping[str, Table[Change]]:
    """Return, for each question, how many people answered better, the same or worse.

    Of those put in touch from `since` to `until`, both included. Three queries.
    """
    rows = Introduction.objects.filter(
        activity__community=community, made_at__date__gte=since, made_at__date__lte=until
    )
    return shown(_changes(not_closed(rows.exclude(kind=Kind.TOLD.value))))


def _changes(rows: QuerySet[Introduction]) -> Iterator[Changed]:
    told, levels = _told(rows), _levels(rows)
    for person, goal, at in rows.values_list("person", "goal", "made_at"):
        start, theirs = timezone.localdate(at), told.get(person, {})
        answers = {item.name: theirs.get(item.name, []) for item in ITEMS}
        answers[GOAL] = levels.get(goal, [])
        for item, given in answers.items():
            said = change(item, pair(given, start))
            if said is not None:
                yield Changed(person, item, start, said)


def _told(rows: QuerySet[Introduction]) -> Answers:
    found: dict[UUID, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    measures = (LONELINESS.code, ONS4.code)
    for person, answers, at in answers_of_people(rows.values("person"), measures):
        for name, value in answers.items():
            found[person][name].append(Answer(timezone.localdate(at), value))
    return found


def _levels(rows: QuerySet[Introduction]) -> dict[UUID | None, list[Answer]]:
    found: dict[UUID | None, list[Answer]] = defaultdict(list)
    for thread, level, at in levels_of_goals(rows.exclude(goal=None).values("goal")):
        found[thread].append(Answer(timezone.localdate(at), level))
    return found
