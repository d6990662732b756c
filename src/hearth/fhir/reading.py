"""Read one resource, now or as it stood, through the door; and search."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from hearth.fhir.caller import Caller
from hearth.fhir.door import open_for
from hearth.fhir.drawing import refresh, refresh_common, stamp_of_change
from hearth.fhir.index import findables
from hearth.fhir.made import Body, Mapper
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.mappers.shapes import TYPES_OF_ENTRIES
from hearth.fhir.outcome import Issue, Wrong, not_there
from hearth.fhir.parsing import parsed
from hearth.fhir.showing import Shown, shown, versions_shown
from hearth.fhir.whose import NAMED_BY_THE_PERSON, as_person_id
from hearth.records.access.door import Record
from hearth.records.access.queries import supported_by
from hearth.records.access.quick import Opened
from hearth.records.exchange import queries
from hearth.records.plans.queries.for_others import person_of_entry

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Found:
    """One resource as its caller sees it. `record`: of whom it is; none for what is nobody's."""

    row: queries.Resource
    record: Record | None
    shown: Shown


def mapper_of(type: str) -> Mapper:
    """Return what we know of a type. Raises Wrong (404) for one that we do not speak of."""
    if type not in MAPPERS:
        raise Wrong(404, Issue("not-supported", f"We have no resources of the type {type[:40]}."))
    return MAPPERS[type]


def must_be_in_scope(caller: Caller, type: str, doing: str) -> None:
    """Raise Wrong (403) where no scope of the app reaches this, of whomever."""
    if not caller.may(type, doing):
        words = f"This app was not allowed to do this with {type}: no scope covers it."
        raise Wrong(403, Issue("forbidden", words))


def read(caller: Caller, type: str, fid: str, *, at: datetime, doing: str = "r") -> Found:
    """Find one resource and show what its caller may see of it. Raises Wrong."""
    mapper_of(type)
    must_be_in_scope(caller, type, doing)
    row = queries.one(type, fid)
    person_id = str(row.person_id or "") if row else whose(type, fid)
    if not person_id:
        refresh_common(type)
        return _seen(caller, queries.one(type, fid), None, doing)
    record = opened(caller, person_id, type, doing, at)
    if freshened(record, at):
        row = queries.one(type, fid)
    return _seen(caller, row, record, doing)


def _seen(caller: Caller, row: queries.Resource | None, record: Record | None, doing: str) -> Found:
    seen = shown(row, record) if row is not None else None
    if row is not None and seen is None and doing == "r" and _is_the_caller(caller, row):
        seen = Shown(row.body, row.version, row.at)
    if row is None or seen is None:
        raise not_there()
    if not fits(caller, row.type, doing, seen.body, str(row.person_id or "")):
        raise not_there()
    return Found(row, record, seen)


def _is_the_caller(caller: Caller, row: queries.Resource) -> bool:
    """Say whether this stands for the supporter who calls: they see that one, and no other."""
    if row.gone or row.type != "RelatedPerson":
        return False
    today = timezone.localdate()
    mine = supported_by(caller.account, on=today)
    return (row.person_id, row.fid) in {(each.person_id, f"supporter-{each.pk}") for each in mine}


def freshened(record: Record, at: datetime) -> bool:
    """Draw a record's resources again if it has changed; say whether it had."""
    if isinstance(record, Opened) and record.drawn == stamp_of_change(record.last_change, at):
        return False
    refresh(record.person.pk, at)
    return True


def fits(caller: Caller, type: str, doing: str, body: str | Body, person_id: str) -> bool:
    """Say whether a scope reaches a resource; scopes such as `?category=...` reach but some.

    `person_id` says whose it is, "" for nobody's: a scope of a launch opens nobody else's.
    """
    scopes = [
        scope
        for scope in caller.scopes_for(type, doing)
        if scope.context != "patient" or person_id in ("", caller.patient)
    ]
    if any(not scope.only for scope in scopes):
        return True
    held = parsed(body.encode()) if isinstance(body, str) else body
    found = {(each.param, each.text): each.system for each in findables(held)}
    return any(all(_holds(found, *pair) for pair in scope.only) for scope in scopes)


def _holds(found: dict[tuple[str, str], str], name: str, value: str) -> bool:
    system, bar, code = value.rpartition("|")
    return (name, code) in found and (not bar or found[name, code] == system)


def opened(caller: Caller, person_id: str, type: str, doing: str, at: datetime) -> Record:
    """Open the record at the door. A refusal says which, so that it is noted after a rollback."""
    try:
        return open_for(caller, person_id, type, doing, at)
    except Wrong as wrong:
        wrong.denied = (caller, person_id, type, doing, at)  # type: ignore[attr-defined]
        raise


def note_denial(error: BaseException | None) -> None:
    """Note a refusal at the door once more, where a rollback took its audit row along."""
    while error is not None:
        if denied := getattr(error, "denied", None):
            with suppress(Wrong):
                open_for(*denied)
            return
        error = error.__cause__


def vread(caller: Caller, type: str, fid: str, version: str, *, at: datetime) -> Found:
    """Read one as it stood in a version that this caller can tell apart."""
    now = read(caller, type, fid, at=at)
    if version == now.shown.version:
        return now
    for _, seen in versions_shown(now.row, now.record):
        if seen.version == version:
            return Found(now.row, now.record, seen)
    raise not_there()


def whose(type: str, fid: str) -> str:
    """Return the person of a resource that was never drawn, where its id says whose it is."""
    if type in TYPES_OF_ENTRIES and (found := person_of_entry(fid[:36])):
        return str(found)
    if type == "CareTeam":
        return as_person_id(fid.removeprefix("team-").removeprefix("circle-"))
    return as_person_id(fid) if type in NAMED_BY_THE_PERSON else ""


def searched(caller: Caller, type: str, pairs: Pairs, base: str, handling: str = "") -> bytes:
    """Return the Bundle of what a search finds."""
    mapper_of(type)
    must_be_in_scope(caller, type, "s")
    from hearth.fhir.search import search

    return search(caller, type, pairs, base, handling=handling)
