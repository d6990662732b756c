"""Registrations with a practice, for a population extract."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from hearth.records.access.models import Involvement

CHUNK = 2000


def registrations_for_extract() -> Iterator[tuple[int, UUID, str, str, date, date | None]]:
    """Give each registration: its row, person, the practice's code and name, from and until."""
    rows = Involvement.objects.filter(kind=Involvement.Kind.PRACTICE).order_by("pk")
    names = ("pk", "person_id", "organisation__code", "organisation__name", "starts", "ends")
    yield from rows.values_list(*names).iterator(CHUNK)
