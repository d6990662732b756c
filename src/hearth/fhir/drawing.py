"""Draw a record's resources again when the record has changed since they were drawn.

Every change to a record leaves an audit row. What was drawn at another last change than the
record's is drawn again before the answer, so that nobody is ever sent an old plan (ADR 13).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from hearth.fhir.keeping import rows_drawn
from hearth.fhir.made import Made, Mapper, Whole
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.outcome import Issue, Wrong
from hearth.records.access.whole import whole
from hearth.records.audit.queries import last_change
from hearth.records.exchange import changes, queries
from hearth.records.exchange.freshness import changed

MOST = 100
"""How many records one search draws again at most."""


def refresh(person_id: UUID | str, at: datetime) -> None:
    """Draw one person's resources again, unless nothing has changed since they were drawn.

    Raises NotVisible when there is no such person.
    """
    stamp = stamp_now(person_id, at)
    if queries.stamp_of(str(person_id)) != stamp:
        draw(person_id, stamp, at)


def stamp_now(person_id: UUID | str, at: datetime) -> str:
    """Say up to what a record stands now: its last change, and the day (dates come and go)."""
    return stamp_of_change(last_change(UUID(str(person_id))), at)


def stamp_of_change(change: int, at: datetime) -> str:
    """Write the stamp of a record whose last change is this one."""
    return f"{change} {timezone.localdate(at).isoformat()}"


def draw(person_id: UUID | str, stamp: str, at: datetime) -> None:
    """Draw all of one person's resources. Two who do so at once make the same."""
    held = Whole(whole(person_id), at)
    made = (each for mapper in MAPPERS.values() for each in _drawn(mapper, held))
    rows = rows_drawn(made, person_id, queries.received(person_id))
    change = int(stamp.partition(" ")[0])
    changes.keep_drawn(str(person_id), rows, stamp=stamp, at=at, change=change)


def refresh_changed(people: QuerySet[Any], at: datetime) -> None:
    """Draw those of many people again whose record has changed; few, as the worker draws ahead.

    Raises Wrong (503) where too many wait: a search over them would miss some, or be old.
    """
    waiting = changed(people)[: MOST + 1]
    if len(waiting) > MOST:
        words = "Many records have changed. They are being drawn; please ask again in a minute."
        raise Wrong(503, Issue("transient", words))
    for person_id in waiting:
        draw(person_id, stamp_now(person_id, at), at)


def _drawn(mapper: Mapper, held: Whole) -> list[Made]:
    return list(mapper.draws(held)) if mapper.draws else []


def refresh_common(type: str) -> None:
    """Draw what is nobody's of one type again, if its stamp has moved on."""
    mapper = MAPPERS[type]
    if mapper.common is None:
        return
    before = queries.stamp_of(type)
    common = mapper.common(before)
    if common.stamp != before:
        rows = rows_drawn(common.made)
        changes.keep_drawn(type, rows, stamp=common.stamp, at=timezone.now(), all=common.all)
