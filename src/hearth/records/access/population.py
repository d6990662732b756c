"""Registrations with a practice, and who opened a plan, for a population extract."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Q, Value, When
from django.db.models.functions import TruncDate

from hearth.core.access import Footing
from hearth.records.access.models import Involvement
from hearth.records.audit.models import AuditRow

CHUNK = 2000
THEIRS = (Footing.OWN, Footing.SUPPORT)
AT_WORK = (Footing.INVOLVED, Footing.SHARED)


def registrations_for_extract() -> Iterator[tuple[int, UUID, str, str, date, date | None]]:
    """Give each registration: its row, person, the practice's code and name, from and until."""
    rows = Involvement.objects.filter(kind=Involvement.Kind.PRACTICE).order_by("pk")
    names = ("pk", "person_id", "organisation__code", "organisation__name", "starts", "ends")
    yield from rows.values_list(*names).iterator(CHUNK)


def openings_for_extract(since: datetime) -> Iterator[tuple[UUID, bool, date]]:
    """Give who had their plan opened by whom: person, by them or a supporter, and the day.

    Once a day, however often. Looks for a sample, in an emergency or through a link do not count.
    """
    is_theirs, is_at_work = (_rests_on(footings) for footings in (THEIRS, AT_WORK))
    is_plan = Q(why__startswith="read the plan") | Q(why__startswith="printed the plan")
    looks = AuditRow.objects.filter(
        is_theirs | is_at_work, is_plan, at__gte=since, did="looked", allowed=True
    )
    days = looks.order_by().annotate(
        day=TruncDate("at"), theirs=Case(When(is_theirs, then=Value(1)), default=Value(0))
    )
    rows = days.values_list("person_id", "day", "theirs").distinct()
    for person, day, theirs in rows.iterator(CHUNK):
        if person is not None:
            yield person, bool(theirs), day


def _rests_on(footings: tuple[Footing, ...]) -> Q:
    found = Q()
    for footing in footings:
        found |= Q(reason__startswith=f"{footing.value}: ")
    return found
