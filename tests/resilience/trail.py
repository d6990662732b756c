"""A small audit trail, and an attacker who has the database's password and our source code."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from hearth.core.chain import START, Head, key_of, link
from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.models import AuditRow, LaneHead

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
PEOPLE = [UUID(int=(number * 37 % 256) << 120 | number) for number in range(6)]


def lay_a_trail() -> None:
    """Note 20 things about each of six people, in six lanes."""
    note_all(
        Note(
            "looked", NOON + timedelta(minutes=minute), person, minute % 3, "Grace Okafor", what=""
        )
        for minute in range(20)
        for person in PEOPLE
    )


def open_the_way() -> None:
    """Lift triggers and constraints with plain SQL, as whoever owns the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = 1")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE audit_auditrow DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE audit_auditrow DROP CONSTRAINT audit_row_key_is_its_place")


def close_the_way() -> None:
    """Put SQLite's own switch back; all else comes back with the transaction."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = 0")


def some_row(chance: Random) -> AuditRow:
    """Any row at all."""
    return chance.choice(list(AuditRow.objects.order_by("pk")))


def edit(chance: Random) -> str:
    """Change one column of one row, to anything that the column takes."""
    row = some_row(chance)
    column = chance.choice([field.attname for field in AuditRow._meta.concrete_fields])
    old = getattr(row, column)
    new = other_value(column, old, chance)
    AuditRow.objects.filter(pk=row.pk).update(**{column: new})
    return f"edit {column}"


def other_value(column: str, old: Any, chance: Random) -> object:
    """Another value of the same sort, near to the old one or far from it."""
    return chance.choice([value for value in values_of(column, old, chance) if value != old])


def values_of(column: str, old: Any, chance: Random) -> list[object]:
    if column == "account_id":
        return [None, 77, (old or 0) + 1]
    if column in ("person_id", "thread"):
        return [None, UUID(int=chance.getrandbits(128)), *PEOPLE]
    if column == "id":
        return [1, 2**62, key_of(200, 1), old + 2**20]
    if isinstance(old, bool):
        return [not old]
    if isinstance(old, datetime):
        return [old + timedelta(microseconds=1), old - timedelta(days=400)]
    if isinstance(old, int):
        return [old + 1, old + 5, old + 100]
    return [f"x{old}"[:60], old[:-1], "Nobody"]


def delete(chance: Random) -> str:
    """Take out one row, or some that follow each other."""
    row = some_row(chance)
    last = row.pk + chance.choice([0, 0, 3])
    AuditRow.objects.filter(pk__gte=row.pk, pk__lte=last).delete()
    return "delete"


def insert(chance: Random) -> str:
    """Slip in a copy of a row: later ones move up by one place, or it goes behind the head."""
    row = some_row(chance)
    later = AuditRow.objects.filter(lane=row.lane, number__gte=row.number).order_by("-pk")
    if chance.random() < 0.5:
        for each in later:
            AuditRow.objects.filter(pk=each.pk).update(id=F("id") + 1, number=F("number") + 1)
    else:
        row = later[0]
        made = link(Head(row.number, row.hash), row.lane, dict(row.facts))
        row.id, row.number, row.previous, row.hash = made.key, made.number, made.previous, made.hash
    row.save(force_insert=True)
    return "insert"


def reorder(chance: Random) -> str:
    """Let two rows change places, with or without their hashes."""
    one = some_row(chance)
    two = chance.choice(
        list(AuditRow.objects.filter(lane=one.lane).exclude(pk=one.pk).order_by("pk"))
    )
    names = [*AuditRow.SAID, *chance.choice([[], ["hash"], ["hash", "previous"]])]
    for here, there in ((one, two), (two, one)):
        AuditRow.objects.filter(pk=here.pk).update(**{name: getattr(there, name) for name in names})
    return "reorder"


def cut_the_tail(chance: Random) -> str:
    """Take away the last rows of a lane; the clever attacker moves its head back too."""
    row = some_row(chance)
    AuditRow.objects.filter(lane=row.lane, number__gte=row.number).delete()
    if clever := chance.random() < 0.7:
        before = AuditRow.objects.filter(lane=row.lane).order_by("-number").first()
        LaneHead.objects.filter(lane=row.lane).update(
            number=row.number - 1, hash=before.hash if before else START
        )
    return "cut tail and move the head" if clever else "cut tail"


def rewrite(chance: Random) -> str:
    """Change or drop one row, then make every hash after it anew, and the head."""
    row = some_row(chance)
    if chance.random() < 0.5:
        AuditRow.objects.filter(pk=row.pk).delete()
    else:
        AuditRow.objects.filter(pk=row.pk).update(who="Nobody")
    lanes = [row.lane] if chance.random() < 0.5 else sorted({each.bytes[0] for each in PEOPLE})
    for lane in lanes:
        forge(lane)
    return "rewrite one lane" if len(lanes) == 1 else "rewrite all"


def forge(lane: int) -> None:
    """Chain a lane anew from its first row, as Hearth itself would."""
    rows = list(AuditRow.objects.filter(lane=lane).order_by("number"))
    AuditRow.objects.filter(lane=lane).delete()
    head = Head()
    for row in rows:
        made = link(head, lane, dict(row.facts))
        row.id, row.number, row.previous, row.hash = made.key, made.number, made.previous, made.hash
        row.save(force_insert=True)
        head = Head(made.number, made.hash)
    LaneHead.objects.filter(lane=lane).update(number=head.number, hash=head.hash)


def change_a_head(chance: Random) -> str:
    """Point the head of a lane elsewhere, or throw it away."""
    head = LaneHead.objects.filter(lane=some_row(chance).lane)
    change = chance.choice(
        [
            lambda: head.update(number=F("number") + 1),
            lambda: head.update(number=F("number") - 1),
            lambda: head.update(hash="0" * 64),
            head.delete,
        ]
    )
    change()
    return "change a head"


TAMPERINGS: list[Callable[[Random], str]] = [
    edit, edit, edit, delete, insert, reorder, cut_the_tail, rewrite, change_a_head,
]  # fmt: skip
