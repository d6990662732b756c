"""What the machine of access stands on: the people around one person, and how they look.

Every look goes through the door, is compared with the model, and leaves exactly one row.
"""

from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from hearth.core.access import Action, Role
from hearth.core.words import TITLES, Refused, Section
from hearth.records.access.door import NotVisible, Record, open_record
from hearth.records.audit.models import AuditRow
from hearth.records.people.models import Account, Person
from tests.breaking_glass import elsewhere
from tests.resilience.access_model import A_PRACTITIONER, HERE, Days, Job, Model, Seen
from tests.world import NOW, a_post, a_world, an_account

ENTRY = UUID(int=7)
ACTS = {
    "read": Action.READ, "write": Action.WRITE, "decide": Action.DECIDE, "agree": Action.AGREE,
    "sign": Action.SIGN, "share": Action.SHARE, "seal": Action.SEAL, "appeal": Action.APPEAL,
}  # fmt: skip
READERS = {
    Role.PRACTITIONER.value: A_PRACTITIONER,
    Role.LINK_WORKER.value: "a link worker",
    Role.ADMINISTRATOR.value: "a practice administrator",
    Role.HOUSE_LEAD.value: "a House lead",
    Role.AUDITOR.value: "a records auditor",
}
done: Counter[str] = Counter()


class Place:
    """Everyone around one person; made once, for all runs."""

    def __init__(self) -> None:
        self.world = world = a_world()
        away = elsewhere(world)
        self.person, self.me = world.person, world.person_account
        self.auditor_post = away.auditor_post
        self.services = [world.practice, world.council, away.hospital]
        lead = an_account("Hal Lead")
        self.staff_posts = [
            world.nurse_post,
            world.social_worker_post,
            away.nurse_post,
            a_post(away.nurse, world.council, Role.LINK_WORKER, "Social prescriber"),
            a_post(lead, world.practice, Role.HOUSE_LEAD, "House lead"),
            away.auditor_post,
        ]
        self.accounts: list[Account] = [
            self.me, world.daughter, world.nurse, world.social_worker, away.nurse,
            world.administrator, lead, away.auditor, world.stranger,
        ]  # fmt: skip

    def jobs(self) -> list[Job]:
        held = [
            Job(post.account_id, READERS[post.role], post.organisation_id)
            for post in self.staff_posts
        ]
        administrator = self.world.administrator.pk
        return [*held, Job(administrator, "a practice administrator", self.world.practice.pk)]


class Looking(RuleBasedStateMachine):
    """One run: real rows in a transaction that is taken back, and the model beside them."""

    place: Place

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at: datetime = NOW + timedelta(days=1)
        self.turn = 0
        self.person = Person.objects.get(pk=self.place.person.pk)
        self.model = Model(self.place.me.pk, self.place.jobs())
        for service in self.place.services[:2]:
            self.model.cares[service.pk] = [Days(self.today - timedelta(days=400))]
        self.rows: dict[str, list[Any]] = {"share": [], "link": [], "seal": [], "help": []}
        self.death: Any = None

    def teardown(self) -> None:
        try:
            self.everyone_looks()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @property
    def today(self) -> date:
        return self.at.astimezone(HERE).date()

    def opened(self, by: Account) -> Record | None:
        """Open the record: it is there when the model says so, and exactly one row is left."""
        seen, before = self.model.seen(by.pk, self.at), self.count_rows()
        record = None
        with suppress(NotVisible):
            record = open_record(self.person.pk, by=by, at=self.at, why="a test")
        assert self.count_rows() == before + 1
        assert (record is not None) == seen.anything, (by, seen)
        done["opened" if record else "shut"] += 1
        if record:
            self.compare(record, seen)
        return record

    def compare(self, record: Record, seen: Seen) -> None:
        """Parts, entries and actions are those of the tables: no more, and no less."""
        may = {words for words, action in ACTS.items() if record.may(action)}
        assert may == seen.actions, (may, seen)
        assert record.may(Action.SEE_WHO_LOOKED) == seen.reads_who_looked
        for section, part in TITLES.items():
            assert record.sees(section) == seen.shows(part), (section, seen)
            shown = record.shows(section, ENTRY)
            assert shown == seen.shows(part, str(ENTRY)), (section, seen)
            assert shown != bool(record.refusals(Action.READ, section, ENTRY))

    def some_look(self, *more: Account) -> None:
        """Those whom it concerns look at once, and one other in turn."""
        self.turn += 1
        for account in {*more, self.place.accounts[self.turn % len(self.place.accounts)]}:
            self.opened(account)

    def everyone_looks(self) -> None:
        for account in self.place.accounts:
            self.opened(account)

    def tried(self, can: bool, change: Any, **what: Any) -> Any:
        """Make a change that the model allows, or see that it is refused."""
        if can:
            return change(**what)
        with pytest.raises((Refused, NotVisible)):
            change(**what)
        done["refused"] += 1
        return None

    def one(self, kind: str, which: int) -> tuple[int, Any] | None:
        held = self.rows[kind]
        return (which % len(held), held[which % len(held)]) if held else None

    def count_rows(self) -> int:
        return AuditRow.objects.filter(person_id=self.person.pk).count()


def words(what: set[Section]) -> frozenset[str]:
    """Parts as the page calls them."""
    return frozenset(TITLES[each] for each in what)
