from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hearth.records.audit.models import AuditRow


def looks_at(person_id: UUID, *, before: datetime | None = None) -> QuerySet[AuditRow]:
    """Everything done with one person's record, newest first."""
    rows = AuditRow.objects.filter(person_id=person_id).order_by("-at", "-pk")
    return rows.filter(at__lt=before) if before else rows
