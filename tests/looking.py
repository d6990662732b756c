"""What the tests of quality looks share: an auditor, and plans that were agreed last month."""

from datetime import UTC, date, datetime, time, timedelta

from hearth.core import plan
from hearth.core.access import Role
from hearth.core.agreement import Answer, Party, Way
from hearth.core.quality import QUESTIONS, Mark, Marked, SamplingRule, month_before
from hearth.records.access.changes import involve
from hearth.records.access.door import open_record
from hearth.records.community.models import Community, Post
from hearth.records.people.models import Person
from hearth.records.plans.changes.entries import write
from hearth.records.plans.changes.versions import Said, freeze
from hearth.records.plans.models import Version
from hearth.records.quality.changes import draw_month
from hearth.records.quality.models import Draw
from tests.world import World, a_person, a_post, an_account

# The pages read the clock, so all is told from today on.
DRAWN = datetime.now(UTC)
LAST_MONTH = month_before(DRAWN.date())
AGREED = datetime.combine(LAST_MONTH + timedelta(days=11), time(10), tzinfo=UTC)
RULE = SamplingRule(percent=5, least=5, most=20, days=14, least_shown=5)
SEED = "5eed" * 16
PLAN = {
    "what_matters": {"text": "Being there when my grandson comes from school."},
    "goal": {"text": "Walk to the mosque on Fridays", "importance": "9", "confidence": "8"},
    "action": {"what": "Walk with Samira", "who": "Me", "when": "Tuesdays"},
    "contingency": {
        "triggers": "A chest cold", "what_to_do": "Rescue pack", "who_to_call": "The surgery",
    },
}  # fmt: skip


def an_auditor(world: World, name: str = "Eleanor Frost") -> Post:
    return a_post(an_account(name), world.practice, Role.AUDITOR, "Records auditor")


def community_of(world: World) -> Community:
    return world.practice.community


def someone(world: World, given: str) -> Person:
    """Somebody in the care of the practice."""
    person = a_person(given=given)
    involve(
        person=person, organisation=world.practice, kind="practice", starts=date(2020, 1, 1),
        by=None, at=AGREED,
    )  # fmt: skip
    return person


def agree(world: World, person: Person, *, at: datetime = AGREED, said: bool = True) -> Version:
    """Write a plan with somebody, read it back, and take down their yes."""

    def record():
        return open_record(person.pk, by=world.nurse, at=at, why="a test")

    is_new = not Version.objects.filter(person=person).exists()
    for kind, content in PLAN.items() if is_new else ():
        write(record=record(), kind=kind, content=content, by=world.nurse, at=at)
    yes = Said(Party.PERSON, "Bibi", Answer.AGREED, Way.IN_THE_ROOM)
    return freeze(
        record=record(), round=None, by=world.nurse, at=at, location="Mill Lane Surgery",
        review=plan.Review(at.date() + timedelta(days=180), "Ruth Adeyemi", "A visit at home"),
        identifiers={}, said=yes if said else None,
    )  # fmt: skip


def drawn(world: World, *, at: datetime = DRAWN, seed: str = SEED) -> Draw:
    return draw_month(
        community=community_of(world), month=LAST_MONTH, rule=RULE, seed=seed, by=None, at=at
    )


def all_marked(mark: Mark = Mark.YES, words: str = "") -> list[Marked]:
    return [Marked(question.code, mark, words) for question in QUESTIONS]
