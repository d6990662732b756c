"""The facts of one cell of "who sees what", as rows; and the page on which its reader reads."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.people import Authority, SupporterKind
from hearth.core.sharing import SealKind
from hearth.core.words import TITLES, Section
from hearth.records.access.models import (
    BrokenGlass,
    Involvement,
    QualityLook,
    Seal,
    Share,
    ShareLink,
)
from hearth.records.community.changes import add_organisation
from hearth.records.community.models import Organisation, Post
from hearth.records.people.deaths import record_death, report_death
from hearth.records.people.models import Account, Supporter
from tests.linking import PASSCODE, a_link, agree
from tests.resilience.oracle import SHARED, Cell
from tests.world import NOW, World, a_post, an_account

ROLES = {
    "a practitioner of the service that sealed": Role.PRACTITIONER,
    "a practitioner of another service": Role.PRACTITIONER,
    "a link worker": Role.LINK_WORKER,
    "a practice administrator": Role.ADMINISTRATOR,
    "a House lead": Role.HOUSE_LEAD,
    "a commissioner": Role.COMMISSIONER,
    "a records auditor": Role.AUDITOR,
}
LENT = [section.value for section, words in TITLES.items() if words in SHARED]
DAYS = {"runs": (-1, 1), "starts tomorrow": (1, None), "ended yesterday": (-30, -1)}
GOAL = "Walk to the mosque on Fridays"


class Place:
    """One person with a plan in force, and each reader with an account, but with no tie yet."""

    def __init__(self, world: World) -> None:
        agree(world)
        self.world, self.person = world, world.person
        self.first, self.second = self._service("Harbour Trust"), self._service("Hill Trust")
        self.posts = {reader: self._post(reader, role) for reader, role in ROLES.items()}
        self.account = an_account("Somebody Else")
        self.row, self.token = a_link(world, sections=[Section(each) for each in LENT])

    def _service(self, name: str) -> Organisation:
        return add_organisation(community="Holmbeck", name=name, kind="trust", by=None, at=NOW)

    def _post(self, reader: str, role: Role) -> Post:
        where = self.second if "another" in reader else self.first
        return a_post(an_account(f"Reader {len(Post.objects.all())}"), where, role, reader)

    def reads(self, cell: Cell) -> bool:
        """Put the facts of a cell in, ask for the plan as its reader, and look for the goal."""
        by = self.posts[cell.reader].account if cell.reader in ROLES else self.account
        self._live(cell)
        self._tie(cell, by)
        self._seal(cell, by)
        self._die(cell)
        return GOAL in self._page(cell, by)

    def _live(self, cell: Cell) -> None:
        if cell.life == "has no sign-in":
            self.person.account = None
        elif cell.reader == "the person" and cell.tie == "runs":
            self.person.account = self.account
        self.person.save(update_fields=["account"])

    def _tie(self, cell: Cell, by: Account) -> None:
        if cell.reader in ROLES:
            self._work(cell, self.posts[cell.reader], by)
        elif cell.reader.startswith("a supporter") and cell.tie in DAYS:
            self._support(cell, by)
        if cell.tie != "lent":
            ShareLink.objects.filter(pk=self.row.pk).update(ended_at=timezone.now())

    def _support(self, cell: Cell, by: Account) -> None:
        starts, ends = _days(cell.tie)
        in_law = Authority.ATTORNEY if cell.reader.endswith("in law") else Authority.PERSON_ASKED
        Supporter.objects.create(
            person=self.person, name="Sam", kind=SupporterKind.RELATIVE.value, relationship="son",
            account=by, authority=in_law.value, sections=[each.value for each in Section],
            actions=[Action.WRITE.value], accepted_at=timezone.now() + starts,
            until=timezone.localdate() + ends if ends else None, invited_at=NOW, code_hash="none",
        )  # fmt: skip

    def _work(self, cell: Cell, post: Post, by: Account) -> None:
        now, today = timezone.now(), timezone.localdate()
        if cell.tie in DAYS:
            starts, ends = _days(cell.tie)
            Involvement.objects.create(
                person=self.person, organisation=post.organisation, kind="care",
                starts=today + starts, ends=today + ends if ends else None,
            )  # fmt: skip
        elif cell.tie == "broken glass":
            hour = timedelta(hours=1)
            BrokenGlass.objects.create(
                person=self.person, account=by, post=post, reason="A fall", starts_at=now - hour,
                ends_at=now + hour,
            )  # fmt: skip
        elif cell.tie == "lent" and cell.reader == "a records auditor":
            QualityLook.objects.create(person=self.person, post=post, opens_at=now, until=today)
        elif cell.tie == "lent":
            Share.objects.create(
                person=self.person, post=post, sections=LENT, until=today, shared_at=now
            )

    def _seal(self, cell: Cell, by: Account) -> None:
        if cell.label == "open":
            return
        facts: dict[str, Any] = {"kind": SealKind.OWN_WISH, "organisation": None}
        if cell.label.startswith("safeguarding"):
            facts = {"kind": SealKind.SAFEGUARDING, "organisation": self.first}
        elif cell.label == "about someone else":
            facts = {"kind": SealKind.THIRD_PARTY, "organisation": self.first}
        Seal.objects.create(
            person=self.person, section=Section.GOALS.value, sealed_at=timezone.now(),
            named=[by.pk] if cell.label.endswith("named") else [], **facts,
        )  # fmt: skip

    def _die(self, cell: Cell) -> None:
        now, by, told = timezone.now(), self.world.nurse, "the daughter"
        today = timezone.localdate()
        if cell.life == "a death was reported":
            report_death(person=self.person, told_by=told, words="", died_on=today, by=by, at=now)
        elif cell.life == "has died":
            record_death(person=self.person, died_on=today, told_by=told, by=by, at=now)

    def _page(self, cell: Cell, by: Account) -> str:
        client = Client()
        if cell.reader == "who holds a link":
            page = reverse("open-link", args=[self.token])
            return client.post(page, {"passcode": PASSCODE}, follow=True).content.decode()
        client.force_login(by)
        return client.get(reverse("my-plan", args=[self.person.pk])).content.decode()


def _days(tie: str) -> tuple[timedelta, timedelta | None]:
    starts, ends = DAYS[tie]
    return timedelta(days=starts), timedelta(days=ends) if ends else None
