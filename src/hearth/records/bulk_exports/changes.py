"""Ask for a bulk export, carry it on, end it, take it back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from hearth.records.audit import changes as audit
from hearth.records.bulk_exports.models import BulkExport, BulkFile
from hearth.records.callers.models import App
from hearth.records.people.models import Account

SILENT = timedelta(minutes=5)
"""A worker that said nothing for so long was ended: its export is begun again."""
KEPT = timedelta(hours=6)
"""How long files can be fetched."""


@transaction.atomic
def ask(
    *, app_id: str, scopes: str, level: str, group: str, request: str, asked: dict[str, Any],
    by: Account, at: datetime,
) -> BulkExport:  # fmt: skip
    """Ask for an export. It waits until the worker does it."""
    app = App.objects.get(client_id=app_id)
    audit.note(
        did="asked for a bulk copy", by=by, at=at, what=f"{app.name}: {level} {group}".strip()
    )
    return BulkExport.objects.create(
        app=app, account=by, scopes=scopes, level=level, group=group, request=request,
        asked=asked, asked_at=at,
    )  # fmt: skip


def claim(*, export: BulkExport, at: datetime) -> bool:
    """Take an export up, unless another worker is at it. It begins anew."""
    free = Q(beat_at__isnull=True) | Q(beat_at__lt=at - SILENT)
    rows = BulkExport.objects.filter(free, pk=export.pk, ended_at=None, cancelled_at=None)
    return bool(rows.update(begun_at=at, beat_at=at, done=0))


def beat(*, export: BulkExport, people: int, done: int, at: datetime) -> bool:
    """Say how far it has come. False: it was taken back, or the app was stopped, meanwhile."""
    rows = BulkExport.objects.filter(
        pk=export.pk, begun_at=export.begun_at, ended_at=None, cancelled_at=None,
        app__stopped_at=None, account__is_active=True,
    )  # fmt: skip
    return bool(rows.update(beat_at=at, people=people, done=done))


@transaction.atomic
def finish(*, export: BulkExport, counts: Mapping[str, int], by: Account, at: datetime) -> bool:
    """Say that its files are whole, and what is in them. False: it is not ours to finish."""
    rows = BulkExport.objects.filter(
        pk=export.pk, begun_at=export.begun_at, ended_at=None, cancelled_at=None
    )
    if not rows.update(ended_at=at, ends_at=at + KEPT):
        return False
    BulkFile.objects.bulk_create(
        BulkFile(export=export, type=type, count=count) for type, count in sorted(counts.items())
    )
    audit.note(did="made a bulk copy", by=by, at=at, what=f"{sum(counts.values())} resources")
    return True


def fail(*, export: BulkExport, trouble: str, by: Account | None, at: datetime) -> None:
    """Say that it came to nothing, as a whole."""
    rows = BulkExport.objects.filter(pk=export.pk, ended_at=None)
    if rows.update(ended_at=at, ends_at=at + KEPT, trouble=trouble[:300]):
        audit.note(did="failed to make a bulk copy", by=by, at=at, what=trouble[:100])


def cancel(*, export: BulkExport, by: Account, at: datetime) -> None:
    """Take it back: it ends, and its files go."""
    rows = BulkExport.objects.filter(pk=export.pk, cancelled_at=None)
    if rows.update(cancelled_at=at):
        audit.note(did="took back a bulk copy", by=by, at=at, what=str(export))


def clear(*, export: BulkExport, by: Account | None, at: datetime) -> None:
    """Say that its files are gone."""
    BulkExport.objects.filter(pk=export.pk).update(cleared_at=at)
    audit.note(did="deleted the files of a bulk copy", by=by, at=at, what=str(export))
