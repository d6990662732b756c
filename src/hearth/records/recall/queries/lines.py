"""Open recalls as pages show them: who is due and why, what is next, how a letter reaches them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hearth.core.days import day_words
from hearth.core.messages import MessageWay
from hearth.core.recall.deciding import Decision, Standing, decide
from hearth.core.recall.facts import Facts, Letter
from hearth.core.recall.reaching import Reach, reach
from hearth.core.recall.stages import Next, Stage, next_letter, stage
from hearth.core.rounds import Step
from hearth.records.access.door import Record
from hearth.records.plans.models import Round, StepReached
from hearth.records.recall.models import BatchLine, Recall, Reply
from hearth.records.recall.queries.contacts import Reachable, reachable
from hearth.records.recall.queries.facts import facts_of, tied_to


@dataclass(frozen=True)
class RecallLine:
    """One open recall, with all that follows from its facts today."""

    recall: Recall
    facts: Facts
    decision: Decision
    stage: Stage
    next: Next | None

    @property
    def is_left_out(self) -> bool:
        return self.decision.standing is Standing.LEFT_OUT

    def is_late(self, today: date) -> bool:
        """Say whether their month went by and nobody has asked them."""
        return self.stage is Stage.TO_INVITE and self.recall.month < today.replace(day=1)


@dataclass(frozen=True)
class PreviewLine:
    """One person of a batch: how the letter would reach them, or why they would get nothing."""

    line: RecallLine
    there: Reachable
    reach: Reach | None
    why_not: str = ""

    @property
    def way(self) -> MessageWay | None:
        return self.reach.way if self.reach else None

    @property
    def is_task(self) -> bool:
        """Say whether a member of staff has to tell them."""
        return self.reach is not None and self.reach.way is None


def recalls_at(organisations: Collection[int], *, today: date) -> QuerySet[Recall]:
    """The open recalls of people in whose care these organisations have a part."""
    rows = Recall.objects.filter(
        tied_to(organisations, on=today), organisation__in=organisations, ended_at__isnull=True
    )
    return rows.select_related("person", "organisation", "accountable__account")


def months(organisations: Collection[int], *, today: date) -> list[tuple[date, int]]:
    """How many open recalls there are for each month, the earliest first. One query."""
    rows = recalls_at(organisations, today=today).select_related(None)
    counted = rows.values("month").annotate(count=Count("pk")).order_by("month")
    return [(row["month"], row["count"]) for row in counted]


def recalls_in(organisations: Collection[int], month: date, *, today: date) -> list[RecallLine]:
    """The open recalls of a month. To this month belong those of earlier months that still wait."""
    rows = recalls_at(organisations, today=today)
    first = month.replace(day=1)
    due = Q(month__lte=first) if first == today.replace(day=1) else Q(month=first)
    return lines(rows.filter(due).order_by("month", "person__family_key", "pk"), today=today)


def lines(rows: Iterable[Recall], *, today: date) -> list[RecallLine]:
    """What follows from the facts of these recalls."""
    held, rule = list(rows), settings.JURISDICTION.recall
    known = facts_of([row.person_id for row in held])
    found = []
    for row in held:
        facts = known[row.person_id]
        following = next_letter(facts, today, rule)
        found.append(
            RecallLine(row, facts, decide(facts, today, rule), stage(facts, today), following)
        )
    return found


def letters_due(
    organisations: Collection[int], *, today: date, letter: Letter | None = None
) -> list[RecallLine]:
    """Those to whom a letter may go today, the longest due first. Nothing is ever sent alone."""
    limit = today + timedelta(days=settings.JURISDICTION.recall.invite_before)
    rows = recalls_at(organisations, today=today).filter(Q(month__lte=limit) | _has_begun())
    found = [
        each
        for each in lines(rows, today=today)
        if each.next and each.next.from_day <= today and letter in (None, each.next.letter)
    ]
    return sorted(found, key=lambda each: (each.next.from_day, each.recall.pk) if each.next else ())


def _has_begun() -> Q:
    reviews = StepReached.objects.filter(round=OuterRef("pk"), step=Step.REVIEW.value)
    running = Round.objects.filter(
        ~Exists(reviews), person=OuterRef("person"), ended_at__isnull=True
    )
    return (
        Q(Exists(BatchLine.objects.filter(recall=OuterRef("pk"))))
        | Q(Exists(Reply.objects.filter(recall=OuterRef("pk"))))
        | Q(Exists(running))
    )


def preview(rows: Iterable[Recall], letter: Letter, *, today: date) -> list[PreviewLine]:
    """Say what each of these would get if this letter were sent today. Changes nothing."""
    return preview_lines(lines(rows, today=today), letter, today=today)


def preview_lines(held: Sequence[RecallLine], letter: Letter, *, today: date) -> list[PreviewLine]:
    """The same for recalls whose facts are at hand."""
    there = reachable([each.recall.person_id for each in held], on=today)
    return [_preview(each, letter, there[each.recall.person_id], today) for each in held]


def _preview(line: RecallLine, letter: Letter, there: Reachable, today: date) -> PreviewLine:
    if words := why_not(line, letter, today):
        return PreviewLine(line, there, None, words)
    assert line.next is not None
    by = reach(there.contact, letter, used=line.next.used, again=line.next.again)
    return PreviewLine(line, there, by)


def why_not(line: RecallLine, letter: Letter, today: date) -> str:
    """Say in plain words why this letter may not go to this person today; empty when it may."""
    if line.is_left_out:
        return line.decision.reasons[0]
    if letter is Letter.PREPARATION and line.facts.urgent:
        return "A result must be told by a person first."
    if any(each.waits for each in line.facts.sent):
        return "Somebody still has to tell them of the letter before."
    if line.next is None and line.stage is Stage.TO_INVITE:
        return line.decision.reasons[0]
    if line.next is None or line.next.letter is not letter:
        return f"{line.stage.value.capitalize()}: this letter is not next."
    if line.next.from_day > today:
        day = line.next.from_day
        return f"It is too early: from {day_words(day)}."
    return ""


def open_recall(record: Record, *, today: date) -> RecallLine | None:
    """The open recall of one person, if there is one."""
    rows = Recall.objects.filter(person=record.person, ended_at__isnull=True)
    held = lines(rows.select_related("person", "organisation", "accountable__account"), today=today)
    return held[0] if held else None


def decision_for(record: Record, *, today: date) -> Decision:
    """Is this person due, and why? For a prompt where somebody works, also without a recall."""
    return decisions([record.person.pk], today=today)[record.person.pk]


def decisions(people: Collection[UUID], *, today: date) -> dict[UUID, Decision]:
    """The same for many people."""
    rule = settings.JURISDICTION.recall
    return {pk: decide(facts, today, rule) for pk, facts in facts_of(people).items()}
