"""Keep by what the open API finds an activity: its sites, and the terms that it is filed under."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from hearth.core.directory.facts import activity_of
from hearth.core.directory.interests import Interests
from hearth.core.directory.keys import Keys, Term, filed_under, sites_of
from hearth.records.directory.models import Activity
from hearth.records.directory.published import (
    PublishedSite,
    PublishedTaxonomy,
    PublishedTerm,
    PublishedUse,
)

NO_INTERESTS = Interests((), ())


def keys_of(row: Activity) -> Keys:
    """Return how the ids in a row's document become those under which we publish it."""
    known = {("service", row.source_id): str(row.pk)}
    if row.provider:
        known["organization", row.provider.source_id] = str(row.provider.pk)
    return Keys(source=str(row.feed_id or ""), known=known)


def file(rows: Iterable[Activity]) -> None:
    """Write the sites and the terms of these rows anew: of those that are listed, and of no others.

    So the API need not ask each site whether its activity is listed.
    """
    rows = list(rows)
    PublishedSite.objects.filter(activity__in=rows).delete()
    PublishedUse.objects.filter(activity__in=rows).delete()
    listed = [row for row in rows if row.is_listed]
    PublishedSite.objects.bulk_create(
        (site for row in listed for site in _sites(row)), batch_size=1000
    )
    _file_terms({row: _terms(row) for row in listed})


def _sites(row: Activity) -> list[PublishedSite]:
    found = sites_of(row.document, keys_of(row), str(row.pk))
    return [_site(row, site, key) for site, key in found]


def _site(row: Activity, site: Mapping[str, Any], key: str) -> PublishedSite:
    (place,) = activity_of({"service_at_locations": [site]}, NO_INTERESTS).places
    point = place.point
    return PublishedSite(
        activity=row,
        key=UUID(key),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )


def _terms(row: Activity) -> dict[str, Term]:
    document = [row.document, row.provider.document if row.provider else {}]
    return filed_under(document, keys_of(row))


def _file_terms(of_rows: Mapping[Activity, Mapping[str, Term]]) -> None:
    terms = {UUID(key): term for known in of_rows.values() for key, term in known.items()}
    PublishedTaxonomy.objects.bulk_create(
        _taxonomies(terms.values()), update_conflicts=True, unique_fields=["id"],
        update_fields=["name", "document"], batch_size=500,
    )  # fmt: skip
    PublishedTerm.objects.bulk_create(
        (
            PublishedTerm(pk=key, document=term.document, taxonomy_id=_uuid(term.taxonomy))
            for key, term in sorted(terms.items())
        ),
        update_conflicts=True, unique_fields=["id"],
        update_fields=["taxonomy", "document"], batch_size=500,
    )  # fmt: skip
    PublishedUse.objects.bulk_create(
        (
            PublishedUse(activity=row, term_id=key)
            for row, known in of_rows.items() for key in {UUID(key) for key in known}
        ),
        batch_size=1000,
    )  # fmt: skip


def _taxonomies(terms: Iterable[Term]) -> list[PublishedTaxonomy]:
    found = {UUID(term.taxonomy): term.taxonomy_document for term in terms if term.taxonomy}
    return [
        PublishedTaxonomy(pk=key, name=str(document.get("name", "")), document=document)
        for key, document in sorted(found.items())
    ]


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None
