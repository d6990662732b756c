from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from hearth.core.preparing import QUESTIONS, Form, Task, tasks
from hearth.core.rounds import Step
from hearth.records.access.door import Record
from hearth.records.measures.models import Response
from hearth.records.plans.models import Entry, Round, StepReached
from hearth.records.preparation.models import Letter, Passed, Returned, UrgentTask


def open_urgent_tasks(record: Record) -> list[UrgentTask]:
    return list(
        UrgentTask.objects.filter(person=record.person, done_at__isnull=True).order_by("raised_at")
    )


def urgent_tasks_for(posts: list[int]) -> QuerySet[UrgentTask]:
    """Urgent results that wait for these members of staff, the oldest first."""
    rows = UrgentTask.objects.filter(for_post__in=posts, done_at__isnull=True)
    return rows.select_related("person").order_by("raised_at")


def urgent_task(record: Record, pk: int) -> UrgentTask | None:
    return UrgentTask.objects.filter(person=record.person, pk=pk).first()


def last_letter(round: Round) -> Letter | None:
    return Letter.objects.filter(round=round).order_by("-made_at").first()


def last_return(round: Round) -> Returned | None:
    return Returned.objects.filter(round=round).order_by("-at").first()


def answers_returned(posts: list[int], *, since: datetime, most: int = 20) -> list[Returned]:
    """Answers that came back and wait for a conversation after `since`, the next one first.

    Those without a time come last. What was missed before then is a missed date.
    """
    later = Returned.objects.filter(round=OuterRef("round"), pk__gt=OuterRef("pk"))
    discussed = StepReached.objects.filter(round=OuterRef("round")).exclude(step=Step.PREPARE.value)
    rows = Returned.objects.filter(
        ~Exists(later),
        ~Exists(discussed),
        round__accountable__in=posts,
        round__ended_at__isnull=True,
    )
    rows = rows.select_related("round__person")
    dated = rows.filter(round__conversation_at__gte=since).order_by("round__conversation_at")
    undated = rows.filter(round__conversation_at__isnull=True).order_by("-at")
    return [*dated[:most], *undated[:most]][:most]


def task_list(record: Record, round: Round) -> list[Task]:
    """The list of tasks as it stands: what is answered in this round, or passed. Three queries."""
    kinds = set(
        Entry.objects.filter(
            person=record.person, round=round, replaced_at__isnull=True, withdrawn=False
        )
        .exclude(thread__in=record.hidden)
        .values_list("kind", flat=True)
        .distinct()
    )
    measured = Response.objects.filter(person=record.person, round_id=round.pk).exists()
    answered = [q.code for q in QUESTIONS if q.kind in kinds]
    answered += [q.code for q in QUESTIONS if q.form is Form.MEASURE and measured]
    passed = Passed.objects.filter(round=round).values_list("question", flat=True)
    return tasks(answered=answered, passed=list(passed))
