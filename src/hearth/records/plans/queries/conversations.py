"""When the conversation of each round is or was."""

from datetime import datetime

from hearth.records.access.door import Record
from hearth.records.audit.times import when_last
from hearth.records.plans.models import Round


def conversations_of(record: Record) -> list[tuple[Round, datetime]]:
    """The rounds that have a time for it, oldest first, and when each was last changed."""
    rows = Round.objects.filter(person=record.person, conversation_at__isnull=False)
    held = rows.select_related("accountable__account", "accountable__organisation")
    last = when_last(record.person.pk, *TIMES_SET)
    return [(row, row.ended_at or max(row.started_at, last or row.started_at)) for row in held]


TIMES_SET = ("started a round", "agreed new dates")
