"""E1: whoever freezes a plan is killed in the middle of writing it down.

One transaction holds the version, its audit rows and the message to the person. What was
acknowledged is there; nothing is there by half; the database and the audit trail are whole.
"""

import os
import random
import signal
import time

import pytest
from django.db import connection

from hearth.core.messages import MessageKind
from hearth.jobs.anchors import Anchors
from hearth.jobs.verifying import verify
from hearth.records.audit.models import AuditRow
from hearth.records.outbox.models import Message
from hearth.records.plans.changes.versions import is_untouched
from hearth.records.plans.models import Signature, Version
from tests.resilience.freezing import starting_writers
from tests.resilience.workers import on_the_same_database
from tests.world import a_world, an_agreeable_plan

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
pytestmark = pytest.mark.django_db(transaction=True)


def kills():
    if not LONG:
        return 8
    return 100 if connection.vendor == "postgresql" else 200


def one_kill(writers, wait):
    """Start a writer, kill it a moment after its first yes; return all that it said yes to."""
    writers.stdin.write("start\n")
    writers.stdin.flush()
    writer, first = int(writers.stdout.readline()), writers.stdout.readline()
    time.sleep(wait)
    os.kill(writer, signal.SIGKILL)
    more = iter(writers.stdout.readline, f"ended {signal.SIGKILL:d}\n")
    return [int(first), *map(int, more)]


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
    acknowledged = []

    environment = on_the_same_database().environment()
    with starting_writers(environment, world.person.pk, world.nurse.pk) as writers:
        for _ in range(kills()):
            acknowledged += one_kill(writers, chance.uniform(0, 0.2))
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
