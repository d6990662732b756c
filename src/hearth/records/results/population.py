"""Codes, dates and values for a population extract. What is sealed stays out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.results.models import Condition, Medicine, Result

CHUNK = 2000
Coded = tuple[int, UUID, str, str, date | None]
"""(row, person, code system, code, day)"""


def results_for_extract() -> Iterator[tuple[int, UUID, str, str, date, Decimal | None, str]]:
    """Give each result with a code: its row, person, system, code, day, value and unit."""
    rows = _open(Result.objects.all())
    names = ("pk", "person_id", "system", "code", "taken_on", "value", "unit")
    yield from rows.values_list(*names).iterator(CHUNK)


def conditions_for_extract() -> Iterator[Coded]:
    """Give each condition with a code, on the day on which it began."""
    rows = _open(Condition.objects.all())
    yield from rows.values_list("pk", "person_id", "system", "code", "began_on").iterator(CHUNK)


def medicines_for_extract() -> Iterator[tuple[int, UUID, str, str, date | None, bool]]:
    """Give each medicine with a code: when it started, and whether it still goes on."""
    rows = _open(Medicine.objects.all())
    names = ("pk", "person_id", "system", "code", "started_on", "is_current")
    yield from rows.values_list(*names).iterator(CHUNK)


def _open(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out those of people whose results somebody has closed, to whomever."""
    seals = Seal.objects.filter(
        person=OuterRef("person"), section=Section.RESULTS.value, lifted_at__isnull=True
    )
    return rows.filter(~Exists(seals)).exclude(code="").order_by("pk")
