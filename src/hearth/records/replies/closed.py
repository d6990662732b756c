"""Which introductions somebody has closed, to whomever: they are in no figure and no export."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.introductions.models import Introduction


def is_closed(introduction: Introduction) -> bool:
    """Say whether anybody has closed this one: its part of the plan, its entry, or its goal."""
    return not not_closed(Introduction.objects.filter(pk=introduction.pk)).exists()


def not_closed(rows: QuerySet[Introduction]) -> QuerySet[Introduction]:
    """Leave out what anybody has closed."""
    its_goals = Exists(_seals().filter(section=Section.GOALS.value, thread__isnull=True))
    closed = Exists(
        _seals().filter(
            Q(section=Section.COMMUNITY.value, thread__isnull=True)
            | Q(thread=OuterRef("thread"))
            | Q(thread=OuterRef("goal"))
        )
    )
    return rows.filter(~closed).exclude(its_goals, goal__isnull=False)


def _seals() -> QuerySet[Seal, Any]:
    return Seal.objects.filter(person=OuterRef("person"), lifted_at__isnull=True)
