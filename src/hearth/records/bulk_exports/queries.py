"""Bulk exports that wait, one export of its caller, and what goes into it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.records.access.models import Involvement
from hearth.records.access.queries import people_reached_by, posts_of
from hearth.records.bulk_exports.changes import SILENT
from hearth.records.bulk_exports.models import BulkExport, BulkFile
from hearth.records.community.models import Organisation
from hearth.records.exchange.models import Resource
from hearth.records.people.models import Account, Person
from hearth.records.periods import not_over

__all__ = ["BulkExport", "BulkFile", "Organisation"]

MANY = 500


def export_of(account: Account, app_id: str, key: str, *, at: datetime) -> BulkExport | None:
    """One export of this app, unless it was taken back or its time is over."""
    try:
        rows = BulkExport.objects.filter(pk=UUID(key), account=account, app__client_id=app_id)
    except ValueError:
        return None
    live = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    return rows.filter(live, cancelled_at=None).first()


def running(account: Account, app_id: str) -> int:
    """How many exports of this app wait or are being made."""
    rows = BulkExport.objects.filter(account=account, app__client_id=app_id)
    return rows.filter(ended_at=None, cancelled_at=None).count()


def files_of(export: BulkExport) -> list[BulkFile]:
    return list(BulkFile.objects.filter(export=export).order_by("type"))


def waiting(*, at: datetime) -> list[BulkExport]:
    """Exports that nobody is at, oldest first."""
    free = Q(beat_at__isnull=True) | Q(beat_at__lt=at - SILENT)
    rows = BulkExport.objects.filter(free, ended_at=None, cancelled_at=None)
    return list(rows.select_related("app", "account").order_by("asked_at"))


def to_clear(*, at: datetime) -> list[BulkExport]:
    """Exports whose files must go: too old, taken back, or their app was stopped."""
    over = Q(ends_at__lte=at) | Q(cancelled_at__isnull=False) | Q(app__stopped_at__isnull=False)
    return list(BulkExport.objects.filter(over, cleared_at=None))


def groups_of(account: Account, *, at: datetime) -> list[Organisation]:
    """The services where this account has a post now: the people of each are a group."""
    return sorted({post.organisation for post in posts_of(account, on=at.date())}, key=_name)


def _name(organisation: Organisation) -> tuple[str, int]:
    return organisation.name, organisation.pk


def people_of(
    account: Account, *, at: datetime, organisation: Organisation | None = None
) -> QuerySet[Person, UUID]:
    """The ids of whom the account may reach, or of those with whom one service has a part."""
    people = people_reached_by(account, on=at.date())
    if organisation is not None:
        on = at.date()
        tied = Involvement.objects.filter(not_over(on), organisation=organisation, starts__lte=on)
        people = people.filter(pk__in=tied.values("person"))
    return people.order_by("pk").values_list("pk", flat=True)


def resources_of(person_id: UUID | None, types: Sequence[str]) -> Iterator[Resource]:
    """One person's resources, or those that are nobody's; few are held at a time."""
    rows = Resource.objects.filter(person=person_id, type__in=types, gone=False)
    yield from rows.order_by("type", "pk").iterator(MANY)
