"""What happened to the people who were due in a month, as it stood at a moment. A dozen queries.

Nothing is stored: every fact has its time, so the same month read at the same moment is the same
statement. Whoever said “not now” counts in the month in which they were due, and in the one to
which their recall has moved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from hearth.core.agreement import THEIRS, Answer
from hearth.core.recall.facts import Answer as Said
from hearth.core.recall.facts import Ending
from hearth.core.rounds import Step
from hearth.core.statement import Case, Group, Reached, WhyNot, age_band
from hearth.records.access.models import Share, ShareLink
from hearth.records.accountability.queries.place import TALKED
from hearth.records.community.models import Organisation
from hearth.records.people.models import Person, Supporter
from hearth.records.plans.models import Round, Signature, StepReached
from hearth.records.preparation.models import Letter, Returned
from hearth.records.recall.models import BatchLine, Recall, Reply
from hearth.records.recall.queries.facts import not_stopped

ENDED_STEP = "ended"
ENDED: dict[str, WhyNot] = {
    Ending.DIED.value: WhyNot.DIED,
    Ending.DECLINED.value: WhyNot.SAID_NO,
    Ending.LEFT_OUT.value: WhyNot.LEFT_OUT,
    Ending.NO_REPLY.value: WhyNot.NO_REPLY,
    Ending.OFF_LISTS.value: WhyNot.OFF_LISTS,
}


@dataclass
class _Held:
    """What was read: by recall, by round and by person."""

    sent: set[int] = field(default_factory=set)
    said: dict[int, str] = field(default_factory=dict)
    rounds: dict[UUID, list[Round]] = field(default_factory=lambda: defaultdict(list))
    steps: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    prepared: set[int] = field(default_factory=set)
    agreed: set[int] = field(default_factory=set)
    shared: set[UUID] = field(default_factory=set)


def months_with_recalls(organisations: Collection[int], *, until: date) -> list[date]:
    """The months, the newest first, in which somebody of these organisations was due."""
    rows = Recall.objects.filter(organisation__in=organisations)
    found = rows.filter(month__lte=until).values_list("month", flat=True).distinct()
    first = rows.filter(first_month__lte=until).values_list("first_month", flat=True).distinct()
    return sorted({*found, *first}, reverse=True)


def organisations_in(communities: Collection[int]) -> list[int]:
    """The organisations of whole communities, for those who see figures only."""
    rows = Organisation.objects.filter(community__in=communities)
    return list(rows.values_list("pk", flat=True))


def cases(organisations: Collection[int], month: date, *, at: datetime) -> list[Case]:
    """What had happened at a moment to each person who was due in a month."""
    first = month.replace(day=1)
    rows = Recall.objects.filter(
        Q(month=first) | Q(first_month=first), organisation__in=organisations, opened_at__lt=at
    )
    recalls = list(rows.select_related("person").order_by("pk"))
    held = _read(rows, at)
    return [_case(recall, held, at) for recall in recalls]


def _read(recalls: QuerySet[Recall], at: datetime) -> _Held:
    held, ids, people = _Held(), recalls.values("pk"), recalls.values("person")
    lines = BatchLine.objects.filter(
        Q(batch__undone_at__isnull=True) | Q(batch__undone_at__gte=at),
        not_stopped(),
        recall__in=ids,
        batch__sent_at__lt=at,
    ).exclude(how=BatchLine.How.NOTHING)
    held.sent = set(lines.values_list("recall_id", flat=True))
    replies = Reply.objects.filter(recall__in=ids, at__lt=at).order_by("pk")
    held.said = dict(replies.values_list("recall_id", "answer"))
    for row in Round.objects.filter(person__in=people, started_at__lt=at).order_by("started_at"):
        held.rounds[row.person_id].append(row)
    steps = StepReached.objects.filter(round__person__in=people, at__lt=at)
    for round, step, ended in steps.values_list("round_id", "step", "ended"):
        held.steps[round].add(ENDED_STEP if ended else step)
    _read_plans(held, people, at)
    return held


def _read_plans(held: _Held, people: Any, at: datetime) -> None:
    """Who was prepared, who agreed, and who chose somebody to read their plan."""
    letters = Letter.objects.filter(person__in=people, made_at__lt=at)
    back = Returned.objects.filter(round__person__in=people, at__lt=at)
    held.prepared = {*letters.values_list("round_id", flat=True)}
    held.prepared |= {*back.values_list("round_id", flat=True)}
    yes = Signature.objects.filter(
        version__person__in=people,
        party__in=[party.value for party in THEIRS],
        answer=Answer.AGREED.value,
        at__lt=at,
    )
    held.agreed = {*yes.values_list("version__round_id", flat=True)}
    running = Q(ended_at__isnull=True) | Q(ended_at__gte=at)
    chosen: Iterable[QuerySet[Any]] = (
        Share.objects.filter(running, person__in=people, shared_at__lt=at),
        ShareLink.objects.filter(running, person__in=people, made_at__lt=at, ends_at__gte=at),
        Supporter.objects.filter(running, person__in=people, accepted_at__lt=at),
    )
    for rows in chosen:
        held.shared |= {*rows.values_list("person_id", flat=True)}


def _case(recall: Recall, held: _Held, at: datetime) -> Case:
    round = _round_of(recall, held)
    reached = _reached(recall, round, held, at)
    met = Reached.MET in reached
    return Case(
        reached,
        _groups(recall.person, timezone.localdate(at)),
        None if met else _why_not(recall, round, held, at),
    )


def _round_of(recall: Recall, held: _Held) -> Round | None:
    """The round that came of a recall: the one that it began, or the one of its time."""
    rounds = held.rounds.get(recall.person_id, [])
    begun = [each for each in rounds if each.pk == recall.round_id]
    of_its_time = [
        each
        for each in rounds
        if (each.ended_at is None or each.ended_at >= recall.opened_at)
        and (recall.ended_at is None or each.started_at <= recall.ended_at)
    ]
    return next(iter([*begun, *of_its_time]), None)


def _reached(recall: Recall, round: Round | None, held: _Held, at: datetime) -> frozenset[Reached]:
    begun = round.pk if round else None
    steps = held.steps.get(begun, set()) if begun else set()
    agreed = begun in held.agreed
    facts = {
        Reached.INVITED: bool(begun) or recall.pk in held.sent or recall.pk in held.said,
        Reached.PREPARED: begun in held.prepared,
        Reached.MET: _met(round, steps, at),
        Reached.AGREED: agreed,
        Reached.SHARED: agreed and recall.person_id in held.shared,
        Reached.REVIEWED: ENDED_STEP in steps,
    }
    return frozenset(each for each, is_so in facts.items() if is_so)


def _met(round: Round | None, steps: set[str], at: datetime) -> bool:
    """They talked: the plan is being written, or the time of the conversation has gone by."""
    if steps & {*TALKED, ENDED_STEP}:
        return True
    talk = round.conversation_at if round else None
    return Step.DISCUSS.value in steps and talk is not None and talk < at


def _why_not(recall: Recall, round: Round | None, held: _Held, at: datetime) -> WhyNot:
    if recall.ended_at and recall.ended_at < at and recall.ended_why in ENDED:
        return ENDED[recall.ended_why]
    if round is not None:
        return WhyNot.BOOKED if round.conversation_at else WhyNot.NOT_BOOKED
    said = held.said.get(recall.pk, "")
    if said:
        answers = {Said.YES.value: WhyNot.NOT_BOOKED, Said.LATER.value: WhyNot.LATER}
        return answers.get(said, WhyNot.SAID_NO)
    return WhyNot.WAITING if recall.pk in held.sent else WhyNot.NOT_INVITED


def _groups(person: Person, on: date) -> dict[Group, str]:
    """What is recorded of somebody. The records hold nothing of how well off a place is."""
    return {
        Group.AGE: age_band(person.born, on),
        Group.SEX: person.sex.strip().capitalize(),
        Group.ETHNICITY: person.ethnicity.strip(),
        Group.LANGUAGE: person.language.strip(),
    }
