"""A small House for tests: one community, and a steering group that speaks in both voices."""

from dataclasses import dataclass, replace
from datetime import datetime

from hearth.core.access import Role
from hearth.core.house.assessing import Evidence, Question, Rating, Voice
from hearth.core.house.framework import Framework
from hearth.core.house.parts import Part
from hearth.records.community import changes as community
from hearth.records.community.models import Community
from hearth.records.house import changes
from hearth.records.house.models import Assessment
from hearth.records.house.queries import framework_at, pack
from hearth.records.people.models import Account
from tests.world import NOW, TODAY, a_post, an_account


@dataclass
class House:
    """Who is there: a House lead and a nurse, who are staff, and two who use services."""

    community: Community
    lead: Account
    nurse: Account
    arthur: Account
    rhys: Account

    @property
    def people(self) -> tuple[Account, Account]:
        return self.arthur, self.rhys

    @property
    def staff(self) -> tuple[Account, Account]:
        return self.lead, self.nurse


def a_house(name: str = "Holmbeck") -> House:
    """Build it through the real changes. Nothing has been rated, and nobody answers for a part."""
    trust = community.add_organisation(
        community=name, name=f"{name} Trust", kind="trust", by=None, at=NOW
    )
    place = name.lower()
    house = House(
        trust.community,
        *(
            an_account(who, f"{who.split()[0].lower()}.{place}@example.org")
            for who in ("Lena Hart", "Nuala Byrne", "Arthur Fair", "Rhys Moran")
        ),
    )
    a_post(house.lead, trust, Role.HOUSE_LEAD, "House of Care lead")
    for voice, members in ((Voice.STAFF, house.staff), (Voice.PEOPLE, house.people)):
        for account in members:
            changes.give_seat(
                community=house.community, to=account, voice=voice, by=house.lead, at=NOW,
                starts=TODAY,
            )  # fmt: skip
    return house


def a_small_framework() -> Framework:
    """Hearth's own framework with six elements in use: the letter, and one in each part."""
    whole = pack()
    kept = {"letter-before"}
    kept |= {next(e.code for e in whole.of(part) if e.code not in kept) for part in Part}
    elements = (replace(each, retired=each.code not in kept) for each in whole.elements)
    return replace(whole, elements=tuple(elements))


def an_assessment(house: House, title: str = "Autumn", at: datetime = NOW) -> Assessment:
    """Open one."""
    return changes.open_assessment(community=house.community, title=title, by=house.lead, at=at)


def answer_all(
    house: House,
    assessment: Assessment,
    rating: Rating = Rating.NEARLY_THERE,
    at: datetime = NOW,
    **others: Rating,
) -> None:
    """Let one of each voice answer all; `others` are elements, with _ for -, rated otherwise."""
    replies = [
        changes.Reply(
            element.code,
            question,
            others.get(element.code.replace("-", "_"), rating),
            Evidence(f"We looked at {element.name}."),
        )
        for element in framework_at(assessment).in_use
        for question in Question
    ]
    for account in (house.nurse, house.arthur):
        changes.answer_many(assessment=assessment, replies=replies, by=account, at=at)
