"""The facts of many people at once, as the core speaks of them: a dozen queries, for any number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hearth.core.messages import MessageWay, Outcome
from hearth.core.recall.facts import (
    Answer,
    Ending,
    Facts,
    LeftOut,
    Letter,
    Listed,
    ListKind,
    Said,
    Sent,
    WhyNot,
)
from hearth.core.rounds import Step
from hearth.records.access.models import Involvement
from hearth.records.outbox.models import Attempt, Message
from hearth.records.people.models import Death, DeathReport, Person
from hearth.records.periods import not_over
from hearth.records.plans.models import Round, StepReached, Version
from hearth.records.preparation.models import Letter as MadeLetter
from hearth.records.preparation.models import Returned, UrgentTask
from hearth.records.recall.models import BatchLine, OnRegister, Recall, RecallException, Reply

TALKED = (Step.DOCUMENT.value, Step.REVIEW.value)
FRESH = timedelta(weeks=6)
"""A preparation letter that is older tells old results: it counts no more."""
PAUSES = (Ending.NO_REPLY.value, Ending.DECLINED.value)


@dataclass
class _Gathered:
    """What was read, by person."""

    rows: dict[UUID, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    many: dict[str, dict[UUID, list[Any]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def facts_of(people: Collection[UUID]) -> dict[UUID, Facts]:
    """Gather the facts of these people, with their open recall, if they have one."""
    held = _Gathered()
    recalls = {
        row.pk: row for row in Recall.objects.filter(person__in=people, ended_at__isnull=True)
    }
    _lists(held, people)
    _plans(held, people)
    _rounds(held, people)
    _met(held, people, {row.person_id: row.opened_at for row in recalls.values()})
    _out(held, people)
    _letters(held, recalls)
    _pauses(held, people)
    for row in recalls.values():
        held.rows[row.person_id]["month"] = row.month
    born = Person.objects.filter(pk__in=people).values_list("pk", "born")
    return {pk: _facts(pk, day, held) for pk, day in born}


def _facts(pk: UUID, born: date, held: _Gathered) -> Facts:
    found: dict[str, Any] = dict(held.rows.get(pk, {}))
    found |= {name: tuple(rows[pk]) for name, rows in held.many.items() if pk in rows}
    return Facts(born=born, **found)


def _lists(held: _Gathered, people: Collection[UUID]) -> None:
    rows = OnRegister.objects.filter(person__in=people, until__isnull=True).order_by("since", "pk")
    for row in rows:
        held.many["listed"][row.person_id].append(
            Listed(row.register, row.since, ListKind(row.kind), row.due, tuple(row.why))
        )


def _plans(held: _Gathered, people: Collection[UUID]) -> None:
    """The review that the newest plan names, while the round in which it was made goes on."""
    rows = Version.objects.filter(person__in=people).order_by("person", "number")
    for person, due, ended in rows.values_list("person_id", "review_on", "round__ended_at"):
        held.rows[person]["review_due"] = None if ended else due


def _rounds(held: _Gathered, people: Collection[UUID]) -> None:
    running = Round.objects.filter(person__in=people, ended_at__isnull=True)
    for person, talk_at in running.values_list("person_id", "conversation_at"):
        talk = timezone.localdate(talk_at) if talk_at else None
        held.rows[person] |= {"step": Step.PREPARE, "conversation_on": talk}
    steps = StepReached.objects.filter(
        round__person__in=people, round__ended_at__isnull=True
    ).order_by("pk")
    for person, step in steps.values_list("round__person_id", "step"):
        held.rows[person]["step"] = Step(step)
    back = Returned.objects.filter(round__person__in=people, round__ended_at__isnull=True)
    for person in back.values_list("round__person_id", flat=True):
        held.rows[person]["handed_in"] = True


def _met(held: _Gathered, people: Collection[UUID], opened: Mapping[UUID, datetime]) -> None:
    talked = StepReached.objects.filter(round__person__in=people, step__in=TALKED, ended=False)
    for person, at in talked.order_by("at").values_list("round__person_id", "at"):
        held.rows[person]["last_met"] = timezone.localdate(at)
        if person in opened and at >= opened[person]:
            held.rows[person].setdefault("met_on", timezone.localdate(at))


def _out(held: _Gathered, people: Collection[UUID]) -> None:
    for row in RecallException.objects.filter(person__in=people, end__isnull=True):
        held.many["left_out"][row.person_id].append(
            LeftOut(WhyNot(row.why), row.since, row.until, row.words)
        )
    marks = {
        "died": Death.objects.filter(person__in=people, undone_at__isnull=True),
        "death_told": DeathReport.objects.filter(person__in=people, closed_at__isnull=True),
        "urgent": UrgentTask.objects.filter(person__in=people, done_at__isnull=True),
    }
    for name, rows in marks.items():
        for person in rows.values_list("person_id", flat=True):
            held.rows[person][name] = True


def _letters(held: _Gathered, recalls: Mapping[int, Recall]) -> None:
    lines = BatchLine.objects.filter(
        not_stopped(), recall__in=recalls, batch__undone_at__isnull=True
    ).exclude(how=BatchLine.How.NOTHING)
    rows = list(lines.select_related("batch").order_by("pk"))
    failed = failed_among(row.reference for row in rows if row.reference)
    for row in rows:
        held.many["sent"][recalls[row.recall_id].person_id].append(_sent(row, failed))
    _by_hand(held, recalls)
    for reply in Reply.objects.filter(recall__in=recalls).order_by("pk"):
        said = Said(Answer(reply.answer), timezone.localtime(reply.at), reply.until)
        held.many["said"][recalls[reply.recall_id].person_id].append(said)


def _by_hand(held: _Gathered, recalls: Mapping[int, Recall]) -> None:
    """Preparation letters that somebody made and printed by themselves, in no batch."""
    opened = {row.person_id: row.opened_at for row in recalls.values()}
    rows = MadeLetter.objects.filter(
        ~Exists(BatchLine.objects.filter(made=OuterRef("pk"))),
        person__in=opened,
        round__ended_at__isnull=True,
    )
    for person, at in rows.values_list("person_id", "made_at"):
        if at >= opened[person] - FRESH:
            held.many["sent"][person].append(Sent(Letter.PREPARATION, None, timezone.localtime(at)))


def _sent(row: BatchLine, failed: Collection[UUID]) -> Sent:
    is_task = row.how == BatchLine.How.TASK
    return Sent(
        letter=Letter(row.batch.letter),
        way=MessageWay(row.way) if row.way else None,
        at=timezone.localtime(row.done_at or row.batch.sent_at),
        failed=row.reference in failed,
        waits=is_task and row.done_at is None,
    )


def not_stopped() -> Q:
    """Only lines whose letter was not stopped before it left: it invited nobody."""
    stopped = Message.objects.filter(
        reference=OuterRef("reference"), attempts__outcome=Outcome.STOPPED.value
    )
    return ~Q(Exists(stopped))


def failed_among(references: Iterable[UUID]) -> set[UUID]:
    """Which of these messages ended without arriving."""
    ended = Attempt.objects.filter(
        message=OuterRef("pk"), outcome__in=[Outcome.HANDED_OVER.value, Outcome.STOPPED.value]
    )
    rows = Message.objects.filter(~Exists(ended), reference__in=list(references))
    return set(rows.filter(next_at__isnull=True).values_list("reference", flat=True))


def _pauses(held: _Gathered, people: Collection[UUID]) -> None:
    rows = Recall.objects.filter(person__in=people, ended_why__in=PAUSES).order_by("ended_at")
    for person, at in rows.values_list("person_id", "ended_at"):
        held.rows[person]["last_asked"] = timezone.localdate(at)


def tied_to(organisations: Collection[int], *, on: date, person: str = "person") -> Q:
    """Only of people in whose care one of these organisations has a part on a day."""
    tied = Involvement.objects.filter(
        not_over(on),
        person=OuterRef(person),
        organisation__in=organisations,
        starts__lte=on,
    )
    return Q(Exists(tied))


def nobody_died(person: str) -> Q:
    """Only of people who live, as far as anybody told us."""
    died = Death.objects.filter(person=OuterRef(person), undone_at__isnull=True)
    told = DeathReport.objects.filter(person=OuterRef(person), closed_at__isnull=True)
    return ~Q(Exists(died)) & ~Q(Exists(told))
