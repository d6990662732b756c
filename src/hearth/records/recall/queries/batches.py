"""What was sent, what can be taken back, what is to print, and whom somebody has to tell."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from hearth.core.access import Action, Role
from hearth.core.messages import MessageWay, Outcome
from hearth.core.recall.facts import WhyNot
from hearth.records.access.door import Record
from hearth.records.outbox.models import Attempt, Message
from hearth.records.periods import not_over
from hearth.records.preparation.models import Letter as MadeLetter
from hearth.records.recall.models import Batch, BatchLine, OnRegister, RecallException
from hearth.records.recall.queries.facts import failed_among, nobody_died, tied_to


@dataclass(frozen=True)
class BatchLineStanding:
    """A line of a batch, and what became of its message."""

    row: BatchLine
    failed: bool
    stopped: bool


def batches(organisations: Collection[int]) -> QuerySet[Batch]:
    """What was sent, the newest first, with counts: `messages`, `papers`, `tasks`, `nothings`."""
    how = BatchLine.How
    on_paper = Q(lines__way=MessageWay.LETTER.value)
    rows = Batch.objects.filter(organisation__in=organisations).annotate(
        messages=Count("lines", filter=Q(lines__how=how.MESSAGE) & ~on_paper),
        papers=Count("lines", filter=Q(lines__how=how.MESSAGE) & on_paper),
        tasks=Count("lines", filter=Q(lines__how=how.TASK)),
        nothings=Count("lines", filter=Q(lines__how=how.NOTHING)),
    )
    return rows.select_related("organisation", "sent_by").order_by("-sent_at", "-pk")


def can_be_taken_back(batch: Batch, *, at: datetime) -> bool:
    """Say whether there is still time; a worker that is quicker still wins."""
    return batch.undone_at is None and at < batch.leaves_at


def lines_of(batch: Batch) -> list[BatchLineStanding]:
    """The lines of a batch by name, each with what became of its message."""
    rows = batch.lines.select_related("recall__person", "done_by")
    held = list(rows.order_by("recall__person__family_key", "pk"))
    references = [row.reference for row in held if row.reference]
    failed = failed_among(references)
    stopped = set(
        Message.objects.filter(
            reference__in=references, attempts__outcome=Outcome.STOPPED.value
        ).values_list("reference", flat=True)
    )
    return [
        BatchLineStanding(row, row.reference in failed, row.reference in stopped) for row in held
    ]


def messages_of(batch: Batch) -> QuerySet[BatchLine]:
    """The lines of a batch whose letter leaves by itself."""
    return batch.lines.filter(how=BatchLine.How.MESSAGE).select_related("recall").order_by("pk")


def papers_of(batch: Batch, *, today: date) -> list[tuple[BatchLine, Message]]:
    """The letters of a batch that lie ready to print, by name.

    None for somebody who died, or who is left out since: what has not left does not leave.
    """
    made = Attempt.objects.filter(message=OuterRef("pk"), outcome=Outcome.HANDED_OVER.value)
    wanted = batch.lines.filter(
        nobody_died("recall__person"),
        ~Exists(running_exceptions(today).filter(person=OuterRef("recall__person"))),
        how=BatchLine.How.MESSAGE,
        way=MessageWay.LETTER.value,
    )
    rows = list(
        wanted.select_related("recall__person", "made").order_by("recall__person__family_key", "pk")
    )
    ready = Message.objects.filter(Exists(made), reference__in=[row.reference for row in rows])
    messages = {message.reference: message for message in ready.select_related("settled")}
    return [(row, messages[row.reference]) for row in rows if row.reference in messages]


def letter_with(reference: UUID) -> MadeLetter | None:
    """The preparation letter that goes with a message, if one does."""
    row = BatchLine.objects.filter(reference=reference, made__isnull=False)
    line = row.select_related("made").first()
    return line.made if line else None


def to_tell(organisations: Collection[int], *, today: date) -> QuerySet[BatchLine]:
    """People whom a member of staff has to tell, the oldest first, each with why."""
    rows = BatchLine.objects.filter(
        tied_to(organisations, on=today, person="recall__person"),
        nobody_died("recall__person"),
        ~Exists(running_exceptions(today).filter(person=OuterRef("recall__person"))),
        how=BatchLine.How.TASK,
        done_at__isnull=True,
        batch__undone_at__isnull=True,
        batch__organisation__in=organisations,
        recall__ended_at__isnull=True,
    )
    related = rows.select_related("batch", "recall__person", "recall__accountable__account")
    return related.order_by("batch__sent_at", "pk")


def running_exceptions(today: date) -> QuerySet[RecallException]:
    """The exceptions that have begun, and neither ran out nor were ended."""
    lasts = not_over(today, "until")
    return RecallException.objects.filter(lasts, end__isnull=True, since__lte=today)


def left_out(organisations: Collection[int], *, today: date) -> QuerySet[RecallException]:
    """The exceptions that run today, of people who live, in whose care these have a part."""
    rows = running_exceptions(today).filter(nobody_died("person"), tied_to(organisations, on=today))
    return rows.select_related("person").order_by(F("until").asc(nulls_last=True), "pk")


def exceptions_of(record: Record) -> QuerySet[RecallException]:
    """All exceptions of one person, those that ended too, the newest first."""
    rows = RecallException.objects.filter(person=record.person)
    return rows.select_related("by", "end__by").order_by("-at", "-pk")


def may_opt_in(record: Record, *, on: date) -> bool:
    """Say whether the viewer may let them take part again: a supporter, only after a “not now”."""
    if record.may(Action.PLAN_ROUND) or record.role is Role.PERSON:
        return True
    firm = running_exceptions(on).filter(person=record.person).exclude(why=WhyNot.NOT_NOW.value)
    return record.may(Action.ASK_REVIEW) and not firm.exists()


def registers_of(record: Record) -> QuerySet[OnRegister]:
    """The lists that one person is on, and why."""
    rows = OnRegister.objects.filter(person=record.person, until__isnull=True)
    return rows.order_by("since", "pk")
