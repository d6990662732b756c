"""Resources by their address, their versions, and up to which change they are drawn."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hearth.records.access.raw_rows import columns, made, one_row
from hearth.records.exchange.models import Drawn, Findable, Resource, ResourceVersion

__all__ = [
    "Findable",
    "Resource",
    "ResourceVersion",
    "counts",
    "labels",
    "lock",
    "many",
    "one",
    "received",
    "stamp_of",
    "versions_of",
    "versions_of_type",
]


def one(type: str, fid: str) -> Resource | None:
    """The resource at an address, also one that is gone; None where there never was one."""
    found = one_row(_one_statement(), [type, fid])
    return made(Resource, found) if found else None


@cache
def _one_statement() -> str:
    asked = columns(Resource, "resource")
    return f"SELECT {asked} FROM exchange_resource resource WHERE type = %s AND fid = %s"


def many(addresses: Iterable[tuple[str, str]]) -> list[Resource]:
    """The resources at several addresses, in one query for each type."""
    by_type: dict[str, list[str]] = {}
    for type, fid in addresses:
        by_type.setdefault(type, []).append(fid)
    return [
        row
        for type, fids in sorted(by_type.items())
        for row in Resource.objects.filter(type=type, fid__in=fids)
    ]


def counts(addresses: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """How many versions there are of the resources at these addresses, in one query."""
    wanted = list(addresses)
    rows = ResourceVersion.objects.filter(
        resource__type__in={type for type, _ in wanted},
        resource__fid__in={fid for _, fid in wanted},
    )
    told = (
        rows.values_list("resource__type", "resource__fid").annotate(count=Count("pk")).order_by()
    )
    return {(type, fid): count for type, fid, count in told}


def labels(
    addresses: Iterable[tuple[str, str]], person_id: UUID | str
) -> dict[tuple[str, str], tuple[str, str]]:
    """The section and the thread of a person's resources at these addresses, in one query."""
    wanted = set(addresses)
    rows = Resource.objects.filter(
        person=UUID(str(person_id)),
        type__in={type for type, _ in wanted},
        fid__in={fid for _, fid in wanted},
    )
    told = rows.values_list("type", "fid", "section", "thread").order_by()
    return {(type, fid): (section, thread) for type, fid, section, thread in told}


def received(person_id: UUID | str) -> dict[tuple[str, str], str]:
    """What was received with those resources of a person that have become ours."""
    rows = Resource.objects.filter(person=UUID(str(person_id)), is_ours=True).exclude(received="")
    return {(row.type, row.fid): row.received for row in rows.only("type", "fid", "received")}


def lock(type: str, fid: str) -> None:
    """Hold a resource until the transaction ends: who updates it after us waits, and sees ours."""
    Resource.objects.select_for_update().filter(type=type, fid=fid).order_by().values_list(
        "pk", flat=True
    ).first()


def versions_of(row: Resource) -> QuerySet[ResourceVersion]:
    """All versions of a resource, newest first, each with the resource itself."""
    rows = ResourceVersion.objects.filter(resource=row).select_related("resource")
    return rows.order_by("-number")


def versions_of_type(
    type: str,
    people: Iterable[UUID],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[ResourceVersion]:
    """The versions of a type, of these people and of nobody, newest first; few are held at once."""
    whose = Q(resource__person__in=list(people)) | Q(resource__person=None)
    rows = ResourceVersion.objects.filter(whose, resource__type=type).select_related("resource")
    if since:
        rows = rows.filter(at__gte=since)
    if until:
        rows = rows.filter(at__lte=until)
    return rows.order_by("-at", "-pk").iterator(chunk_size=200)


def stamp_of(scope: str) -> str:
    """Up to which change what is drawn of a person (or of a type) is right; "" for never."""
    return Drawn.objects.filter(scope=scope).values_list("stamp", flat=True).first() or ""
