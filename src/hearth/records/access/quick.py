"""The facts of the door in one statement, for one person or for many (ADR 13).

`ties.py` reads each kind of row with a query of its own; other software asks a hundred times a
second. The rule is the same one: only how the rows are read differs. Nothing is kept for later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from hearth.core.access import Grant
from hearth.records.access.door import Record, decided
from hearth.records.access.quick_rows import Facts
from hearth.records.access.quick_statement import read
from hearth.records.access.ties import ties_from
from hearth.records.people.models import Account, Person

MANY = 400
"""People in one statement."""


@dataclass(frozen=True)
class Opened(Record):
    """A record, and up to which change what others see of it is drawn.

    `last_change` is the key of the last change to it (0: none); `drawn` the stamp that was kept
    when it was last drawn ("" for never). Both are as they were when the door decided.
    """

    last_change: int = 0
    drawn: str = ""


@dataclass(frozen=True)
class Decided:
    """What the door decides of one person: the record to hand out, or nothing to be known."""

    person: Person
    grant: Grant
    title: str
    record: Opened | None


def decide(person_id: UUID | str, *, by: Account, at: datetime) -> Decided | None:
    """Decide of one person; None where there is none. Notes nothing: that is the caller's."""
    return next(decide_all([person_id], by=by, at=at), None)


def decide_all(person_ids: Iterable[UUID | str], *, by: Account, at: datetime) -> Iterator[Decided]:
    """Decide of many people, some hundreds in one statement. Those that do not exist are left out.

    Notes nothing: whoever shows something of a record notes the look.
    """
    ids = (found for each in person_ids if (found := _uuid(each)))
    while some := list(islice(ids, MANY)):
        for row in read(some, by):
            yield _decided(Facts(row, at), by, at)


def _uuid(given: UUID | str) -> UUID | None:
    if isinstance(given, UUID):
        return given
    try:
        return UUID(given)
    except ValueError:
        return None


def _decided(facts: Facts, by: Account, at: datetime) -> Decided:
    person, death = facts.person, facts.death
    ties = ties_from(facts, person, by, at=at)
    opened, title = decided(ties, person, death, facts.seals(), by=by, at=at)
    record = None
    if opened.role is not None:
        record = Opened(person, opened, by, title, death, facts.last_change, facts.drawn)
    return Decided(person, opened, title, record)
