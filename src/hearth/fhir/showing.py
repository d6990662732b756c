"""What one viewer sees of a resource: all of it, a part of it, or nothing at all.

An atomic resource is sent as it is kept, untouched. A composite is cut: references to what is
closed go out, its version is a hash of what is left, and its date is that of the first version
that looks the same to this viewer. So nothing moves when something hidden does.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearth.core.access import Action
from hearth.core.words import READING_ORDER, Section
from hearth.fhir.parsing import parsed, text_of
from hearth.records.access.door import Record
from hearth.records.exchange import queries
from hearth.records.exchange.queries import Resource, ResourceVersion

SECTIONS = frozenset(Section)
READING = Action.READ.value
ALL = "*"
"""As the reference of a part: every item of the list goes."""
assert set(READING_ORDER) <= SECTIONS


@dataclass(frozen=True)
class Shown:
    """A resource as its viewer sees it: JSON text ready to be sent, its version and its date."""

    body: str
    version: str
    at: datetime


def shown(row: Resource | ResourceVersion, record: Record | None) -> Shown | None:
    """Return what a viewer sees of a resource or of one of its versions; None for nothing.

    `record` is the person's record as the door opened it; None for what is nobody's.
    """
    resource = row if isinstance(row, Resource) else row.resource
    if resource.gone or not may_know(resource, record):
        return None
    if row.parts is None or sees_all(record):
        return Shown(row.body, row.version, row.at)
    return _cut_version(row, resource, record)


def may_know(resource: Resource, record: Record | None) -> bool:
    """Say whether a viewer may know that this resource is there."""
    if resource.person_id is None:
        return record is None or not resource.needs
    if record is None or record.person.pk != resource.person_id:
        return False
    if resource.needs not in ("", READING) and not record.may(Action(resource.needs)):
        return False
    return not resource.section or record.shows(Section(resource.section), resource.thread)


def sees_all(record: Record | None) -> bool:
    """Say whether nothing of the record is closed to a viewer."""
    return record is None or (not record.hidden and record.grant.sections >= SECTIONS)


def versions_shown(row: Resource, record: Record | None) -> Iterator[tuple[ResourceVersion, Shown]]:
    """Yield the versions that a viewer can tell apart, newest first."""
    if not may_know(row, record) or row.gone:
        return
    rows = list(queries.versions_of(row))
    if sees_all(record) or (row.parts is None and all(each.parts is None for each in rows)):
        yield from ((each, Shown(each.body, each.version, each.at)) for each in rows)
        return
    runs = list(_runs(reversed(rows), record))
    for first, body in reversed(runs):
        yield first, _sealed(body, first.at)


def _cut_version(
    row: Resource | ResourceVersion, resource: Resource, record: Record | None
) -> Shown:
    """Cut one version, and find since when it looks like that to this viewer."""
    newest = row.at
    older = reversed([each for each in queries.versions_of(resource) if each.at <= newest])
    first, body = list(_runs(older, record))[-1]
    return _sealed(body, first.at)


def _runs(
    oldest_first: Iterable[ResourceVersion], record: Record | None
) -> Iterator[tuple[ResourceVersion, dict[str, Any]]]:
    """Yield the first version of each run of versions that look the same to this viewer."""
    last: dict[str, Any] | None = None
    for each in oldest_first:
        body = without_meta(cut(parsed(each.body.encode()), each.parts or [], record))
        if body != last:
            yield each, body
        last = body


def cut(body: dict[str, Any], parts: list[list[str]], record: Record | None) -> dict[str, Any]:
    """Return the body without the items that refer to what this viewer does not see."""
    for path, reference, section, thread in parts:
        if path not in body or (record is not None and record.shows(Section(section), thread)):
            continue
        held = body[path]
        items = held if isinstance(held, list) else [held]
        kept = [each for each in items if not is_cut(each, reference)]
        if len(kept) < len(items):
            rest = {k: v for k, v in body.items() if k != path}
            body = {k: kept if k == path else v for k, v in body.items()} if kept else rest
    return body


def is_cut(item: Any, reference: str) -> bool:
    """Say whether a part with this reference cuts an item."""
    return reference == ALL or refers_to(item, reference)


def refers_to(held: Any, reference: str) -> bool:
    """Say whether a reference stands anywhere in a value."""
    if isinstance(held, dict):
        return held.get("reference") == reference or any(
            refers_to(each, reference) for each in held.values()
        )
    return isinstance(held, list) and any(refers_to(each, reference) for each in held)


def without_meta(body: dict[str, Any]) -> dict[str, Any]:
    """Leave out the version and the date; what else `meta` says stays."""
    meta = {k: v for k, v in body.get("meta", {}).items() if k not in ("versionId", "lastUpdated")}
    rest = {k: v for k, v in body.items() if k != "meta"}
    return rest | ({"meta": meta} if meta else {})


def _sealed(body: dict[str, Any], at: datetime) -> Shown:
    version = version_of(body, at)
    return Shown(with_version(body, version, at), version, at)


def version_of(body: dict[str, Any], at: datetime) -> str:
    """Return the version of a composite: a hash of what it says, and since when."""
    said = text_of(without_meta(body)) + instant(at)
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def with_version(body: dict[str, Any], version: str, at: datetime) -> str:
    """Return the JSON text of a body, with its version and its date in `meta`."""
    first = {"resourceType": body["resourceType"], "id": body["id"]}
    meta = {**body.get("meta", {}), "versionId": version, "lastUpdated": instant(at)}
    rest = {k: v for k, v in body.items() if k not in ("resourceType", "id", "meta")}
    return text_of({**first, "meta": meta, **rest})


def instant(at: datetime) -> str:
    """Write a moment as R4's instant, to the millisecond."""
    return at.isoformat(timespec="milliseconds")
