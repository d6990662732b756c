"""What the tests of disagreements share: raise one, take steps, and who is not involved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hearth.core.access import Role
from hearth.core.advocacy import Ability, Difficulty
from hearth.core.appeal import About, State, StepTaken
from hearth.records.appeals import changes
from hearth.records.appeals.models import Appeal, AppealStep
from hearth.records.appeals.queries import appeal_seen
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from tests.world import NOW, World, a_post, an_account

THE_PLAN = About()
WHY, WANTED = "It says that I do not want to walk. I do.", "Write that I want to walk."


@dataclass
class Uninvolved:
    """A practitioner of the council who has had no part in anything."""

    account: Account
    post: Post


def someone_new(world: World, name: str = "Asha Bell") -> Uninvolved:
    account = an_account(name)
    return Uninvolved(account, a_post(account, world.council, Role.PRACTITIONER, "Team lead"))


def raised(world: World, about: About = THE_PLAN, *, by=None, at: datetime = NOW) -> Appeal:
    by = by or world.person_account
    return changes.raise_appeal(
        record=world.record(by, at=at), about=about, words=WHY, remedy=WANTED, by=by, at=at
    )


def step(
    world: World,
    appeal: Appeal,
    state: State,
    *,
    by: Account,
    actor: Post | None = None,
    at: datetime = NOW,
    after: int | None = None,
    **said,
) -> AppealStep:
    """Take a step with all that it needs, whatever is not said here."""
    filled = {"words": "We spoke of it.", "remedy": "We put it right.", **said}
    taken = StepTaken(state, actor=str(actor or ""), **filled)
    number = AppealStep.objects.filter(appeal=appeal).count() if after is None else after
    return changes.take_step(
        record=world.record(by, at=at), appeal=appeal, after=number, step=taken, actor=actor,
        by=by, at=at,
    )  # fmt: skip


def four_questions(world: World, appeal: Appeal, *, by: Account | None = None, **hard) -> None:
    by = by or world.social_worker
    answers = dict.fromkeys(Ability, Difficulty.NONE)
    answers |= {Ability(name): answer for name, answer in hard.items() if name != "helper"}
    changes.answer_four_questions(
        record=world.record(by), appeal=appeal, answers=answers, helper=hard.get("helper", ""),
        by=by, at=NOW,
    )  # fmt: skip


def talked_through(world: World) -> Appeal:
    """A disagreement up to the talk: raised by the person, answered by the nurse."""
    appeal = raised(world)
    step(world, appeal, State.ACKNOWLEDGED, by=world.nurse, actor=world.nurse_post)
    day = NOW.date() + timedelta(days=4)
    step(world, appeal, State.INVITED, by=world.nurse, actor=world.nurse_post, on=day)
    later = NOW + timedelta(days=4)
    step(world, appeal, State.TALKED, by=world.nurse, actor=world.nurse_post, at=later)
    return appeal


def in_review(world: World, reviewer: Uninvolved) -> Appeal:
    appeal = talked_through(world)
    later = NOW + timedelta(days=5)
    four_questions(world, appeal, by=world.nurse)
    step(world, appeal, State.REVIEW_ASKED, by=world.person_account, at=later)
    step(world, appeal, State.IN_REVIEW, by=world.nurse, actor=reviewer.post, at=later)
    return appeal


def seen(world: World, appeal: Appeal, account: Account, *, at: datetime = NOW):
    return appeal_seen(world.record(account, at=at), appeal.pk, today=at.date())
