"""Put rows into their lanes: each locks the head of its lane, follows it, and moves it on.

A lane stays locked until the transaction ends, and meanwhile nobody whose id has the same first
byte can be looked at on PostgreSQL. A long transaction therefore says `together`: it adds its rows
just before it ends. That also takes the lanes in order: two transactions that each note two people
could otherwise wait for each other, until the server ends one of them, whole.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction

from hearth.core.chain import Head, lane_of, link
from hearth.records.audit.many import add_rows
from hearth.records.audit.models import AuditRow, Facts, LaneHead

# From how many rows on the quicker way of adding them pays.
MANY = 20
TEXTS = [
    (field.name, field.max_length)
    for field in AuditRow._meta.concrete_fields
    if isinstance(field, models.CharField) and field.name in AuditRow.SAID
]
_waiting: ContextVar[list[Facts] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Add the rows of all that is noted inside, at the end, in the caller's transaction."""
    waiting: list[Facts] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    add(waiting)


def add(said: Sequence[Facts]) -> None:
    """Keep these rows: now, or when all that belongs together has been noted."""
    waiting = _waiting.get()
    if waiting is None:
        _add(said)
    else:
        waiting += said


@transaction.atomic(savepoint=False)
def _add(said: Sequence[Facts]) -> None:
    heads = _hold({lane_of(each.person_id) for each in said})
    rows = (_chained(each, heads[lane_of(each.person_id)]) for each in said)
    if len(said) < MANY:
        for row in rows:
            row.save(force_insert=True)
    else:
        add_rows(rows)
    LaneHead.objects.bulk_create(
        heads.values(), update_conflicts=True, unique_fields=["lane"],
        update_fields=["number", "hash"],
    )  # fmt: skip


def _hold(lanes: set[int]) -> dict[int, LaneHead]:
    """Lock these lanes until the transaction ends, always in the same order."""
    held = _locked(lanes)
    if missing := lanes - held.keys():
        # The first row of a lane. Whoever else is making the same head waits, and finds it made.
        made = [LaneHead(lane=lane) for lane in sorted(missing)]
        LaneHead.objects.bulk_create(made, ignore_conflicts=True)
        held |= _locked(missing)
    return held


def _locked(lanes: set[int]) -> dict[int, LaneHead]:
    heads = LaneHead.objects.select_for_update().filter(lane__in=lanes).order_by("lane")
    return {head.lane: head for head in heads}


def _chained(said: Facts, head: LaneHead) -> AuditRow:
    """Return the next row of a lane, and move its head on. Texts are cut to fit their columns."""
    facts = said._asdict()
    for name, most in TEXTS:
        facts[name] = facts[name][:most]
    made = link(Head(head.number, head.hash), head.lane, facts)
    head.number, head.hash = made.number, made.hash
    return AuditRow(
        id=made.key, lane=made.lane, number=made.number, previous=made.previous, hash=made.hash,
        **facts,
    )  # fmt: skip
