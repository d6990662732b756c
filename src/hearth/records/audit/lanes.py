"""Put rows into their lanes: each locks the head of its lane, follows it, and moves it on.

A lane stays locked until the transaction ends. One that notes two people holds two lanes, and on
PostgreSQL two such transactions could wait for each other for ever; the server would then end one
of them, whole, after a second. Whoever notes several people in one transaction therefore calls
`hold_lanes` first (`note_all` does): lanes are always taken in the same order.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import models, transaction

from hearth.core.chain import Head, Link, lane_of, link
from hearth.records.audit.many import add_rows
from hearth.records.audit.models import AuditRow, LaneHead

# From how many rows on the quicker way of adding them pays.
MANY = 20
TEXTS = [
    (field.name, field.max_length)
    for field in AuditRow._meta.concrete_fields
    if isinstance(field, models.CharField) and field.name in AuditRow.SAID
]


def hold_lanes(person_ids: Iterable[UUID | None]) -> dict[int, LaneHead]:
    """Lock the lanes of these people until the transaction ends, in order. Returns the heads."""
    lanes = sorted({lane_of(person_id) for person_id in person_ids})
    held = _locked(lanes)
    if missing := [lane for lane in lanes if lane not in held]:
        # The first row of a lane. Whoever else is making the same head waits, and finds it made.
        LaneHead.objects.bulk_create(
            [LaneHead(lane=lane) for lane in missing], ignore_conflicts=True
        )
        held |= _locked(missing)
    return held


def _locked(lanes: Sequence[int]) -> dict[int, LaneHead]:
    heads = LaneHead.objects.select_for_update().filter(lane__in=lanes).order_by("lane")
    return {head.lane: head for head in heads}


@transaction.atomic(savepoint=False)
def add(rows: Sequence[AuditRow]) -> None:
    """Chain and keep these rows. Their texts are cut to what their columns hold."""
    heads = hold_lanes(row.person_id for row in rows)
    for row in rows:
        _chain(row, heads[lane_of(row.person_id)])
    if len(rows) < MANY:
        for row in rows:
            row.save(force_insert=True)
    else:
        add_rows(rows)
    for head in heads.values():
        head.save(update_fields=["number", "hash"])


def _chain(row: AuditRow, head: LaneHead) -> None:
    for name, most in TEXTS:
        setattr(row, name, getattr(row, name)[:most])
    made = link(Head(head.number, head.hash), head.lane, row.facts)
    place(row, made)
    head.number, head.hash = made.number, made.hash


def place(row: AuditRow, made: Link) -> None:
    """Write down where a row stands in its lane."""
    row.id, row.lane, row.number = made.key, made.lane, made.number
    row.previous, row.hash = made.previous, made.hash
