"""Who looked, as one reader may know it: rows about a part that is closed to them are left out."""

from django.db.models import Q, QuerySet

from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.audit.models import AuditRow
from hearth.records.audit.queries import looks_at


def looks_shown(record: Record) -> QuerySet[AuditRow]:
    """Every look and every change that this reader may know of, newest first."""
    closed = [section.value for section in Section if not record.sees(section)]
    # A row without a thread is kept: NOT IN alone would lose it.
    unsealed = Q(thread__isnull=True) | ~Q(thread__in=record.hidden)
    return looks_at(record.person.pk).exclude(section__in=closed).filter(unsealed)
