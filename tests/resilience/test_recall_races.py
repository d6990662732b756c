"""Letters of the recall in a race: taken back or sent, whole; and none after a death (G7)."""

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from hearth.core.messages import MessageWay
from hearth.core.recall.facts import CannotRecall
from hearth.jobs.sending import send_due
from hearth.records.outbox.bulk import CannotTakeBack
from hearth.records.outbox.models import Message
from hearth.records.people.deaths import record_death
from hearth.records.people.models import Person
from hearth.records.recall.changes.sending import take_back
from hearth.records.recall.models import Recall
from tests.recalling import LATER, a_batch, on_the_list
from tests.resilience.test_letters_to_the_dead import SlowProvider
from tests.world import NOW, a_world

RACES = 200 if os.environ.get("HEARTH_TEST_LONG") else 8
LETTERS = 4
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return a_world()


def at_once(*doing):
    """Do these in threads that start in the same moment; return what each gave."""
    start = Barrier(len(doing))

    def run(each):
        start.wait()
        try:
            return each()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doing)) as pool:
        return [one.result() for one in [pool.submit(run, each) for each in doing]]


def send_what_was_put_back(provider):
    """Two workers met over one person: the letter is due again by the clock on the wall."""
    soon = timezone.now() + timedelta(minutes=5)
    send_due(at=soon, providers=dict.fromkeys(MessageWay, provider))


def test_a_batch_is_taken_back_whole_or_sent_whole_whoever_is_first(world):
    chance, ends = random.Random(4), []
    for _ in range(RACES):
        people = on_the_list(world, LETTERS)
        batch, provider = a_batch(world, people=people), SlowProvider(0.0)
        waits = chance.uniform(0, 0.02), chance.uniform(0, 0.02)

        def undo(batch=batch, wait=waits[0]):
            time.sleep(wait)
            try:
                take_back(batch=batch, by=world.administrator, at=NOW + timedelta(minutes=9))
            except (CannotTakeBack, CannotRecall):
                return False
            return True

        def send(provider=provider, wait=waits[1]):
            time.sleep(wait)
            send_due(at=LATER, providers=dict.fromkeys(MessageWay, provider))

        undone, *_ = at_once(undo, send, send)
        send_what_was_put_back(provider)
        ends.append((undone, len(provider.done)))

    print(f"Races to take back: {sum(undone for undone, _ in ends)} of {RACES} won")  # noqa: T201
    assert set(ends) <= {(True, 0), (False, LETTERS)}
    assert not Message.objects.filter(next_at__isnull=False).exists()


def test_no_letter_of_a_batch_leaves_after_a_death_has_been_recorded(world):
    chance = random.Random(5)
    for _ in range(RACES):
        (person,) = on_the_list(world, 1)
        recall, provider = Recall.objects.get(person=person), SlowProvider(0.001)
        pause = chance.uniform(0, 0.03)

        def batch(person=person):
            try:
                a_batch(world, people=[person])
            except CannotRecall:
                return

        def die(person=person, wait=pause):
            time.sleep(wait)
            who = Person.objects.get(pk=person)
            record_death(person=who, died_on=NOW.date(), told_by="Sam", by=world.nurse, at=NOW)
            return time.monotonic()

        def send(provider=provider):
            for _ in range(3):
                send_due(at=LATER, providers=dict.fromkeys(MessageWay, provider))

        _, died, _ = at_once(batch, die, send)
        send_what_was_put_back(provider)
        assert all(moment <= died for moment in provider.done)
        assert recall.lines.count() <= 1
    assert not Message.objects.filter(next_at__isnull=False).exists()
