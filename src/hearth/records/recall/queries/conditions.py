"""Who has several running conditions, and which: for a list without an analytics engine."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count

from hearth.core.days import day_words
from hearth.records.results.models import Condition


def with_conditions(*, at_least: int) -> dict[UUID, tuple[str, ...]]:
    """The people with so many different running conditions, each with its name and since when."""
    running = Condition.objects.filter(ended_on__isnull=True)
    people = running.values("person").annotate(count=Count("code", distinct=True))
    wanted = people.filter(count__gte=at_least).values("person")
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = running.filter(person__in=wanted).order_by("person", "began_on", "pk")
    for person, name, began in rows.values_list("person_id", "name", "began_on"):
        found[person].append(f"{name}, {day_words(began)}" if began else name)
    return {person: tuple(names) for person, names in found.items()}
