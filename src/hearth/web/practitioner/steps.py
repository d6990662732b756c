"""Taking the round on: to the conversation, to the plan, to the review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.rounds import Step
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.rounds import go_to
from hearth.records.plans.queries.rounds import current_round, running_round
from hearth.web.door import person_page
from hearth.web.practitioner.forms import require_same_person


@person_page(Action.CONVERSE, why="started the conversation", methods="POST")
def start_conversation(request: HttpRequest, record: Record) -> HttpResponse:
    """The conversation starts, or goes on after a look at the plan."""
    return _go(request, record, Step.DISCUSS, "conversation")


@person_page(Action.CONVERSE, why="went on to the plan", methods="POST")
def to_document(request: HttpRequest, record: Record) -> HttpResponse:
    """The conversation is over: read the plan back. A plan can be agreed without a round too."""
    return _go(request, record, Step.DOCUMENT, "read-back")


@person_page(Action.CONVERSE, why="started the review", methods="POST")
def start_review(request: HttpRequest, record: Record) -> HttpResponse:
    """The day of the review has come."""
    if running_round(record) is None:
        raise Refused("No round is under way. Start one first.")
    return _go(request, record, Step.REVIEW, "review")


WAYS: dict[Step, dict[Step, tuple[Step, ...]]] = {
    Step.DISCUSS: {Step.PREPARE: (Step.DISCUSS,), Step.DOCUMENT: (Step.DISCUSS,)},
    Step.DOCUMENT: {
        Step.PREPARE: (Step.DISCUSS, Step.DOCUMENT),
        Step.DISCUSS: (Step.DOCUMENT,),
    },
    Step.REVIEW: {Step.DISCUSS: (Step.DOCUMENT, Step.REVIEW), Step.DOCUMENT: (Step.REVIEW,)},
}
"""Where to, from where: the steps that one click takes. From elsewhere the page opens, no more."""


def _go(request: HttpRequest, record: Record, there: Step, page: str) -> HttpResponse:
    require_same_person(request, record)
    now, at = current_round(record, today=timezone.localdate()), timezone.now()
    if now:
        for step in WAYS[there].get(now.here, ()):
            go_to(record=record, round=now.round, there=step, by=record.account, at=at)
    return redirect(page, record.person.pk)
