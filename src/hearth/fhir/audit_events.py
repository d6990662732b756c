"""Draw the newest lines of "who looked" as AuditEvents: only those that are not drawn yet.

Looks are no changes, so that the drawing of a record does not see them; and there are many.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hearth.fhir.keeping import rows_drawn
from hearth.fhir.mappers.audit_event import event
from hearth.records.audit.times import rows_after
from hearth.records.exchange import changes
from hearth.records.exchange.drawn import last_audit_key

BATCH = 500


def catch_up(person_id: UUID | str, at: datetime) -> None:
    """Draw what was done with one person's record since this was called last."""
    key = UUID(str(person_id))
    made = [event(row) for row in rows_after(key, last_audit_key(key))]
    for start in range(0, len(made), BATCH):
        rows = rows_drawn(made[start : start + BATCH], key)
        # Lines are added and never go: they are none of what is drawn again with the record.
        lines = [replace(row, is_ours=False) for row in rows]
        with suppress(changes.Outrun), transaction.atomic():
            changes.keep(lines, by=None, at=at)
