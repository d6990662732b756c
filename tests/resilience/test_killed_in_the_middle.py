"""E1: whoever freezes a plan is killed in the middle of writing it down.

One transaction holds the version, its audit rows and the message to the person. What was
acknowledged is there; nothing is there by half; the database and the audit trail are whole.
"""

import os
import random
import select
import signal
import time
from datetime import timedelta

import pytest
from django.db import connection, connections

from hearth.core.agreement import CannotAgree
from hearth.core.messages import MessageKind
from hearth.core.plan import Review
from hearth.jobs.anchors import Anchors
from hearth.jobs.verifying import verify
from hearth.records.audit.models import AuditRow
from hearth.records.outbox.models import Message
from hearth.records.plans.changes.versions import freeze, is_untouched
from hearth.records.plans.models import Signature, Version
from tests.world import NOW, a_world, an_agreeable_plan

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
pytestmark = pytest.mark.django_db(transaction=True)


def kills():
    if not LONG:
        return 8
    return 100 if connection.vendor == "postgresql" else 200


def freeze_for_ever(record, told):
    """Freeze version after version; acknowledge each by its number once it has committed."""
    review = Review(NOW.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home")
    while True:
        try:
            version = freeze(
                record=record, round=None, review=review, location="At home", by=record.account,
                at=NOW, identifiers={},
            )  # fmt: skip
        except CannotAgree:
            continue  # PostgreSQL may still be ending the version of the writer before.
        os.write(told, f"{version.number}\n".encode())


def one_kill(record, wait):
    """Start a writer, kill it a moment after its first yes; return all that it said yes to."""
    connections.close_all()  # a connection must not be shared by two processes
    reading, told = os.pipe()
    writer = os.fork()
    if not writer:
        try:
            freeze_for_ever(record, told)
        finally:
            os._exit(1)  # only when it was not killed
    os.close(told)
    select.select([reading], [], [], 20)
    time.sleep(wait)
    os.kill(writer, signal.SIGKILL)
    _, status = os.waitpid(writer, 0)
    said = b"".join(iter(lambda: os.read(reading, 65_536), b""))
    os.close(reading)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return [int(number) for number in said.split()]


def is_whole():
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def numbers_in(words):
    return sorted(int(each.removeprefix("version ")) for each in words)


def test_nothing_acknowledged_is_lost_and_nothing_is_there_by_half():
    world, chance = a_world(), random.Random(7)
    an_agreeable_plan(world)
    record, acknowledged = world.record(world.nurse), []

    for _ in range(kills()):
        acknowledged += one_kill(record, chance.uniform(0, 0.2))
        assert is_whole()

    frozen = list(Version.objects.order_by("number"))
    held = [version.number for version in frozen]
    print(f"E1: {kills()} kills; acknowledged {len(acknowledged)}, held {len(held)}")  # noqa: T201
    assert set(acknowledged) <= set(held)
    assert held == list(range(1, len(held) + 1))
    assert all(is_untouched(version) for version in frozen)
    assert Signature.objects.count() == len(held)
    about = AuditRow.objects.filter(did="froze the plan").values_list("what", flat=True)
    assert numbers_in(about) == held
    told = Message.objects.filter(kind=MessageKind.PLAN_READY.value)
    assert numbers_in(told.values_list("about", flat=True)) == held
    assert list(verify(Anchors())) == []
