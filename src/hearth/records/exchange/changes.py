"""Keep resources: drawn from our record, or sent by others. Few statements, however many.

Two who write the next version of one resource both try to write the same number, and one fails.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count

from hearth.records.exchange.models import Drawn, Findable, Resource, ResourceVersion
from hearth.records.people.models import Account

MANY = 500


class Outrun(Exception):
    """Somebody else kept the next version of this resource first."""


@dataclass(frozen=True)
class Past:
    """One version, ready to be sent: `body` is JSON text with its id and meta in it."""

    version: str
    at: datetime
    body: str
    by_name: str = ""
    parts: list[list[str]] | None = None


@dataclass(frozen=True)
class Row:
    """One resource to be kept: its labels, all its versions in order, what finds the newest.

    `findables` are the fields of `Findable`, but for the resource and its type.
    """

    type: str
    fid: str
    versions: tuple[Past, ...]
    person_id: UUID | str | None = None
    section: str = ""
    thread: str = ""
    needs: str = ""
    is_ours: bool = False
    received: str = ""
    app: str = ""
    findables: Sequence[Mapping[str, Any]] = field(default=())

    @property
    def newest(self) -> Past:
        return self.versions[-1]


def keep_drawn(
    scope: str,
    rows: Iterable[Row],
    *,
    stamp: str,
    at: datetime,
    all: bool = True,
    change: int = 0,
) -> None:
    """Keep what was drawn anew of one scope: only what changed. Nothing is noted as looked at.

    `scope` is the id of a person or a type. With `all`, what was drawn before and is not among
    `rows` is gone. What was received with a resource stays with it.
    """
    with transaction.atomic():
        _hold(scope, at)
        drawn = {(row.type, row.fid): row for row in rows}
        held = _held(scope)
        _adopt(drawn, held)
        _keep([(row, held.get(key)) for key, row in drawn.items() if _differs(row, held.get(key))])
        if all:
            gone = [row.pk for key, row in held.items() if key not in drawn and not row.gone]
            Resource.objects.filter(pk__in=gone).update(gone=True)
        Drawn.objects.filter(scope=scope).update(stamp=stamp, change=change, at=at)


def _hold(scope: str, at: datetime) -> None:
    """Let one after the other draw the same scope."""
    person_id = None if scope[:1].isupper() else UUID(scope)
    first = {"stamp": "", "at": at, "person_id": person_id}
    Drawn.objects.get_or_create(scope=scope, defaults=first)
    Drawn.objects.select_for_update().get(scope=scope)


def _held(scope: str) -> dict[tuple[str, str], Resource]:
    ours = Resource.objects.filter(is_ours=True)
    is_type = scope[:1].isupper()
    rows = ours.filter(type=scope, person=None) if is_type else ours.filter(person=UUID(scope))
    counted = rows.annotate(count=Count("versions")).order_by("pk")
    return {(row.type, row.fid): row for row in counted}


def _adopt(drawn: Mapping[tuple[str, str], Row], held: dict[tuple[str, str], Resource]) -> None:
    """Go on with what another system sent before it became part of the same record."""
    new = [row for key, row in drawn.items() if key not in held]
    if not new:
        return
    found = Resource.objects.filter(
        type__in={row.type for row in new}, fid__in=[row.fid for row in new], is_ours=False
    )
    for each in found.annotate(count=Count("versions")):
        row = drawn.get((each.type, each.fid))
        if row is not None and str(each.person_id or "") == str(row.person_id or ""):
            held[each.type, each.fid] = each


def _differs(row: Row, held: Resource | None) -> bool:
    return (
        held is None or held.gone or _labels(row) != _labels(held) or row.newest.body != held.body
    )


def _labels(row: Any) -> tuple[Any, ...]:
    return row.section, row.thread, row.needs


def keep(
    rows: Sequence[Row],
    *,
    by: Account | None,
    at: datetime,  # noqa: ARG001  each version carries its own
) -> list[Resource]:
    """Keep what other systems sent, in the caller's transaction; their notes are the callers'.

    Raises Outrun where somebody else was first.
    """
    found = Resource.objects.filter(
        type__in={row.type for row in rows}, fid__in={row.fid for row in rows}
    )
    counted = found.annotate(count=Count("versions"))
    held = {(row.type, row.fid): row for row in counted}
    return _keep([(row, held.get((row.type, row.fid))) for row in rows], by=by)


def _keep(
    pairs: Sequence[tuple[Row, Resource | None]], *, by: Account | None = None
) -> list[Resource]:
    new = [_filled(Resource(), row, by) for row, held in pairs if held is None]
    old = [_filled(held, row, by) for row, held in pairs if held is not None]
    try:
        Resource.objects.bulk_create(new, batch_size=MANY)
        Resource.objects.bulk_update(old, FIELDS, batch_size=MANY)
        kept = {(each.type, each.fid): each for each in (*new, *old)}
        ResourceVersion.objects.bulk_create(_versions(pairs, kept), batch_size=MANY)
    except IntegrityError as error:
        raise Outrun from error
    Findable.objects.filter(resource__in=[each.pk for each in old]).delete()
    Findable.objects.bulk_create(
        (
            Findable(resource=kept[row.type, row.fid], type=row.type, **each)
            for row, _ in pairs
            for each in row.findables
        ),
        batch_size=MANY,
    )
    return [kept[row.type, row.fid] for row, _ in pairs]


FIELDS = (
    "section", "thread", "needs", "is_ours", "version", "at", "body", "parts", "received",
    "app", "by", "gone",
)  # fmt: skip


def _filled(resource: Resource, row: Row, by: Account | None) -> Resource:
    newest = row.newest
    resource.type, resource.fid, resource.person_id = row.type, row.fid, row.person_id  # type: ignore[assignment]
    resource.section, resource.thread, resource.needs = row.section, row.thread, row.needs
    resource.is_ours, resource.gone = row.is_ours, False
    resource.version, resource.at, resource.body = newest.version, newest.at, newest.body
    resource.parts = newest.parts
    resource.received, resource.app = row.received or resource.received, row.app or resource.app
    resource.by = by or resource.by
    return resource


def _versions(
    pairs: Sequence[tuple[Row, Resource | None]], kept: Mapping[tuple[str, str], Resource]
) -> Iterable[ResourceVersion]:
    """The versions that are not kept yet: those after as many as there are, or the newest."""
    for row, held in pairs:
        count = getattr(held, "count", 0)
        more = row.versions[count:] or row.versions[-1:]
        for number, past in enumerate(more, start=count + 1):
            yield ResourceVersion(
                resource=kept[row.type, row.fid], number=number, version=past.version, at=past.at,
                body=past.body, parts=past.parts, by_name=past.by_name, was_created=number == 1,
            )  # fmt: skip
