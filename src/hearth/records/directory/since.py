"""What of the published directory has changed since a moment, found without reading all of it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from hearth.records.directory.models import Activity, Provider
from hearth.records.directory.published import PublishedSite
from hearth.records.directory.publishing import LISTED, organizations


def kept_last() -> datetime | None:
    """When an activity was last kept."""
    rows = Activity.objects.order_by("-kept_at").values_list("kept_at", flat=True)
    return rows.first()


def listed_ids() -> set[UUID]:
    """The ids of all activities that the open API shows."""
    return set(Activity.objects.filter(is_listed__in=LISTED).values_list("pk", flat=True))


def site_ids() -> set[UUID]:
    """The ids of all sites that the open API shows."""
    rows = PublishedSite.objects.filter(activity__is_listed__in=LISTED)
    return set(rows.values_list("key", flat=True))


def at_sites(keys: Iterable[UUID]) -> set[UUID]:
    """The ids of the activities that are at these sites."""
    found: set[UUID] = set()
    for some in _in_turn(sorted(keys)):
        rows = PublishedSite.objects.filter(key__in=some)
        found |= set(rows.values_list("activity_id", flat=True))
    return found


def listed_since(moment: datetime | None, also: Iterable[UUID] = ()) -> Iterator[Activity]:
    """The listed activities that were kept at a moment or after it, and these others."""
    rows = Activity.objects.filter(is_listed__in=LISTED).select_related("provider")
    more = set(also)
    if moment is None:
        yield from rows.order_by("pk").iterator(chunk_size=500)
        return
    for row in rows.filter(kept_at__gte=moment).order_by("pk").iterator(chunk_size=500):
        more.discard(row.pk)
        yield row
    for some in _in_turn(sorted(more)):
        yield from rows.filter(pk__in=some).order_by("pk")


def providers() -> QuerySet[Provider]:
    """The providers of listed activities."""
    return organizations()


def _in_turn(keys: list[UUID], size: int = 500) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
