"""A3: two worlds that differ only in what is hidden look the same to whom it is hidden from.

Every page that opens to a viewer, its headers, prints, texts, the calendar, lists and messages are
compared byte by byte. 5,000 pairs with HEARTH_TEST_LONG=1, fewer otherwise; it prints its counts.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from hearth.core.agreement import Answer, Party, Way
from hearth.core.plan import Review
from hearth.core.sharing import SealKind
from hearth.records.plans.changes.entries import take_out
from hearth.records.plans.changes.entries import write as write_entry
from hearth.records.plans.changes.versions import Said, freeze
from hearth.records.plans.models import Suggestion
from tests.hidden import (
    HIDES,
    MANY,
    Hiding,
    a_hiding,
    as_sent,
    got,
    messages_to,
    pages,
)
from tests.sharing import record_of

LONG = bool(os.environ.get("HEARTH_TEST_LONG"))
PAIRS, PAGES_EACH = (5_000, 30) if LONG else (30, 3)
# Seconds. A machine that is busy with other tests measures nothing: there it only has to run.
LOOKS, GAP = (200, 0.005) if LONG else (5, 1.0)
SEALED = SealKind.SAFEGUARDING
HIDDEN_FROM = {
    SealKind.SAFEGUARDING: (
        "the person", "a supporter", "another service", "a link worker", "an administrator",
        "with whom it was shared", "who holds a link",
    ),
    SealKind.THIRD_PARTY: (
        "the person", "a supporter", "a link worker", "an administrator",
        "with whom it was shared", "who holds a link",
    ),
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def hiding(monkeypatch) -> Hiding:
    """Everyone around one plan, with the clock stopped, and sealed lines in it from the start."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    held = a_hiding(now)
    held.safe = held.write("risk", "Old note", seal_as=SealKind.SAFEGUARDING)
    held.other = held.write("need", "Old note", seal_as=SealKind.THIRD_PARTY)
    held.mine = theirs(held)
    held.look()
    return held


def theirs(hiding: Hiding) -> str:
    """The person's own words, which a service has closed: changing them is only suggested."""
    world = hiding.world
    done = write_entry(
        record=record_of(world, world.person_account), kind="goal",
        content={"text": "Leave him"}, by=world.person_account, at=hiding.now,
    )  # fmt: skip
    hiding.look()
    hiding.close("goal", done.thread, SealKind.SAFEGUARDING, "A report")
    hiding.look()
    return done.thread


def added(hiding: Hiding, kind: SealKind, chance: random.Random) -> None:
    hiding.write(chance.choice(MANY).code, "Whisper " * chance.randint(1, 9), seal_as=kind)


def changed(hiding: Hiding, kind: SealKind, chance: random.Random) -> None:
    code, thread = ("risk", hiding.safe) if kind is SEALED else ("need", hiding.other)
    hiding.write(code, "Whispered anew", seal_as=None, thread=thread, base_number=1)


def taken_out(hiding: Hiding, kind: SealKind, chance: random.Random) -> None:
    thread = hiding.safe if kind is SEALED else hiding.other
    take_out(
        record=hiding.nurse, thread=thread, base_number=1, by=hiding.world.nurse, at=hiding.now
    )


def suggested(hiding: Hiding, kind: SealKind, chance: random.Random) -> None:
    write_entry(
        record=hiding.nurse, kind="goal", content={"text": "Whisper"}, thread=hiding.mine,
        base_number=1, by=hiding.world.nurse, at=hiding.now, why="Safer",
    )  # fmt: skip
    assert Suggestion.objects.filter(thread=hiding.mine).exists()


def many_added(hiding: Hiding, kind: SealKind, chance: random.Random) -> None:
    for _ in range(4):
        added(hiding, kind, chance)


CHANGES: tuple[Callable[[Hiding, SealKind, random.Random], None], ...] = (
    added, changed, taken_out, suggested, many_added,
)  # fmt: skip


def frozen(hiding: Hiding) -> None:
    """Read the plan back, and freeze it."""
    freeze(
        record=hiding.nurse, round=None, by=hiding.world.nurse, at=hiding.now,
        review=Review(hiding.now.date() + timedelta(days=180), "Ruth Adeyemi", "A visit"),
        location="At home", identifiers={},
        said=Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM),
    )  # fmt: skip


@contextmanager
def for_now():
    """What happens here is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Twins:
    """The world without a hidden change, seen once and kept; and each world with one."""

    def __init__(self, hiding: Hiding) -> None:
        self.hiding = hiding
        self.pages: dict[str, list[str]] = {}
        self.without: dict[tuple[str, str, bool], Any] = {}

    def some_pages(self, who: str, chance: random.Random) -> list[str]:
        """Some of those that open to this viewer, others each time."""
        found: list[str] = []
        held = self.pages.setdefault(who, pages(self.hiding, who))
        for path in chance.sample(held, len(held)):
            if len(found) == PAGES_EACH:
                break
            if (LONG or "pdf" not in path) and self._opens(who, path):
                found.append(path)
        return found

    def _opens(self, who: str, path: str) -> bool:
        (status, _, _), _ = self.plain(who, [path], freezes=False)[0]
        return status == 200

    def plain(self, who: str, paths: list[str], freezes: bool) -> list[Any]:
        missing = [path for path in paths if (who, path, freezes) not in self.without]
        if missing:
            with for_now():
                if freezes:
                    frozen(self.hiding)
                for path in missing:
                    self.without[who, path, freezes] = self._seen(who, path)
        return [self.without[who, path, freezes] for path in paths]

    def with_hidden(self, who: str, paths: list[str], freezes: bool, hide: Any) -> list[Any]:
        with for_now():
            hide()
            if freezes:
                frozen(self.hiding)
            return [self._seen(who, path) for path in paths]

    def _seen(self, who: str, path: str) -> Any:
        return as_sent(got(self.hiding.clients[who], path)), messages_to(self.hiding, who)


def test_worlds_that_differ_in_what_is_hidden_look_the_same(hiding, capsys):
    twins, chance, told, differ = Twins(hiding), random.Random(3), Counter(), []
    for number in range(PAIRS):
        change, kind = CHANGES[number % len(CHANGES)], HIDES[number // len(CHANGES) % 2]
        kind = SEALED if change is suggested else kind
        who = chance.choice(HIDDEN_FROM[kind])
        freezes = number % 4 == 0
        paths = twins.some_pages(who, chance)
        plain = twins.plain(who, paths, freezes)
        hidden = twins.with_hidden(
            who, paths, freezes, lambda c=change, k=kind: c(hiding, k, chance)
        )
        differ += [
            (change.__name__, kind.name, who, path, "after freezing" if freezes else "")
            for path, one, other in zip(paths, plain, hidden, strict=True)
            if one != other
        ]
        told[who] += len(paths)
    said = f"{PAIRS} pairs, {sum(told.values())} pages: {dict(told)}; {len(differ)} differ"
    with capsys.disabled():
        print(f"\nA3: {said}")  # noqa: T201

    assert differ == []


def test_a_difference_that_is_not_hidden_is_seen(hiding):
    """The comparison itself works: an open line shows on the page."""
    twins, path = Twins(hiding), f"/people/{hiding.world.person.pk}/draft/"
    plain = twins.plain("the person", [path], False)
    shown = twins.with_hidden(
        "the person", [path], False, lambda: hiding.write("risk", "Open", seal_as=None)
    )

    assert plain != shown


def test_what_is_hidden_takes_no_time(hiding, capsys):
    path = f"/people/{hiding.world.person.pk}/"
    client = hiding.clients["the person"]

    def taken() -> float:
        start = time.perf_counter()
        got(client, path)
        return time.perf_counter() - start

    plain = median(taken() for _ in range(LOOKS))
    with for_now():
        hiding.write("risk", "Whisper", seal_as=SEALED)
        hidden = median(taken() for _ in range(LOOKS))
    with capsys.disabled():
        print(f"\nA3: median gap {abs(plain - hidden) * 1000:.2f} ms")  # noqa: T201

    assert abs(plain - hidden) < GAP
