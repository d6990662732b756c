"""What the open API shows: listed activities, their sites, providers, taxonomies and terms.

Pages are in the order of ids: what changes while somebody reads page after page stays where it is,
so that nothing is missed. The ids of a page are found in an index first, then their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hearth.core.directory.activity import Point
from hearth.core.directory.keys import Keys
from hearth.core.directory.terms import word_groups
from hearth.records.directory.changes.filing import keys_of
from hearth.records.directory.documents import document_of
from hearth.records.directory.models import Activity, ActivityTime, Provider
from hearth.records.directory.published import (
    PublishedSite,
    PublishedTaxonomy,
    PublishedTerm,
    PublishedUse,
)
from hearth.records.directory.words_index import those_with

LISTED = (True,)
"""Asked as one of these: SQLite uses no index for a bare yes or no."""
METRES_A_DEGREE = 111_195
"""One degree of latitude."""


@dataclass(frozen=True)
class Asked:
    """By what services are chosen. Ages in years, times in minutes after midnight, metres."""

    search: str = ""
    term: UUID | None = None
    taxonomy: UUID | None = None
    organization: UUID | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    weekday: int | None = None
    opens: int | None = None
    closes: int | None = None
    near: Point | None = None
    metres: float = 0
    modified_after: datetime | None = None


@dataclass(frozen=True)
class Page:
    """One page of rows, and how many there are in all."""

    rows: list[Any]
    total: int


def page_of(rows: QuerySet[Any], *, number: int, size: int) -> Page:
    """Return a page (1 is the first) of rows; none beyond the last."""
    total = rows.order_by().count()
    first = (number - 1) * size
    if first >= total:
        return Page([], total)
    keys = list(rows.values_list("pk", flat=True)[first : first + size])
    found = rows.model._default_manager.select_related(*_WITH.get(rows.model, ())).in_bulk(keys)
    return Page([found[key] for key in keys if key in found], total)


_WITH: dict[type, tuple[str, ...]] = {
    Activity: ("provider",),
    PublishedSite: ("activity__provider",),
}


def services(asked: Asked) -> QuerySet[Activity]:
    """Return the listed activities that fit."""
    rows = Activity.objects.filter(is_listed__in=LISTED).filter(*_wanted(asked, ""))
    if asked.near:
        rows = rows.filter(pk__in=_within(PublishedSite.objects.all(), asked).values("activity_id"))
    return rows.order_by("pk")


def sites(asked: Asked) -> QuerySet[PublishedSite]:
    """Return the sites of the listed activities that fit."""
    rows = PublishedSite.objects.filter(*_wanted(asked, "activity__"))
    return (_within(rows, asked) if asked.near else rows).order_by("key", "pk")


def organizations(search: str = "") -> QuerySet[Provider]:
    """Return the providers of listed activities."""
    theirs = Activity.objects.filter(provider=OuterRef("pk"), is_listed=True)
    rows = Provider.objects.filter(Exists(theirs))
    return (rows.filter(name__icontains=search) if search else rows).order_by("pk")


def services_by(providers: Iterable[Provider]) -> dict[UUID, list[Activity]]:
    """Return the listed activities of each of these providers."""
    found: dict[UUID, list[Activity]] = {provider.pk: [] for provider in providers}
    rows = Activity.objects.filter(provider__in=list(found), is_listed=True)
    for row in rows.select_related("provider").order_by("pk"):
        found[row.provider_id].append(row)  # type: ignore[index]
    return found


def taxonomies() -> QuerySet[PublishedTaxonomy]:
    """Return the taxonomies under which listed activities are filed."""
    used = PublishedUse.objects.filter(term__taxonomy=OuterRef("pk"))
    return PublishedTaxonomy.objects.filter(Exists(used)).order_by("pk")


def terms(taxonomy: UUID | None = None) -> QuerySet[PublishedTerm]:
    """Return the terms under which listed activities are filed."""
    used = PublishedUse.objects.filter(term=OuterRef("pk"))
    rows = PublishedTerm.objects.filter(Exists(used))
    return (rows.filter(taxonomy=taxonomy) if taxonomy else rows).order_by("pk")


def document_to_publish(row: Activity) -> dict[str, Any]:
    """Return a row's document. In our own entries nobody is named: the group did not say so."""
    document = document_of(row)
    contacts = document.get("contacts")
    if row.feed_id is None and isinstance(contacts, list):
        document["contacts"] = [_unnamed(each) for each in contacts]
    return document


def keys_to_publish(row: Activity | Provider) -> Keys:
    """Return how the ids of a document become ours."""
    if isinstance(row, Activity):
        return keys_of(row)
    known = {("organization", row.source_id): str(row.pk)}
    return Keys(source=str(row.feed_id or ""), known=known)


def _unnamed(contact: Any) -> Any:
    if not isinstance(contact, dict):
        return contact
    return {name: value for name, value in contact.items() if name != "name"}


def _wanted(asked: Asked, prefix: str) -> list[Q]:
    """Return what the activity must be; `prefix` leads to it."""
    said = {
        "provider_id": asked.organization,
        "minimum_age__gte": asked.minimum_age,
        "maximum_age__lte": asked.maximum_age,
    }
    wanted = [Q(**{prefix + name: value}) for name, value in said.items() if value is not None]
    if asked.search:
        wanted.append(_said(asked.search, prefix))
    if asked.modified_after:
        since = {"modified_at__gte": asked.modified_after, "kept_at__gte": asked.modified_after}
        wanted.append(_any(since, prefix))
    key = "activity_id__in" if prefix else "pk__in"
    return wanted + [Q(**{key: rows}) for rows in (*_filed(asked), *_at_times(asked))]


def _said(text: str, prefix: str) -> Q:
    """Return that an activity has these words, by the index of search."""
    groups = word_groups(text, settings.INTERESTS)
    if not groups:
        return Q(**{f"{prefix}name__icontains": text})
    return Q(**{f"{prefix}listing__id__in": those_with(groups)})


def _any(said: dict[str, Any], prefix: str) -> Q:
    found = Q()
    for name, value in said.items():
        found |= Q(**{prefix + name: value})
    return found


def _filed(asked: Asked) -> list[QuerySet[Any, Any]]:
    """Return the ids of what is filed under what was asked: one query inside for each."""
    said = {"term": asked.term, "term__taxonomy": asked.taxonomy}
    return [
        PublishedUse.objects.filter(**{name: key}).values("activity_id")
        for name, key in said.items()
        if key
    ]


def _at_times(asked: Asked) -> list[QuerySet[Any, Any]]:
    """One time in the week must fit in all that was asked of day and time."""
    said = {"weekday": asked.weekday, "opens__gte": asked.opens, "closes__lte": asked.closes}
    wanted = {name: value for name, value in said.items() if value is not None}
    return [ActivityTime.objects.filter(**wanted).values("activity_id")] if wanted else []


def _within(rows: QuerySet[PublishedSite], asked: Asked) -> QuerySet[PublishedSite]:
    """Keep the sites within so many metres, as on a flat map: near enough for a county."""
    here = asked.near
    if here is None:
        return rows
    east = METRES_A_DEGREE * max(cos(radians(here.latitude)), 0.01)
    high, wide = asked.metres / METRES_A_DEGREE, asked.metres / east
    north_off = (F("latitude") - here.latitude) * METRES_A_DEGREE
    east_off = (F("longitude") - here.longitude) * east
    in_the_box = rows.filter(
        latitude__range=(here.latitude - high, here.latitude + high),
        longitude__range=(here.longitude - wide, here.longitude + wide),
    )
    square = north_off * north_off + east_off * east_off
    return in_the_box.alias(square=square).filter(square__lte=asked.metres**2)
