"""What people answer, and who is left out: said by themselves, or taken down by staff."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import DateField, Value
from django.db.models.functions import Least
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.days import months_after
from hearth.core.recall.facts import ENDING_OF, Answer, CannotRecall, Letter, WhyNot
from hearth.core.recall.stages import Stage
from hearth.core.rounds import Step
from hearth.core.words import Refusal
from hearth.records.access.door import NotAllowed, Record
from hearth.records.community.models import Post
from hearth.records.outbox import bulk as outbox
from hearth.records.people.deaths import report_death
from hearth.records.people.models import Account, Person
from hearth.records.plans.changes.rounds import start_round
from hearth.records.plans.models import Round
from hearth.records.plans.queries.rounds import running_round
from hearth.records.recall.changes.opening import end_recall, open_recalls
from hearth.records.recall.models import (
    BatchLine,
    ExceptionEnd,
    Recall,
    RecallException,
    Reply,
)
from hearth.records.recall.queries.batches import may_opt_in
from hearth.records.recall.queries.history import INVITES as ASKS
from hearth.records.recall.queries.lines import open_recall

LONGEST_MONTHS = 120

NONE_OPEN = "There is no open recall for this person."


@transaction.atomic
def reply(
    *,
    record: Record,
    answer: Answer,
    by: Account,
    at: datetime,
    until: date | None = None,
    words: str = "",
) -> Reply:
    """Keep what somebody answered: yes, later (until a day), or no (for a while, or until a day).

    The person, a supporter who may ask for a review, or staff who plan rounds. Only the person or
    staff who spoke with them can say no. What has not left yet does not leave; a yes stops only
    what asks, and ends a “not now”.
    """
    _may_answer(record, answer)
    recall, today = _open(record), timezone.localdate(at)
    if answer is Answer.LATER and (until is None or until < today):
        raise CannotRecall([Refusal("Give a day that is still to come.", "until")])
    # The night ends this recall as met: what is said of the next one is not said of this one.
    if (now := open_recall(record, today=today)) and now.stage is Stage.MET:
        raise CannotRecall("They had their talk. Nobody asks them now.")
    row = Reply.objects.create(
        recall=recall, answer=answer.value, until=until, words=words.strip()[:300], at=at, by=by
    )
    if answer is Answer.YES:
        _stop_letters(recall, by, at, only=ASKS)
        _end_not_now(recall, by, at)
    else:
        _stop_letters(recall, by, at)
        _except(record, recall, _why(answer), until or _no_until(today), words, by, at)
    record.note("answered an invitation", at=at, what=answer.value)
    return row


def _may_answer(record: Record, answer: Answer) -> None:
    if record.may(Action.PLAN_ROUND):
        return
    record.require(Action.ASK_REVIEW)
    if answer is Answer.NO and record.role is not Role.PERSON:
        raise NotAllowed("Only the person can say no.")


def _why(answer: Answer) -> WhyNot:
    return WhyNot.NOT_NOW if answer is Answer.LATER else WhyNot.DECLINED


def _no_until(today: date) -> date:
    return months_after(today, settings.JURISDICTION.recall.declined_months)


def _open(record: Record) -> Recall:
    rows = Recall.objects.select_for_update().filter(person=record.person, ended_at__isnull=True)
    if (row := rows.first()) is None:
        raise CannotRecall(NONE_OPEN)
    return row


@transaction.atomic
def start_from_yes(
    *,
    record: Record,
    accountable: Post,
    due: Mapping[Step, date | None],
    agreed_with: str,
    by: Account,
    at: datetime,
    conversation_at: datetime | None = None,
    conversation_place: str = "",
) -> Round:
    """They said yes: start the round with who answers for it. One that runs already is kept."""
    recall = _open(record)
    said = recall.replies.order_by("-pk").values_list("answer", flat=True).first()
    if said != Answer.YES.value:
        reply(record=record, answer=Answer.YES, words=agreed_with, by=by, at=at)
    else:
        _end_not_now(recall, by, at)
    round = running_round(record) or start_round(
        record=record, due=due, accountable=accountable, agreed_with=agreed_with,
        conversation_at=conversation_at, conversation_place=conversation_place, by=by, at=at,
    )  # fmt: skip
    Recall.objects.filter(pk=recall.pk).update(round=round, accountable=accountable)
    record.note("went on from a yes", at=at)
    return round


@transaction.atomic
def leave_out(
    *,
    record: Record,
    why: WhyNot,
    by: Account,
    at: datetime,
    until: date | None = None,
    words: str = "",
) -> RecallException | None:
    """Leave somebody out of the recall, why, and until when. What has not left does not leave.

    A death is no exception to keep here: it is told, so that nothing at all is sent, and somebody
    checks it. Raises CannotRecall for a reason without what it needs.
    """
    record.require(Action.PLAN_ROUND)
    if why is WhyNot.DIED:
        told_by = words.strip() or by.full_name
        report_death(person=record.person, told_by=told_by, words="", died_on=None, by=by, at=at)
        return None
    if problems := _exception_problems(why, until, words, timezone.localdate(at)):
        raise CannotRecall(problems)
    # Locked, as by a batch that is being sent: its letters are seen here, and stopped.
    held = Recall.objects.select_for_update().filter(person=record.person, ended_at__isnull=True)
    if recall := held.first():
        _stop_letters(recall, by, at)
    row = _except(record, recall, why, until, words, by, at)
    record.note("left out of the recall", at=at, what=why.value)
    return row


def _exception_problems(why: WhyNot, until: date | None, words: str, today: date) -> list[Refusal]:
    found = []
    if why is WhyNot.NOT_NOW and until is None:
        found.append(Refusal("Say until when.", "until"))
    if until and until < today:
        found.append(Refusal("This day is over. Give one that is still to come.", "until"))
    if until and until > months_after(today, LONGEST_MONTHS):
        found.append(Refusal("This day is too far off. Give one within ten years.", "until"))
    if why is WhyNot.NOT_SUITABLE and not words.strip():
        found.append(Refusal("Say why, in a few words.", "words"))
    return found


def _except(
    record: Record, recall: Recall | None, why: WhyNot, until: date | None, words: str,
    by: Account, at: datetime,
) -> RecallException:  # fmt: skip
    row = RecallException.objects.create(
        person=record.person, why=why.value, words=words.strip()[:300],
        since=timezone.localdate(at), until=until, at=at, by=by,
    )  # fmt: skip
    if recall and why in ENDING_OF:
        end_recall(recall=recall, why=ENDING_OF[why], by=by, at=at)
    elif recall and until:
        month = (until + timedelta(days=1)).replace(day=1)
        Recall.objects.filter(pk=recall.pk).update(month=month)
    return row


def _stop_letters(
    recall: Recall, by: Account, at: datetime, *, only: Collection[Letter] = tuple(Letter)
) -> None:
    """Stop what waits to leave; whoever was still to tell them need not any more."""
    lines = BatchLine.objects.filter(recall=recall, batch__letter__in=[x.value for x in only])
    lines.filter(how=BatchLine.How.TASK, done_at__isnull=True).update(done_at=at, done_by=by)
    rows = lines.values_list("reference", flat=True)
    outbox.stop_waiting([each for each in rows if each], at=at, why="They have answered.")


def _end_not_now(recall: Recall, by: Account, at: datetime) -> None:
    """Who said “not now”, and now says yes, is left out no more: it is their month."""
    if _end_exceptions(recall.person, "", by, at, only=(WhyNot.NOT_NOW,)):
        month = timezone.localdate(at).replace(day=1)
        Recall.objects.filter(pk=recall.pk, month__gt=month).update(month=month)


def _end_exceptions(
    person: Person, words: str, by: Account, at: datetime, *, only: Collection[WhyNot]
) -> int:
    Person.objects.select_for_update().get(pk=person.pk)  # Two clicks end each of them once.
    rows = RecallException.objects.filter(
        person=person, end__isnull=True, why__in=[why.value for why in only]
    )
    ended = ExceptionEnd.objects.bulk_create(
        ExceptionEnd(exception=row, words=words.strip()[:300], at=at, by=by) for row in rows
    )
    return len(ended)


@transaction.atomic
def opt_in(*, record: Record, by: Account, at: datetime, words: str = "") -> int:
    """They take part again: end what keeps them out, and ask them this month. Says what ended.

    A no is the person's: nobody who helps them takes it back for them.
    """
    _may_answer(record, Answer.YES)
    if not may_opt_in(record, on=timezone.localdate(at)):
        raise NotAllowed("Only the person can take back their no.")
    ended = _end_exceptions(record.person, words, by, at, only=tuple(WhyNot))
    month = timezone.localdate(at).replace(day=1)
    recall = Recall.objects.filter(person=record.person, ended_at__isnull=True)
    first = Least("first_month", Value(month, output_field=DateField()))
    if not recall.update(month=month, first_month=first):
        open_recalls([record.person.pk], by=by, at=at, month=month)
    record.note("takes part in the recall again", at=at)
    return ended


@transaction.atomic
def told_in_person(*, record: Record, line: BatchLine, by: Account, at: datetime) -> None:
    """A member of staff told the person what a letter would have said."""
    record.require(Action.SEND_LETTER)
    mine = BatchLine.objects.filter(
        pk=line.pk, recall__person=record.person, how=BatchLine.How.TASK, done_at__isnull=True,
        batch__undone_at__isnull=True,
    )  # fmt: skip
    if not mine.update(done_at=at, done_by=by):
        raise CannotRecall("This was done already.")
    record.note("told in person of a letter of the recall", at=at, what=line.batch.letter)


@transaction.atomic
def give_to(*, record: Record, post: Post, by: Account, at: datetime) -> None:  # noqa: ARG001
    """Say who answers for somebody’s recall."""
    record.require(Action.PLAN_ROUND)
    recall = _open(record)
    Recall.objects.filter(pk=recall.pk).update(accountable=post)
    record.note("said who answers for a recall", at=at, what=str(post))
