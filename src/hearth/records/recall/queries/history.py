"""What was sent to one person in their open recall, and what they said, with their words."""

from django.db.models import QuerySet

from hearth.records.access.door import Record
from hearth.records.recall.models import BatchLine, Reply


def letters_of(record: Record) -> QuerySet[BatchLine]:
    """The letters of the open recall that were not taken back, and what was told in person."""
    rows = BatchLine.objects.filter(
        recall__person=record.person, recall__ended_at__isnull=True, batch__undone_at__isnull=True
    )
    return rows.exclude(how=BatchLine.How.NOTHING).select_related("batch").order_by("pk")


def replies_of(record: Record) -> QuerySet[Reply]:
    """The answers in the open recall, the oldest first."""
    rows = Reply.objects.filter(recall__person=record.person, recall__ended_at__isnull=True)
    return rows.select_related("by").order_by("pk")
