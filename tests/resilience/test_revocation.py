"""A5: what was taken back is gone at the next request, whatever was open: a session, a link, a
calendar, a half-written draft, a print. 1,000 times with HEARTH_TEST_LONG=1, fewer otherwise.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hearth.core.sharing import LinkKind, SealKind
from hearth.core.words import Section
from hearth.records.access.links import end_link, make_link
from hearth.records.access.models import Seal
from hearth.records.access.sealing import lift
from hearth.records.access.shares import end_share
from hearth.records.people import feeds, supporters
from hearth.records.people.models import Supporter
from hearth.records.plans.models import Entry
from tests.sharing import (
    an_agreed_plan,
    an_outsider,
    at,
    record_of,
    sealed,
    shared,
    signed_in,
)
from tests.world import World, a_supporter, a_world

TIMES = 1_000 if os.environ.get("HEARTH_TEST_LONG") else 40
PASSCODE = "lantern7"
WORDS = "Walk to the mosque"

pytestmark = pytest.mark.django_db

Take = Callable[[], object]
Read = Callable[[], str]


class Open:
    """Everything that can be open to somebody else, each with the way to take it back."""

    def __init__(self) -> None:
        self.world: World = a_world()
        an_agreed_plan(self.world)
        self.goal = str(Entry.objects.get(kind="goal").thread)
        self.colleague, self.post = an_outsider()
        self.theirs, self.helps = signed_in(self.colleague), signed_in(self.world.daughter)
        self.nurse = signed_in(self.world.nurse)

    @property
    def record(self):
        return record_of(self.world, self.world.person_account)

    def page(self, client: Client, name: str, *more: object) -> str:
        answer = client.get(at(self.world, name, *more))
        return answer.content.decode() if answer.status_code == 200 else ""

    def said_by_me(self) -> dict[str, Any]:
        """Who takes it back, and when."""
        return {"by": self.world.person_account, "at": timezone.now()}

    def a_new_supporter(self) -> Supporter:
        Supporter.objects.filter(person=self.world.person).update(ended_at=timezone.now())
        return a_supporter(self.world)

    def a_share(self) -> tuple[Read, Take]:
        row = shared(self.world, self.post, Section.GOALS)

        def take_back() -> object:
            return end_share(record=self.record, share=row, **self.said_by_me())

        return lambda: self.page(self.theirs, "my-plan"), take_back

    def a_supporter(self) -> tuple[Read, Take]:
        row = self.a_new_supporter()

        def take_back() -> object:
            return supporters.end(supporter=row, **self.said_by_me())

        return lambda: self.page(self.helps, "plan-draft"), take_back

    def a_narrowed_page(self) -> tuple[Read, Take]:
        """The supporter stays; this part of the plan goes."""
        row = self.a_new_supporter()

        def take_back() -> object:
            return supporters.change_what_they_see(
                supporter=row, sections=[Section.RISKS], actions=[], until=None,
                **self.said_by_me(),
            )  # fmt: skip

        return lambda: self.page(self.helps, "entry-history", self.goal), take_back

    def a_draft(self) -> tuple[Read, Take]:
        """Words that are kept while they are typed: nothing is taken in after the end."""
        row = self.a_new_supporter()

        def keeps() -> str:
            answer = self.helps.post(
                at(self.world, "draft", "add-view"), {"fields": {"text": "I think"}},
                content_type="application/json",
            )  # fmt: skip
            return WORDS if answer.status_code == 200 else ""

        def take_back() -> object:
            return supporters.end(supporter=row, **self.said_by_me())

        return keeps, take_back

    def a_seal(self) -> tuple[Read, Take]:
        """A line that is closed is taken back too, from those whose service is in the care."""

        def take_back() -> object:
            by, kind = self.world.person_account, SealKind.OWN_WISH
            return sealed(self.world, by, kind, Section.GOALS, self.goal)

        return lambda: self.page(self.nurse, "plan-draft"), take_back

    def a_link(self) -> tuple[Read, Take]:
        row, token = make_link(
            record=self.record, kind=LinkKind.SHARE, label="A friend", sections=[Section.GOALS],
            passcode=PASSCODE, most_uses=5, ends_at=timezone.now() + timedelta(days=3),
            **self.said_by_me(),
        )  # fmt: skip
        visitor = Client()
        visitor.post(f"/s/{token}/", {"passcode": PASSCODE})

        def take_back() -> object:
            return end_link(record=self.record, link=row, **self.said_by_me())

        return lambda: visitor.get(f"/s/{token}/").content.decode(), take_back

    def a_feed(self) -> tuple[Read, Take]:
        person = self.world.person
        token = feeds.make_feed(person=person, **self.said_by_me())

        def reads() -> str:
            found = Client().get(f"/calendar/{token}.ics")
            return WORDS if found.status_code == 200 else ""

        return reads, lambda: feeds.end_feed(person=person, **self.said_by_me())

    def open_again(self) -> None:
        """Lift the seal, so that the next round begins as this one did."""
        for row in Seal.objects.filter(lifted_at__isnull=True):
            by = self.world.person_account
            lift(record=self.record, seal=row, by=by, at=timezone.now())


WAYS = (
    "a_share", "a_supporter", "a_narrowed_page", "a_draft", "a_seal", "a_link", "a_feed",
)  # fmt: skip


def test_what_is_taken_back_is_gone_at_the_next_request(capsys):
    opened, done = Open(), Counter[str]()
    for number in range(TIMES):
        way = WAYS[number % len(WAYS)]
        reads, take_back = getattr(opened, way)()
        assert WORDS in reads(), way
        take_back()
        assert WORDS not in reads(), f"a stale read: {way}, number {number}"
        opened.open_again()
        done[way] += 1

    with capsys.disabled():
        print(f"A5: {done.total()} taken back, 0 stale reads: {dict(done)}")  # noqa: T201
    assert set(done) == set(WAYS)
