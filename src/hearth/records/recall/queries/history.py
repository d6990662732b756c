"""What was sent to one person in their open recall, and what they said, with their words."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hearth.core.recall.facts import Letter
from hearth.records.access.door import Record
from hearth.records.recall.models import BatchLine, Recall, Reply
from hearth.records.recall.queries.facts import not_stopped

INVITES = (Letter.INVITATION, Letter.REMINDER, Letter.NO_REPLY)
"""The letters that ask for an answer."""


def letters_of(record: Record) -> QuerySet[BatchLine]:
    """The letters of the open recall that left or will leave, and what was told in person."""
    rows = BatchLine.objects.filter(
        not_stopped(),
        recall__person=record.person,
        recall__ended_at__isnull=True,
        batch__undone_at__isnull=True,
    )
    return rows.exclude(how=BatchLine.How.NOTHING).select_related("batch").order_by("pk")


def replies_of(record: Record) -> QuerySet[Reply]:
    """The answers in the open recall, the oldest first."""
    rows = Reply.objects.filter(recall__person=record.person, recall__ended_at__isnull=True)
    return rows.select_related("by").order_by("pk")


def is_invited(record: Record, *, at: datetime) -> bool:
    """Say whether an invitation or a reminder has left that nobody has answered. One query."""
    answered = Reply.objects.filter(recall=OuterRef("recall"), at__gte=OuterRef("batch__sent_at"))
    asked = letters_of(record).filter(
        ~Exists(answered),
        batch__letter__in=[each.value for each in INVITES],
        batch__leaves_at__lte=at,
        recall__round__isnull=True,
    )
    return asked.exists()


def has_open_recall(record: Record) -> bool:
    """Say whether this person is in the recall now."""
    return Recall.objects.filter(person=record.person, ended_at__isnull=True).exists()
