"""Of whom a search may tell its caller: the door decides for each of them, before anything is read.

A search that names a person opens that record as a read does. One that names nobody asks the door
for all whom the caller may know of, at once; only those of whom it then tells are noted as seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from hearth.core.access import Action
from hearth.core.smart import Scope
from hearth.core.words import Section
from hearth.fhir import audit_events, drawing
from hearth.fhir.caller import Caller
from hearth.fhir.door import note_looks, open_for, opened_among
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parameters import NOBODYS
from hearth.fhir.search.asking import Asked, NotKnown, Reader
from hearth.fhir.showing import sees_all
from hearth.fhir.whose import as_person_id
from hearth.records.access.door import Record
from hearth.records.access.queries import people_reached_by
from hearth.records.access.quick import Opened
from hearth.records.exchange.conditions import (
    All,
    AnyOf,
    Condition,
    Everything,
    Group,
    Nothing,
    OfPerson,
    Sight,
)

MOST_PEOPLE = 2_000
MOST_DRAWN = 100
"""Records that one search draws again; the next one goes on from there."""


@dataclass
class Seeing:
    """Whom a caller sees in one search: their records, and what of them SQL may look at."""

    caller: Caller
    records: dict[UUID, Opened]
    sight: Sight
    type: str
    at: datetime
    noted: set[UUID] = field(default_factory=set)

    def record_of(self, person_id: UUID | None) -> Record | None:
        """The record of a person as the caller sees it; None for what is nobody's."""
        return self.records[person_id] if person_id else None

    def note(self, person_ids: Iterable[UUID | None]) -> None:
        """Note of whom something was told."""
        told = sorted({each for each in person_ids if each} - self.noted)
        note_looks([self.records[each] for each in told], self.caller, self.type, self.at)


def seeing(caller: Caller, asked: Asked, base: str, at: datetime) -> Seeing:
    """Open what the search may look at, and draw again what has changed."""
    records: dict[UUID, Opened] = {}
    noted: set[UUID] = set()
    if asked.people is not None and len(asked.people) == 1:
        records = _named(caller, next(iter(asked.people)), asked.type, at)
        noted = set(records)
    elif touches_people(asked):
        records = _all_of(caller, asked, at)
    if asked.type == "AuditEvent":
        _draw_who_looked(records, at)
    for type in sorted(NOBODYS & {asked.type, *asked.types, *_included(asked)}):
        drawing.refresh_common(type)
    scopes = Scopes(caller, base, at, frozenset(records))
    sight = Sight(groups(records), scopes.within, NOBODYS, asked.people is not None)
    return Seeing(caller, records, sight, asked.type, at, noted)


def _draw_who_looked(records: dict[UUID, Opened], at: datetime) -> None:
    """Looks are no changes: those that nobody has drawn yet are drawn when they are asked for."""
    for person_id, record in records.items():
        if record.may(Action.SEE_WHO_LOOKED):
            audit_events.catch_up(person_id, at)


def touches_people(asked: Asked) -> bool:
    """Say whether a search could tell of anybody at all."""
    return bool({asked.type, *asked.types, *_included(asked)} - NOBODYS)


def _included(asked: Asked) -> set[str]:
    """The types that could come along."""
    return set().union(*(asked.types_of(each) for each in asked.includes))


def _named(caller: Caller, said: str, type: str, at: datetime) -> dict[UUID, Opened]:
    """Open the record of the one person that a search names. Nobody is found of whom we say no."""
    person_id = as_person_id(said)
    if not person_id:
        return {}
    try:
        record = open_for(caller, person_id, type, "s", at)
    except Wrong as wrong:
        if wrong.status != 404:
            raise
        return {}
    _refresh(record, at)
    return {record.person.pk: record}


def _refresh(record: Opened, at: datetime) -> bool:
    """Draw a record again if it has changed; say whether it had."""
    if record.drawn == drawing.stamp_of_change(record.last_change, at):
        return False
    drawing.refresh(record.person.pk, at)
    return True


def _all_of(caller: Caller, asked: Asked, at: datetime) -> dict[UUID, Opened]:
    """Ask the door for everybody whom the caller may know of, or whom the search names."""
    ids = _whom(caller, asked, at)
    if len(ids) > MOST_PEOPLE:
        words = "This would look at too many people. Say of whom: patient=..."
        raise Wrong(400, Issue("too-costly", words))
    opened = opened_among(caller, ids, asked.type, "s", at)
    records = {each.person.pk: each for each in opened if each.may(Action.READ)}
    drawn = 0
    for record in records.values():
        drawn += _refresh(record, at)
        if drawn > MOST_DRAWN:
            words = "Many plans have changed since somebody last asked. Please ask again."
            raise Wrong(503, Issue("transient", words))
    return records


def _whom(caller: Caller, asked: Asked, at: datetime) -> list[UUID]:
    """The ids of those whom the caller may know of: the door then decides for each."""
    if asked.people is not None:
        return sorted({UUID(said) for each in asked.people if (said := as_person_id(each))})
    if caller.only_patient:
        return [UUID(caller.only_patient)]
    reached = people_reached_by(caller.account, on=timezone.localdate(at)).order_by("pk")
    return list(reached.values_list("pk", flat=True)[: MOST_PEOPLE + 1])


def groups(records: dict[UUID, Opened]) -> tuple[Group, ...]:
    """Put together those of whom the viewer sees the same."""
    same: dict[Group, list[UUID]] = {}
    for person_id, record in records.items():
        same.setdefault(_group(record), []).append(person_id)
    return tuple(
        Group(tuple(people), each.sections, each.closed, each.needs)
        for each, people in same.items()
    )


def _group(record: Record) -> Group:
    needs = frozenset(each.value for each in record.grant.actions if record.may(each))
    if sees_all(record):
        return Group((), None, frozenset(), needs)
    shut = {pair for view in record.grant.views for pair in view.closed}
    closed = frozenset(
        (section.value, thread)
        for section, thread in shut
        if not record.shows(Section(section), thread)
    )
    return Group((), frozenset(each.value for each in record.grant.sections), closed, needs)


@dataclass(frozen=True)
class Scopes:
    """What the scopes of the app ask of each type, as conditions."""

    caller: Caller
    base: str
    at: datetime
    people: frozenset[UUID]
    doing: str = "s"

    def within(self, type: str) -> Condition:
        """The condition on a type: nothing fits where no scope covers it."""
        held = self.caller.scopes_for(type, self.doing) or self.caller.scopes_for(type, "r")
        found = [self._condition(each, type) for each in held]
        if any(isinstance(each, Everything) for each in found):
            return Everything()
        return AnyOf(tuple(found)) if found else Nothing()

    def _condition(self, scope: Scope, type: str) -> Condition:
        parts: list[Condition] = []
        if scope.context == "patient":
            parts += self._of_launch()
        reader = Reader(self.base, self.at, Asked(type))
        for name, value in scope.only:
            try:
                parts.append(reader.condition(type, name, value, 0))
            except (NotKnown, Wrong):
                return Nothing()
        return All(tuple(parts)) if parts else Everything()

    def _of_launch(self) -> list[Condition]:
        """A scope of the context "patient" reaches only the person whom the launch names."""
        said = as_person_id(self.caller.patient)
        if not said:
            return [Nothing()]
        person = UUID(said)
        return [] if self.people <= {person} else [OfPerson(person)]
