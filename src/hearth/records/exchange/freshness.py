"""Whose record has changed since its resources were drawn, in one query over many people."""

from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hearth.records.audit.models import AuditRow
from hearth.records.exchange.models import Drawn
from hearth.records.people.models import Person


def changed(people: QuerySet[Any]) -> QuerySet[Any, UUID]:
    """The ids of those among `people` who were never drawn, or have changed since."""
    last = AuditRow.objects.filter(person_id=OuterRef("pk"), is_change=True).order_by("-pk")
    drawn = Drawn.objects.filter(person=OuterRef("pk"))
    told = people.annotate(
        last=Coalesce(Subquery(last.values("pk")[:1]), 0),
        drawn_at=Subquery(drawn.values("change")[:1]),
    )
    waiting = told.filter(Q(drawn_at=None) | ~Q(drawn_at=F("last")))
    return waiting.order_by("pk").values_list("pk", flat=True)


def changed_anywhere() -> QuerySet[Any, UUID]:
    """The ids of all who were never drawn, or have changed since."""
    return changed(Person.objects.all())
