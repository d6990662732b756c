"""E7: histories of 8 clients at once, recorded and checked afterwards, as Jepsen does.

Four change the same line, one freezes the plan, one shares and takes back, two read what is shared.
No change is lost, versions only grow, nothing is read after it was taken back. 500 histories with
HEARTH_TEST_LONG=1, fewer otherwise; it prints its counts.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.words import Refused, Section
from hearth.records.access.door import NotVisible, open_record
from hearth.records.access.models import Share
from hearth.records.access.shares import end_share
from hearth.records.plans.changes.entries import MovedOn, Voice, write
from hearth.records.plans.changes.versions import Said, freeze
from hearth.records.plans.models import Entry, Version
from hearth.records.plans.queries.entries import current_entry
from tests.sharing import RISK, an_outsider, record_of, said, shared
from tests.world import World, a_world, an_agreeable_plan

HISTORIES = 500 if os.environ.get("HEARTH_TEST_LONG") else 12
CLIENTS, OPERATIONS = 8, 3

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Event:
    """One operation: who did what, when it was asked and answered, and the answer."""

    did: str
    asked: int
    answered: int
    answer: Any


@pytest.fixture
def clients() -> Iterator[ThreadPoolExecutor]:
    """Eight at once, each with a connection of their own."""
    with ThreadPoolExecutor(CLIENTS) as all_of_them:
        yield all_of_them
        together = Barrier(CLIENTS)
        list(all_of_them.map(lambda _: (together.wait(), connection.close()), range(CLIENTS)))


class Place:
    """One person, a line that many change, and a colleague from afar with whom it is shared."""

    def __init__(self) -> None:
        self.world: World = a_world()
        an_agreeable_plan(self.world)
        self.colleague, self.post = an_outsider()
        self.nurse = record_of(self.world, self.world.nurse)
        # Her own words: a change to the person's would only be suggested.
        self.thread = said(self.world, self.world.nurse, "risk", own=True, **RISK).thread

    def edit(self, words: str) -> Any:
        """Change the line that was read. The new number; None where someone was first."""
        now = current_entry(self.nurse, self.thread)
        content = {**now.content, "text": words}
        try:
            return write(
                record=self.nurse, kind="risk", content=content, thread=self.thread,
                base_number=now.number, by=self.world.nurse, at=timezone.now(),
                voice=Voice(own=True),
            ).number  # fmt: skip
        except MovedOn:
            return None

    def freeze(self, _: str) -> Any:
        today = timezone.localdate()
        try:
            return freeze(
                record=self.nurse, round=None, by=self.world.nurse, at=timezone.now(),
                review=Review(today + timedelta(days=180), "Ruth Adeyemi", "A visit"),
                location="At home", identifiers={},
                said=Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM),
            ).number  # fmt: skip
        except Refused:
            return None

    def share(self, _: str) -> None:
        shared(self.world, self.post, Section.GOALS)

    def take_back(self, _: str) -> None:
        by = self.world.person_account
        for row in Share.objects.filter(post=self.post, ended_at__isnull=True):
            end_share(record=record_of(self.world, by), share=row, by=by, at=timezone.now())

    def read(self, _: str) -> bool:
        try:
            open_record(self.world.person.pk, by=self.colleague, at=timezone.now(), why="a history")
        except NotVisible:
            return False
        return True

    def scripts(self) -> list[list[tuple[str, Callable[[str], Any]]]]:
        """What each client does, one thing after the other."""
        edits = [[("edit", self.edit)] * OPERATIONS] * 4
        shares = [("share", self.share), ("take back", self.take_back)] * 2
        reads = [[("read", self.read)] * 2 * OPERATIONS] * 2
        return [*edits, [("freeze", self.freeze)] * OPERATIONS, shares, *reads]


def recorded(clients: ThreadPoolExecutor, place: Place, name: str) -> list[Event]:
    """Let all of them run, and record what each was asked and answered."""
    start = Barrier(CLIENTS)

    def run(number: int, script: list[tuple[str, Callable[[str], Any]]]) -> list[Event]:
        start.wait()
        found = []
        for turn, (did, do) in enumerate(script):
            words, asked = f"{name} {number} {turn}", time.monotonic_ns()
            answer = do(words)
            kept = (words, answer) if did == "edit" else answer
            found.append(Event(did, asked, time.monotonic_ns(), kept))
        return found

    scripts = place.scripts()
    return [each for events in clients.map(run, range(CLIENTS), scripts) for each in events]


def lost_updates(place: Place, history: list[Event]) -> list[Any]:
    """Changes that were answered with a number and are not there under it, or the other way."""
    held = {row.number: row.content["text"] for row in Entry.objects.filter(thread=place.thread)}
    answers = [each.answer for each in history if each.did == "edit"]
    lost = [each for each in answers if each[1] is not None and held.get(each[1]) != each[0]]
    ghosts = [each for each in answers if each[1] is None and each[0] in held.values()]
    gaps = [] if sorted(held) == list(range(1, len(held) + 1)) else [sorted(held)]
    return [*lost, *ghosts, *gaps]


def versions_out_of_order(place: Place, history: list[Event]) -> list[Any]:
    """Versions that were frozen later and are not newer, and links of the chain that do not fit."""
    frozen = [each for each in history if each.did == "freeze" and each.answer is not None]
    wrong = [
        (one, other)
        for one in frozen
        for other in frozen
        if one.answered < other.asked and not one.answer < other.answer
    ]
    rows = list(Version.objects.filter(person=place.world.person).order_by("number"))
    chain = [(a, b) for a, b in pairwise(rows) if b.previous_sha256 != a.sha256]
    numbers = [row.number for row in rows]
    return [*wrong, *chain, *([] if numbers == list(range(1, len(rows) + 1)) else numbers)]


def read_after_taking_back(history: list[Event]) -> list[Event]:
    """Reads that opened though they were asked for after a taking back, and before a new share."""
    ended = [each for each in history if each.did == "take back"]
    given = [each for each in history if each.did == "share"]

    def is_stale(read: Event) -> bool:
        last = max((each.answered for each in ended if each.answered < read.asked), default=0)
        again = any(each.answered > last and each.asked < read.answered for each in given)
        return bool(last) and not again

    return [each for each in history if each.did == "read" and each.answer and is_stale(each)]


def test_whatever_eight_clients_do_at_once_the_history_adds_up(clients, capsys):
    place, done, wrong = Place(), Counter(), []
    for number in range(HISTORIES):
        place.take_back("")
        history = recorded(clients, place, f"history {number}")
        done.update(each.did for each in history)
        done["seen"] += sum(each.did == "read" and each.answer for each in history)
        done["saved"] += sum(each.did == "edit" and each.answer[1] is not None for each in history)
        wrong += lost_updates(place, history)
        wrong += versions_out_of_order(place, history)
        wrong += read_after_taking_back(history)
    with capsys.disabled():
        print(f"\nE7: {HISTORIES} histories of {CLIENTS} clients: {dict(done)}")  # noqa: T201

    assert wrong == []
    assert done["seen"]
    assert done["saved"]


def event(did: str, asked: int, answer: Any = None) -> Event:
    return Event(did, asked, asked + 1, answer)


def test_the_check_sees_a_read_that_comes_after_a_taking_back():
    history = [event("share", 1), event("take back", 3), event("read", 5, True)]

    assert read_after_taking_back(history) == history[2:]
    assert read_after_taking_back([*history, event("share", 4)]) == []
