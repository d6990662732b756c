"""A small community for tests: one practice, one council, one person, and those around her."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hearth.core.access import Action, Role
from hearth.core.people import Authority, SupporterKind
from hearth.core.rounds import Step
from hearth.core.words import Section
from hearth.records.access.changes import involve
from hearth.records.access.door import Record, open_record
from hearth.records.community import changes as community
from hearth.records.community.models import Organisation, Post
from hearth.records.people import accounts, supporters
from hearth.records.people import changes as people
from hearth.records.people.models import Account, Person, Supporter
from hearth.records.plans.changes import key_workers, rounds
from hearth.records.plans.changes.entries import write
from hearth.records.plans.models import Round

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "a long enough pass-phrase 4 tests"


def an_account(name: str, email: str = "", password: str | None = None) -> Account:
    email = email or f"{name.lower().replace(' ', '.')}@example.org"
    return accounts.open_account(email=email, full_name=name, by=None, at=NOW, password=password)


def a_person(given: str = "Rabia", family: str = "Khan", **more: object) -> Person:
    details = {"given_name": given, "family_name": family, "born": date(1948, 3, 12)}
    number = str(more.pop("number", ""))
    account = more.pop("account", None)
    return people.register(
        details={**details, **more}, by=None, at=NOW, number=number, account=account
    )


def a_post(account: Account, organisation: Organisation, role: Role, title: str) -> Post:
    return community.give_post(
        account=account,
        organisation=organisation,
        role=role,
        job_title=title,
        starts=date(2020, 1, 1),
        by=None,
        at=NOW,
    )


@dataclass
class World:
    """Everyone in the small community, by what they do."""

    practice: Organisation
    council: Organisation
    person_account: Account
    person: Person
    nurse: Account
    nurse_post: Post
    social_worker: Account
    social_worker_post: Post
    administrator: Account
    stranger: Account
    daughter: Account

    def record(
        self, account: Account, *, at: datetime = NOW, action: Action = Action.READ
    ) -> Record:
        return open_record(self.person.pk, by=account, at=at, why="a test", action=action)


def a_world() -> World:
    """Build it through the real changes."""
    practice = community.add_organisation(
        community="Holmbeck", name="Mill Lane Surgery", kind="practice", by=None, at=NOW
    )
    council = community.add_organisation(
        community="Holmbeck", name="Holmbeck Council", kind="council", by=None, at=NOW
    )
    rabia, nurse, social = (
        an_account("Rabia Khan"),
        an_account("Ruth Adeyemi"),
        an_account("Tom Price"),
    )
    admin, daughter = an_account("Jan Novak"), an_account("Samira Khan")
    person = a_person(account=rabia, number="999 000 0018", preferred_name="Bibi")
    involve(
        person=person,
        organisation=practice,
        kind="practice",
        starts=date(2020, 1, 1),
        by=None,
        at=NOW,
    )
    involve(
        person=person, organisation=council, kind="care", starts=date(2024, 1, 1), by=None, at=NOW
    )
    nurse_post = a_post(nurse, practice, Role.PRACTITIONER, "Practice nurse")
    social_post = a_post(social, council, Role.PRACTITIONER, "Social worker")
    a_post(admin, practice, Role.ADMINISTRATOR, "Practice administrator")
    world = World(
        practice,
        council,
        rabia,
        person,
        nurse,
        nurse_post,
        social,
        social_post,
        admin,
        an_account("Nobody Here"),
        daughter,
    )
    key_workers.hand_over(record=world.record(nurse), to=nurse_post, note="", by=nurse, at=NOW)
    return world


def a_supporter(
    world: World, *, sections: set[Section] | None = None, actions: set[Action] | None = None
) -> Supporter:
    """The daughter, invited by the person and accepted."""
    _, code = supporters.invite(
        person=world.person,
        name="Samira Khan",
        kind=SupporterKind.RELATIVE,
        relationship="daughter",
        authority=Authority.PERSON_ASKED,
        by=world.person_account,
        at=NOW,
        sections=set(Section) if sections is None else sections,
        actions={Action.PREPARE, Action.ADD_VIEW, Action.WRITE} if actions is None else actions,
    )
    return supporters.accept(code=code, by=world.daughter, at=NOW)


def some_dates(start: date = TODAY) -> dict[Step, date]:
    days = {Step.PREPARE: 14, Step.DISCUSS: 21, Step.DOCUMENT: 22, Step.REVIEW: 365}
    return {step: start + timedelta(days=count) for step, count in days.items()}


def a_round(world: World) -> Round:
    return rounds.start_round(
        record=world.record(world.nurse),
        due=some_dates(),
        accountable=world.nurse_post,
        agreed_with="Bibi, by telephone",
        by=world.nurse,
        at=NOW,
    )


def an_agreeable_plan(world: World, round: Round | None = None) -> None:
    """Write the least that a plan needs, in the person's words, taken down by the nurse."""
    said = {
        "what_matters": {"text": "Being there when my grandson comes from school."},
        "goal": {"text": "Walk to the mosque on Fridays", "importance": "9", "confidence": "8"},
        "action": {
            "what": "Walk with Samira",
            "who": "Me and Samira",
            "when": "Tuesdays and Fridays",
        },
        "contingency": {
            "triggers": "A chest cold",
            "what_to_do": "Start the rescue pack",
            "who_to_call": "Mill Lane Surgery",
        },
    }
    for kind, content in said.items():
        write(
            record=world.record(world.nurse),
            kind=kind,
            content=content,
            by=world.nurse,
            at=NOW,
            round=round,
        )
