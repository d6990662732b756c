"""Disagreements as a viewer may see them: narrowed like the plan that they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hearth.core.access import STAFF_MAY, STAFF_SEES, Action, Role
from hearth.core.advocacy import (
    Ability,
    AdvocacyFact,
    AdvocacyStanding,
    AdvocacyStep,
    Difficulty,
    FourAnswers,
)
from hearth.core.appeal import ENDED, About, Happened, State, Stop, Taker, state_of, stops
from hearth.core.words import Section
from hearth.records.access.door import Record
from hearth.records.access.models import Involvement
from hearth.records.appeals.models import Advocacy, Appeal, AppealStep, MissedAppealDate
from hearth.records.appeals.sight import is_sealed
from hearth.records.community.models import Post
from hearth.records.people.models import Death
from hearth.records.periods import not_over

WORDS_ARE_PART_OF = Section.CONVERSATION
"""Words about the whole plan, or about a decision, are read by those who see this section."""


@dataclass(frozen=True)
class AppealStanding:
    """A disagreement as one viewer may see it.

    `steps` are its rows, oldest first; `stops` the same with their clocks. `shows_words`: whether
    this viewer may read what was said, or only knows of it (the office acknowledges unread).
    """

    appeal: Appeal
    steps: tuple[AppealStep, ...]
    stops: tuple[Stop, ...]
    shows_words: bool

    @property
    def state(self) -> State:
        return state_of([stop.happened for stop in self.stops])

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def last(self) -> AppealStep:
        return self.steps[-1]

    @property
    def is_late(self) -> bool:
        """Say whether what is owed now is past its day."""
        return self.stops[-1].is_late

    @property
    def about(self) -> About:
        return about_of(self.appeal)

    @property
    def raised_by(self) -> str:
        return self.steps[0].by_name


def about_of(row: Appeal) -> About:
    """Say what a disagreement is about, as the core speaks of it."""
    section = Section(row.section) if row.section else None
    return About(section, str(row.thread) if row.thread else "", row.is_decision)


def appeals_seen(record: Record, *, today: date) -> list[AppealStanding]:
    """The disagreements about this plan that this viewer may know of, newest first. One query."""
    return _standings(record, _steps(Q(appeal__person=record.person)), today)


def open_appeals(record: Record, *, today: date) -> list[AppealStanding]:
    """Those that are still open. One query."""
    return [each for each in appeals_seen(record, today=today) if each.is_open]


def appeal_seen(record: Record, key: UUID, *, today: date) -> AppealStanding | None:
    """One disagreement; None when there is none that this viewer may know of. One query."""
    rows = _steps(Q(appeal__person=record.person, appeal=key))
    return next(iter(_standings(record, rows, today)), None)


def _steps(wanted: Q) -> QuerySet[AppealStep]:
    missed = MissedAppealDate.objects.filter(step=OuterRef("pk"))
    rows = AppealStep.objects.filter(wanted).annotate(excused=Exists(missed))
    rows = rows.select_related("appeal", "actor__account", "actor__organisation")
    return rows.order_by("-appeal__raised_at", "appeal", "number")


def _standings(record: Record, rows: Iterable[AppealStep], today: date) -> list[AppealStanding]:
    held: dict[UUID, list[AppealStep]] = {}
    for row in rows:
        held.setdefault(row.appeal_id, []).append(row)
    found = [(steps[0].appeal, steps) for steps in held.values()]
    return [
        AppealStanding(
            appeal, tuple(steps), tuple(stops(history(steps), today)), _reads(record, appeal)
        )
        for appeal, steps in found
        if _knows_of(record, appeal)
    ]


def history(steps: Iterable[AppealStep]) -> list[Happened]:
    """Turn rows into what the core speaks of, oldest first."""
    return [
        Happened(
            number=row.number,
            state=State(row.state),
            on=row.on,
            by=row.by_name,
            actor=row.actor_name,
            due=row.due,
            excused=bool(getattr(row, "excused", False)),
        )
        for row in steps
    ]


def _reads(record: Record, appeal: Appeal) -> bool:
    """Who raised it reads it always; the person and others as they see what it is about."""
    if appeal.raised_by_id == record.account.pk:
        return True
    if not appeal.section:
        return record.role is Role.PERSON or record.sees(WORDS_ARE_PART_OF)
    return record.shows(Section(appeal.section), appeal.thread or "")


def _knows_of(record: Record, appeal: Appeal) -> bool:
    office = not appeal.section and record.may(Action.ANSWER_APPEAL)
    return office or _reads(record, appeal)


def takers(record: Record, held: AppealStanding) -> frozenset[Taker]:
    """Say as what this viewer may take the next step. None of them: they may only read."""
    mine = _raised_it(record, held.appeal) and record.may(Action.APPEAL)
    found = {Taker.RAISED_IT} if mine else set()
    in_own_name = held.appeal.raised_by_id == record.account.pk and not held.appeal.for_person
    if record.may(Action.ANSWER_APPEAL) and not in_own_name:
        found.add(Taker.OFFICE if record.role is Role.ADMINISTRATOR else Taker.STAFF)
    if is_reviewer(record, held):
        found.add(Taker.REVIEWER)
    return frozenset(found)


def _raised_it(record: Record, appeal: Appeal) -> bool:
    if appeal.for_person and record.role is Role.PERSON:
        return True
    return appeal.raised_by_id == record.account.pk


def is_reviewer(record: Record, held: AppealStanding) -> bool:
    """Say whether this viewer is who was named for the fresh look that is under way."""
    actor = held.last.actor
    return (
        held.state is State.IN_REVIEW
        and actor is not None
        and actor.account_id == record.account.pk
        and record.may(Action.ANSWER_APPEAL)
    )


def missed_reasons(held: AppealStanding) -> dict[int, str]:
    """Why days were missed, by the number of the step. One query."""
    rows = MissedAppealDate.objects.filter(step__appeal=held.appeal).select_related("step")
    return {row.step.number: row.reason for row in rows}


def advocacy_rows(held: AppealStanding) -> list[Advocacy]:
    return list(Advocacy.objects.filter(appeal=held.appeal).order_by("pk"))


def advocacy_standing(rows: Iterable[Advocacy]) -> AdvocacyStanding:
    """Turn rows into where the way to an advocate stands."""
    return AdvocacyStanding(
        [AdvocacyFact(AdvocacyStep(row.step), row.on, _answers(row)) for row in rows]
    )


def _answers(row: Advocacy) -> FourAnswers | None:
    if row.step != AdvocacyStep.ANSWERED.value:
        return None
    said = {Ability(name): Difficulty(answer) for name, answer in row.answers.items()}
    return FourAnswers(said, row.helper)


def open_steps() -> QuerySet[AppealStep]:
    """The newest step of each disagreement that is still open, about people who live."""
    later = AppealStep.objects.filter(appeal=OuterRef("appeal"), number__gt=OuterRef("number"))
    died = Death.objects.filter(person=OuterRef("appeal__person"), undone_at__isnull=True)
    rows = AppealStep.objects.filter(~Exists(later), ~Exists(died))
    rows = rows.exclude(state__in=[state.value for state in ENDED])
    return rows.select_related("appeal__person", "actor__account").order_by("due", "pk")


def owed_by(posts: list[int]) -> QuerySet[AppealStep]:
    """What these members of staff owe next, the first day first; what was sealed is left out."""
    return open_steps().filter(actor__in=posts).exclude(is_sealed())


def open_where_i_work(posts: Iterable[Post], *, on: date) -> QuerySet[AppealStep]:
    """Open disagreements about people whom these posts may answer, the first day first.

    Each post counts with what its role sees. What is sealed is left out, whoever asks: only the
    person's page, which knows the seals, can say more.
    """
    wanted = Q(pk__in=[])
    for post in posts:
        role = Role(post.role)
        if Action.ANSWER_APPEAL in STAFF_MAY.get(role, frozenset()):
            seen = ["", *(section.value for section in STAFF_SEES[role])]
            wanted |= Q(Exists(_involved(post, on)), appeal__section__in=seen)
    return open_steps().filter(wanted).exclude(is_sealed())


def _involved(post: Post, on: date) -> QuerySet[Involvement]:
    running = not_over(on)
    return Involvement.objects.filter(
        running,
        person=OuterRef("appeal__person"),
        organisation=post.organisation_id,
        starts__lte=on,
    )
