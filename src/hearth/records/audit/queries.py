from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.core.chain import LANES, Head, Link, key_of
from hearth.records.audit.models import AuditRow, LaneHead


def looks_at(person_id: UUID, *, before: datetime | None = None) -> QuerySet[AuditRow]:
    """Everything done with one person's record, newest first."""
    rows = AuditRow.objects.filter(person_id=person_id).order_by("-at", "-pk")
    return rows.filter(at__lt=before) if before else rows


def heads() -> list[Head]:
    """How far each of the 257 lanes has come, in order, all at one moment."""
    found = {row.lane: Head(row.number, row.hash) for row in LaneHead.objects.all()}
    return [found.get(lane, Head()) for lane in range(LANES)]


def head(lane: int) -> Head:
    """How far one lane has come just now."""
    row = LaneHead.objects.filter(lane=lane).first()
    return Head(row.number, row.hash) if row else Head()


def links() -> Iterator[Link]:
    """All rows that stand in a lane, lane by lane, in order; few are held in memory at a time."""
    rows = AuditRow.objects.filter(pk__gte=key_of(0, 0), pk__lt=key_of(LANES, 0)).order_by("pk")
    columns = ("pk", "lane", "number", "previous", "hash", *AuditRow.SAID)
    found = rows.values_list(*columns).iterator(chunk_size=2_000)
    for key, lane, number, previous, made, *said in found:
        facts = dict(zip(AuditRow.SAID, said, strict=True))
        yield Link(lane, number, previous, made, facts, key)


def strays() -> int:
    """How many rows stand in no lane at all. Hearth never writes one."""
    outside = Q(pk__lt=key_of(0, 0)) | Q(pk__gte=key_of(LANES, 0))
    return AuditRow.objects.filter(outside).count()


def last_change(person_id: UUID) -> int:
    """The key of the last change to one person's record, 0 if there was none.

    Every change leaves a row: what was drawn from the record at this key is still so while it is
    the last one.
    """
    changes = AuditRow.objects.filter(person_id=person_id, is_change=True)
    return changes.order_by("-pk").values_list("pk", flat=True).first() or 0
