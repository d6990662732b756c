"""How a story is told: each sentence of it is a real change, by who did it, on the day they did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.agreement import Answer, Party, Way
from hearth.core.kinds import KINDS
from hearth.core.people import Authority, NeedKind, SupporterKind
from hearth.core.plan import Review
from hearth.core.rounds import Step
from hearth.core.signing import Choices
from hearth.core.words import Section
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import StaffMember, Town, open_sign_in
from hearth.jobs.letters import letter_for
from hearth.records.access.changes import involve
from hearth.records.access.door import Record, open_record
from hearth.records.measures import changes as measures
from hearth.records.people import changes as people
from hearth.records.people import supporters
from hearth.records.plans.changes import entries, key_workers, rounds, versions
from hearth.records.plans.changes.asking import Asking
from hearth.records.plans.changes.entries import Voice
from hearth.records.plans.queries import entries as entry_queries
from hearth.records.plans.queries.rounds import standing_of
from hearth.records.preparation import changes as preparation

ALL = frozenset(Section)
Who = StaffMember | Any
HELPS = frozenset({Action.PREPARE, Action.ADD_VIEW, Action.WRITE, Action.ASK_REVIEW})


def account_of(who: Who) -> Any:
    """The account of a member of staff, or the account itself."""
    return who.account if isinstance(who, StaffMember) else who


@dataclass
class Telling:
    """One person's story in the telling. `me` is their own sign-in."""

    town: Town
    days: Calendar
    person: Any
    me: Any
    number: str
    round: Any = None
    _opened: dict[tuple[int, date], Record] = field(default_factory=dict)

    def staff(self, key: str) -> StaffMember:
        return self.town.staff[key]

    def record(self, who: Who, at: datetime) -> Record:
        """Open the record through the door: once for each one who acts, and each day."""
        account = account_of(who)
        key = (account.pk, timezone.localdate(at))
        if key not in self._opened:
            self._opened[key] = open_record(self.person.pk, by=account, at=at, why="read the plan")
        return self._opened[key]

    def involve(self, organisation: str, kind: str, *, days_ago: int, why: str = "") -> None:
        involve(
            person=self.person, organisation=self.town.organisations[organisation], kind=kind,
            starts=self.days.due(-days_ago), by=None, at=self.days.ago(days_ago, "09:00"), why=why,
        )  # fmt: skip

    def key_worker(self, key: str, *, at: datetime, note: str = "", by: str = "") -> None:
        giver = self.staff(by or key)
        key_workers.hand_over(
            record=self.record(giver, at),
            to=self.staff(key).post,
            note=note,
            by=giver.account,
            at=at,
        )

    def cover(self, key: str, *, start: int, end: int, by: str, at: datetime) -> None:
        """Let somebody stand in for the key worker, from and until so many days from today."""
        giver = self.staff(by)
        key_workers.arrange_cover(
            record=self.record(giver, at), post=self.staff(key).post, starts=self.days.due(start),
            ends=self.days.due(end), by=giver.account, at=at,
        )  # fmt: skip

    def start(
        self, by: str, at: datetime, *, agreed_with: str, talk_at: datetime | None = None,
        place: str = "", due: Mapping[Step, int], accountable: str = "",
    ) -> None:  # fmt: skip
        """Start a round. `due` counts days from today for each step."""
        self.round = rounds.start_round(
            record=self.record(self.staff(by), at),
            due={step: self.days.due(days) for step, days in due.items()},
            accountable=self.staff(accountable or by).post, agreed_with=agreed_with,
            conversation_at=talk_at, conversation_place=place, by=self.staff(by).account, at=at,
        )  # fmt: skip

    def go_to(self, step: Step, by: str, at: datetime) -> None:
        giver = self.staff(by)
        rounds.go_to(
            record=self.record(giver, at), round=self.round, there=step, by=giver.account, at=at
        )

    def end_round(self, by: str, at: datetime) -> None:
        giver = self.staff(by)
        rounds.end_round(record=self.record(giver, at), round=self.round, by=giver.account, at=at)
        self.round = None

    def write(self, who: Who, at: datetime, kind: str, /, **content: object) -> str:
        """Write an entry in the person's words; returns its thread."""
        return self._write(who, at, kind, content, Voice())

    def say(self, who: Who, at: datetime, kind: str, /, **content: object) -> str:
        """Write an entry in the words of who writes."""
        return self._write(who, at, kind, content, Voice(own=True))

    def copy(self, who: Who, at: datetime, kind: str, /, **content: object) -> str:
        """Copy an answer from the person's paper form."""
        return self._write(who, at, kind, content, Voice(paper=True))

    def _write(
        self, who: Who, at: datetime, kind: str, content: Mapping[str, object], voice: Voice
    ) -> str:
        account = account_of(who)
        return entries.write(
            record=self.record(who, at), kind=kind, content=content, by=account, at=at,
            round=self.round, voice=voice, base_number=self._standing(who, at, kind),
        ).thread  # fmt: skip

    def _standing(self, who: Who, at: datetime, kind: str) -> int:
        """The revision that stands of a kind that a person has only once."""
        if not KINDS[kind].single:
            return 0
        held = entry_queries.current_entries(self.record(who, at))
        return next((entry.number for entry in held if entry.kind == kind), 0)

    def change(
        self, who: Who, at: datetime, thread: str, /, *, why: str = "", **content: object
    ) -> None:
        """Change some fields of an entry. A professional's change may become a suggestion."""
        record = self.record(who, at)
        now = entry_queries.current_entry(record, thread)
        assert now is not None
        entries.write(
            record=record, kind=now.kind, content={**now.content, **content}, thread=thread,
            base_number=now.number, by=account_of(who), at=at,
            round=self.round, why=why,
        )  # fmt: skip

    def hand_in(self, who: Who, at: datetime, *, mode: str = "online", helped_by: str = "") -> None:
        preparation.hand_in(
            record=self.record(who, at), round=self.round, mode=mode, helped_by=helped_by,
            by=account_of(who), at=at,
        )  # fmt: skip

    def feel(self, who: Who, at: datetime, *answers: int, mode: str = "online") -> None:
        """Answer the four wellbeing questions: satisfied, worthwhile, happy, anxious."""
        names = ("satisfied", "worthwhile", "happy", "anxious")
        measures.answer(
            record=self.record(who, at), instrument="ons4", mode=mode,
            answers=dict(zip(names, answers, strict=False)),
            round_id=self.round.pk if self.round else None, by=account_of(who), at=at,
        )  # fmt: skip

    def scale(
        self, by: str, at: datetime, thread: str, level: int, helped: str = "", hindered: str = ""
    ) -> None:
        giver = self.staff(by)
        measures.scale_goal(
            record=self.record(giver, at), thread=thread, level=level, helped=helped,
            hindered=hindered, round_id=self.round.pk if self.round else None,
            by=giver.account, at=at,
        )  # fmt: skip

    def freeze(
        self, by: str, at: datetime, *, review_in: int, review_by: str, how: str, where: str,
        said: versions.Said | None = None, formats: tuple[str, ...] = (),
        asking: Choices | None = None,
    ) -> Any:  # fmt: skip
        """Freeze the plan. With the answer in the room (`said`) the round goes on to review.

        With `asking`, those are asked to sign whom the rule names; the round waits for them.
        """
        giver, scheme = self.staff(by), settings.JURISDICTION.identifier
        version = versions.freeze(
            record=self.record(giver, at), round=self.round, location=where, by=giver.account,
            review=Review(self.days.due(review_in), review_by, how), at=at, said=said,
            identifiers={scheme.name: scheme.written(self.number)}, formats=formats,
            asking=Asking(settings.JURISDICTION.signing, asking) if asking else None,
        )  # fmt: skip
        if said and not asking:
            self.go_to(Step.REVIEW, by, at)
        return version

    def yes(self, way: Way = Way.IN_THE_ROOM) -> versions.Said:
        """The person's yes, taken down by who froze the plan."""
        return versions.Said(Party.PERSON, self.person.name.called, Answer.AGREED, way)

    def answer(self, version: Any, at: datetime, answer: Answer, reason: str = "") -> None:
        """The person answers under their own sign-in."""
        versions.answer_as_person(
            record=self.record(self.me, at), version=version, sha256=version.sha256,
            answer=answer, reason=reason, by=self.me, at=at,
        )  # fmt: skip

    def supporter(
        self, name: str, kind: SupporterKind, relationship: str, at: datetime, *,
        sections: Iterable[Section] = ALL, actions: Iterable[Action] = HELPS,
        authority: Authority = Authority.PERSON_ASKED, evidence: str = "",
        order: int = 0, story: str = "",
    ) -> Any:  # fmt: skip
        """Invite somebody who accepts the same day. Returns (their account, the row)."""
        account = open_sign_in(name, self.days, order=order, story=story)
        _, code = supporters.invite(
            person=self.person, name=name, kind=kind, relationship=relationship,
            authority=authority, evidence=evidence, sections=sections, actions=actions,
            email=account.email, by=self.me, at=at,
        )  # fmt: skip
        return account, supporters.accept(code=code, by=account, at=at)

    def letter(self, by: str, at: datetime) -> None:
        """Make the preparation letter, as it would have been on that day."""
        giver, now = self.staff(by), standing_of(self.round, today=timezone.localdate(at))
        record = self.record(giver, at)
        preparation.make_letter(
            record=record, round=self.round, content=letter_for(record, now, at=at).to_json(),
            by=giver.account, at=at,
        )  # fmt: skip

    def needs(self, *needs: tuple[NeedKind, str, str], by: str, at: datetime) -> None:
        people.record_needs(person=self.person, needs=needs, by=self.staff(by).account, at=at)


def introduce(
    town: Town, days: Calendar, *, given: str, family: str, born: date, address: tuple[str, str],
    order: int = 0, story: str = "", practice: str = "mill_lane", days_ago: int = 1400,
    contacts: Iterable[Mapping[str, object]] = (), **details: object,
) -> Telling:  # fmt: skip
    """Register a person at a practice, with a sign-in of their own. `address`: street, postcode."""
    called = str(details.get("preferred_name") or given)
    me = open_sign_in(f"{called} {family}", days, order=order, story=story)
    number = next(town.numbers)
    person = people.register(
        details={"given_name": given, "family_name": family, "born": born, **details},
        number=number, account=me, contacts=contacts, by=None, at=days.ago(days_ago, "11:00"),
        address={"line_1": address[0], "town": "Calderwick", "postcode": address[1]},
    )  # fmt: skip
    telling = Telling(town, days, person, me, number)
    telling.involve(practice, "practice", days_ago=days_ago)
    return telling
