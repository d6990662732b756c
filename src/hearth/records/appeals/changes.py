"""Disagreeing, and each step to an answer. No change here touches the plan."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.advocacy import (
    Ability,
    AdvocacyStep,
    CannotArrangeAdvocate,
    Difficulty,
    advocacy_problems,
    answer_problems,
)
from hearth.core.appeal import (
    STATE_NAMES,
    About,
    CannotAppeal,
    State,
    StepTaken,
    Taker,
    move_problems,
    step_problems,
)
from hearth.core.words import Refusal
from hearth.records.access.door import NotAllowed, Record
from hearth.records.appeals import telling
from hearth.records.appeals.involvement import why_not
from hearth.records.appeals.models import Advocacy, Appeal, AppealStep, MissedAppealDate
from hearth.records.appeals.queries import (
    AppealStanding,
    about_of,
    advocacy_rows,
    advocacy_standing,
    appeal_seen,
    takers,
)
from hearth.records.appeals.sight import may_answer
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from hearth.records.plans.models import KeyWorker, Round
from hearth.records.plans.queries.entries import current_entry
from hearth.records.plans.queries.versions import last_version

MOVED_ON = "Someone else has gone on with this. Read it again, then choose."


@transaction.atomic
def raise_appeal(
    *,
    record: Record,
    about: About,
    words: str,
    remedy: str,
    by: Account,
    at: datetime,
    for_person: bool = False,
) -> Appeal:
    """Write down that somebody does not agree, why, and what would put it right.

    `for_person`: staff take down what the person says; it counts as the person's own.
    """
    record.require(Action.APPEAL, about.section, about.entry)
    step = StepTaken(State.RAISED, words, remedy)
    problems = [*_about_problems(record, about), *step_problems(step, today=timezone.localdate(at))]
    if problems:
        raise CannotAppeal(problems)
    appeal = Appeal.objects.create(
        person=record.person,
        version=last_version(record),
        section=about.section.value if about.section else "",
        thread=about.entry or None,
        is_decision=about.is_decision,
        raised_at=at,
        raised_by=by,
        raised_as=record.role.value,
        for_person=for_person and record.role not in (Role.PERSON, Role.SUPPORTER),
    )
    first = _add(appeal, step, 1, answers_first(record, about, by=by, at=at), by=by, at=at)
    telling.tell(record, first, by=by, at=at)
    _note(record, appeal, "said that they do not agree", at)
    return appeal


def _about_problems(record: Record, about: About) -> list[Refusal]:
    if not about.entry:
        return []
    entry = current_entry(record, about.entry)
    if entry is None or entry.section is not about.section:
        return [Refusal("This line is not in the plan any more.", "about")]
    return []


def answers_first(record: Record, about: About, *, by: Account, at: datetime) -> Post | None:
    """Who says first that we have it: the key worker, or who leads the round; never who raised it.

    They must see what it is about. Where there is nobody, it waits for all who do.
    """
    held = KeyWorker.objects.filter(person=record.person, ends__isnull=True)
    led = Round.objects.filter(person=record.person, ended_at__isnull=True)
    posts = [each.post for each in held.select_related("post__account", "post__organisation")]
    posts += [
        each.accountable
        for each in led.select_related("accountable__account", "accountable__organisation")
    ]
    others = (post for post in posts if post.account_id != by.pk)
    return next(
        (post for post in others if may_answer(record.person, post.account, about, at=at)), None
    )


@transaction.atomic
def take_step(
    *,
    record: Record,
    appeal: Appeal,
    after: int,
    step: StepTaken,
    actor: Post | None = None,
    by: Account,
    at: datetime,
) -> AppealStep:
    """Take a step. `after` is the number of the step that was read; `actor` owes what comes next.

    Raises CannotAppeal with the reasons, and when somebody else has taken a step meanwhile.
    """
    today = timezone.localdate(at)
    held = _held(record, appeal, today)
    as_what = takers(record, held)
    if not as_what:
        raise NotAllowed("You do not have permission to answer this.")
    if held.last.number != after:
        raise CannotAppeal(MOVED_ON)
    problems = [Refusal(why) for why in move_problems(held.state, step.state, as_what)]
    problems = problems or [
        *step_problems(step, today=today, since=held.last.on),
        *_actor_problems(record, held, step.state, actor, at),
    ]
    if problems:
        raise CannotAppeal(problems)
    actor = actor or _carries_on(record, held, step.state, by=by, at=at)
    row = _add(held.appeal, step, after + 1, actor, by=by, at=at)
    telling.tell(record, row, by=by, at=at)
    _note(record, held.appeal, "took a step in a disagreement", at, STATE_NAMES[step.state])
    return row


def _held(record: Record, appeal: Appeal, today: date) -> AppealStanding:
    record.require_own(appeal)
    held = appeal_seen(record, appeal.pk, today=today)
    if held is None:
        raise NotAllowed("This is not shared with you.")
    return held


def _actor_problems(
    record: Record,
    held: AppealStanding,
    there: State,
    actor: Post | None,
    at: datetime,
) -> list[Refusal]:
    """A fresh look is taken by someone who was not involved, when it starts and when it ends."""
    about = held.about
    if actor is not None and not may_answer(record.person, actor.account, about, at=at):
        return [Refusal("Choose someone who may read and answer this.", "actor")]
    if there is State.IN_REVIEW and actor is not None:
        reasons = [Refusal(why, "actor") for why in why_not(actor, held.appeal)]
        standing = advocacy_standing(advocacy_rows(held))
        return [*reasons, *(Refusal(why) for why in standing.obstacles)]
    if there is State.DECIDED and held.last.actor is not None:
        return [Refusal(why) for why in why_not(held.last.actor, held.appeal)]
    return []


def _carries_on(
    record: Record, held: AppealStanding, there: State, *, by: Account, at: datetime
) -> Post | None:
    """Who owes what comes next where nobody was named: who did so far, but never a reviewer."""
    if there not in (State.REVIEW_ASKED, State.OUTSIDE):
        return None
    named = [
        row.actor
        for row in reversed(held.steps)
        if row.actor is not None
        and row.state != State.IN_REVIEW.value
        and may_answer(record.person, row.actor.account, held.about, at=at)
    ]
    return named[0] if named else answers_first(record, held.about, by=by, at=at)


def _add(
    appeal: Appeal,
    step: StepTaken,
    number: int,
    actor: Post | None,
    *,
    by: Account,
    at: datetime,
) -> AppealStep:
    on = timezone.localdate(at)
    happened = on if step.state is State.INVITED or step.on is None else step.on
    starts = step.on if step.state is State.INVITED and step.on else happened
    try:
        with transaction.atomic():
            return AppealStep.objects.create(
                appeal=appeal,
                number=number,
                state=step.state.value,
                words=step.words.strip(),
                remedy=step.remedy.strip(),
                on=happened,
                at=at,
                by=by,
                by_name=by.full_name,
                actor=actor,
                actor_name=f"{actor.account.full_name}, {actor}" if actor else "",
                due=settings.JURISDICTION.appeal.due(step.state, starts),
            )
    except IntegrityError as error:
        raise CannotAppeal(MOVED_ON) from error


@transaction.atomic
def explain_missed_date(
    *, record: Record, step: AppealStep, reason: str, by: Account, at: datetime
) -> None:
    """Say why what was owed after a step came late. Said once, and kept."""
    record.require(Action.ANSWER_APPEAL)
    held = _held(record, step.appeal, timezone.localdate(at))
    if not reason.strip():
        raise CannotAppeal([Refusal("Say why, in a few words.", "reason")])
    stop = next((each for each in held.stops if each.happened.number == step.number), None)
    if stop is None or not stop.needs_reason:
        raise CannotAppeal("This needs no reason.")
    MissedAppealDate.objects.create(step=step, reason=reason.strip(), at=at, by=by)
    _note(record, step.appeal, "said why an answer was late", at)


@transaction.atomic
def answer_four_questions(
    *,
    record: Record,
    appeal: Appeal,
    answers: dict[Ability, Difficulty],
    helper: str,
    by: Account,
    at: datetime,
) -> Advocacy:
    """Keep what was found with the person: how hard each thing is, and who could help."""
    _may_answer(record, appeal, at)
    if problems := answer_problems(answers):
        raise CannotArrangeAdvocate(problems)
    said = {ability.value: answer.value for ability, answer in answers.items()}
    return _advocacy(
        record, appeal, AdvocacyStep.ANSWERED, by=by, at=at, answers=said, helper=helper.strip()
    )


@transaction.atomic
def arrange_advocate(
    *,
    record: Record,
    appeal: Appeal,
    step: AdvocacyStep,
    words: str = "",
    by: Account,
    at: datetime,
) -> Advocacy:
    """Keep what the person said to the offer, or to whom they were referred (`words`)."""
    held = _may_answer(record, appeal, at)
    standing = advocacy_standing(advocacy_rows(held))
    if reasons := advocacy_problems(step, standing):
        raise CannotArrangeAdvocate(reasons)
    if step is AdvocacyStep.REFERRED and not words.strip():
        raise CannotArrangeAdvocate([Refusal("Say whom you asked.", "words")])
    return _advocacy(record, appeal, step, by=by, at=at, words=words.strip())


@transaction.atomic
def ask_for_advocate(*, record: Record, appeal: Appeal, by: Account, at: datetime) -> Advocacy:
    """The person, or who raised it for them, wants an advocate. No question is asked."""
    record.require(Action.APPEAL)
    held = _held(record, appeal, timezone.localdate(at))
    if Taker.RAISED_IT not in takers(record, held) and record.role is not Role.PERSON:
        raise NotAllowed("Only the person can ask for this.")
    return _advocacy(record, appeal, AdvocacyStep.ASKED_FOR, by=by, at=at)


def _may_answer(record: Record, appeal: Appeal, at: datetime) -> AppealStanding:
    record.require(Action.ANSWER_APPEAL)
    held = _held(record, appeal, timezone.localdate(at))
    if Taker.STAFF not in takers(record, held) or not held.is_open:
        raise NotAllowed("You do not have permission to answer this.")
    return held


def _advocacy(
    record: Record, appeal: Appeal, step: AdvocacyStep, *, by: Account, at: datetime, **more: object
) -> Advocacy:
    row = Advocacy.objects.create(
        appeal=appeal,
        step=step.value,
        on=timezone.localdate(at),
        at=at,
        by=by,
        by_name=by.full_name,
        **more,
    )
    _note(record, appeal, "went on with an advocate", at, step.value)
    return row


def _note(record: Record, appeal: Appeal, did: str, at: datetime, what: str = "") -> None:
    """Write the audit row with what it is about, so that what is sealed hides it as well."""
    about = about_of(appeal)
    record.note(did, at=at, what=what, section=about.section, thread=about.entry or None)
