"""Keep providers and activities from their documents: all rows that pages and search need.

The callers note the audit row: one reading of a feed is one change, not thousands.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import transaction

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.activity import Status, Way
from hearth.core.directory.facts import activity_of
from hearth.records.community.models import Community
from hearth.records.directory.changes.filing import file
from hearth.records.directory.indexing import index
from hearth.records.directory.models import (
    Activity,
    ActivityInterest,
    ActivityPlace,
    ActivityTime,
    Provider,
)
from hearth.records.feeds.models import Feed

OF_A_FEED = UUID("6b1f7d0e-6f0c-5a53-9c1d-4f6f0d1c7a11")
"""The namespace of ids made for sources whose own ids are not UUIDs."""

LISTED = frozenset({Status.ACTIVE, Status.CLOSED_FOR_NOW})
COLUMNS = (
    "provider_id", "document", "name", "description", "status", "url", "email", "telephone", "cost",
    "minimum_age", "maximum_age", "is_group", "is_one_to_one", "is_online", "step_free",
    "languages", "assured_on", "modified_at", "kept_at", "gone_at", "is_listed",
)  # fmt: skip


@transaction.atomic
def keep(
    documents: Iterable[Mapping[str, Any]],
    *,
    community: Community,
    feed: Feed | None = None,
    at: datetime,
) -> list[Activity]:
    """Keep services (HSDS 3 documents, clean, with their `organization` inside), new or changed.

    One that was gone is back. What a curator hid or merged stays so.
    """
    given = list(documents)
    providers = _providers(given, community, feed)
    held = {
        row.source_id: row
        for row in Activity.objects.filter(feed=feed, source_id__in=[_id(each) for each in given])
    }
    taken = _taken(Activity, [_id(each) for each in given if _id(each) not in held])
    rows, known = [], {}
    for document in given:
        source = _id(document)
        row = held.get(source) or Activity(
            pk=_own_id(source, feed, taken), community=community, feed=feed, source_id=source
        )
        provider = providers.get(_id(document.get("organization") or {}))
        known[row.pk] = activity_of(document, settings.INTERESTS)
        _fill(row, document, known[row.pk], provider, at)
        rows.append(row)
    Activity.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS, batch_size=500
    )
    _keep_parts(rows, known)
    file(rows)
    index(rows, known)
    return rows


def _id(document: Mapping[str, Any]) -> str:
    return str(document.get("id", ""))


def _taken(model: Any, ids: list[str]) -> set[UUID]:
    """Return which of these ids another source has already."""
    known = [each for each in map(_uuid, ids) if each]
    return set(model.objects.filter(pk__in=known).values_list("pk", flat=True))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _own_id(source: str, feed: Feed | None, taken: set[UUID]) -> UUID:
    """Return the id that its source gave it, where that is a UUID and nobody else has it."""
    given = _uuid(source)
    if given and given not in taken:
        return given
    return uuid5(OF_A_FEED, f"{feed.pk} {source}") if feed else uuid4()


def _providers(
    documents: list[Mapping[str, Any]], community: Community, feed: Feed | None
) -> dict[str, Provider]:
    given = {_id(each["organization"]): each["organization"] for each in documents
             if each.get("organization")}  # fmt: skip
    held = {
        row.source_id: row for row in Provider.objects.filter(feed=feed, source_id__in=list(given))
    }
    taken = _taken(Provider, [each for each in given if each not in held])
    rows = []
    for source, document in given.items():
        row = held.get(source) or Provider(
            pk=_own_id(source, feed, taken), community=community, feed=feed, source_id=source
        )
        row.name, row.document = str(document.get("name", ""))[:300], dict(document)
        rows.append(row)
    Provider.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["name", "document"],
        batch_size=500,
    )  # fmt: skip
    return {row.source_id: row for row in rows}


def _fill(
    row: Activity, document: Mapping[str, Any], facts: Facts, provider: Provider | None,
    at: datetime,
) -> None:  # fmt: skip
    row.provider = provider
    row.document = {name: value for name, value in document.items() if name != "organization"}
    row.name, row.description = facts.name[:300], facts.description
    row.status, row.cost = facts.status.value, facts.cost.value
    row.url, row.email, row.telephone = facts.url[:500], facts.email[:254], facts.telephone[:60]
    row.minimum_age, row.maximum_age = facts.minimum_age, facts.maximum_age
    row.is_group, row.is_one_to_one = Way.GROUP in facts.ways, Way.ONE_TO_ONE in facts.ways
    row.is_online, row.step_free = Way.ONLINE in facts.ways, facts.step_free
    row.languages = ", ".join(facts.languages)[:300]
    row.assured_on = facts.assured_on
    row.modified_at = _moment(document.get("last_modified"))
    row.kept_at, row.gone_at = at, None
    row.is_listed = is_listed(row)


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def is_listed(row: Activity) -> bool:
    """Say whether lists show it: it runs, its feed has it, and nobody hid or merged it."""
    stands = row.gone_at is None and row.hidden_at is None and row.merged_into_id is None
    return stands and Status(row.status) in LISTED


def _keep_parts(rows: list[Activity], known: Mapping[UUID, Facts]) -> None:
    """Write the places, the times and the interests anew."""
    for model in (ActivityPlace, ActivityTime, ActivityInterest):
        model.objects.filter(activity__in=rows).delete()  # type: ignore[attr-defined]
    facts = [(row, known[row.pk]) for row in rows]
    ActivityPlace.objects.bulk_create(
        (
            ActivityPlace(
                activity=row, name=each.name[:300], address=each.address[:300],
                town=each.town[:100], postcode=each.postcode[:12], step_free=each.step_free,
                latitude=each.point.latitude if each.point else None,
                longitude=each.point.longitude if each.point else None,
            )
            for row, known in facts for each in known.places
        ),
        batch_size=1000,
    )  # fmt: skip
    ActivityTime.objects.bulk_create(
        (
            ActivityTime(activity=row, weekday=each.weekday, opens=each.opens, closes=each.closes)
            for row, known in facts for each in known.meets
        ),
        batch_size=1000,
    )  # fmt: skip
    ActivityInterest.objects.bulk_create(
        (
            ActivityInterest(activity=row, code=code)
            for row, known in facts for code in sorted(known.helps_with)
        ),
        batch_size=1000,
    )  # fmt: skip
