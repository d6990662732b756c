"""When something was last done with a person's record, by what audit rows say."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from hearth.records.audit.models import AuditRow


def when_last(person_id: UUID, *did: str) -> datetime | None:
    """The moment of the last of these deeds; None where none was done."""
    rows = AuditRow.objects.filter(person_id=person_id, did__in=did, allowed=True)
    return rows.order_by("-at").values_list("at", flat=True).first()


def rows_after(person_id: UUID, key: int) -> Iterator[AuditRow]:
    """What was done with one person's record after the row with this key, in order.

    The rows of one person stand in one lane, so that a later row has a higher key.
    """
    rows = AuditRow.objects.filter(person_id=person_id, pk__gt=key).order_by("pk")
    return rows.iterator(chunk_size=500)


def last_of_nobody() -> int:
    """The key of the last change that was about no person: of services, posts, the directory."""
    rows = AuditRow.objects.filter(person_id=None, is_change=True)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0
