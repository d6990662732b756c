"""Five short questions, before and after three months. Nobody is asked twice."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.introductions.outcomes import wants_answer
from hearth.core.measures import LONELINESS, ONS4
from hearth.core.words import Refused, Section
from hearth.records.access.door import Record
from hearth.records.introductions import queries
from hearth.records.introductions.outcomes import ITEMS, answers_of
from hearth.records.introductions.queries import Followed
from hearth.records.measures.changes import answer
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.introductions.forms import QuestionsForm
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person


def is_time_to_ask(record: Record, one: Followed) -> bool:
    """Say whether there is a question that was not answered yet at this end of the three months."""
    if one.standing.is_over and one.standing.arrived_on is None:
        return False
    if not record.sees(Section.CONVERSATION):
        return False
    start, today = timezone.localdate(one.row.made_at), timezone.localdate()
    return any(wants_answer(answers_of(record, item), start, today) for item in ITEMS)


@person_page(Action.INTRODUCE, why="asked how things are", methods="GET POST")
def questions(request: HttpRequest, record: Record, introduction: UUID) -> HttpResponse:
    """How lonely, and the four of wellbeing; each can be left out."""
    one = queries.introduction(record, introduction)
    if one is None:
        raise Http404
    form = QuestionsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _keep(record, form)
            messages.success(request, "Thank you. It is written down.")
            return redirect("introduction", record.person.pk, introduction)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {"form": form, "one": one}
    status = 422 if form.errors else 200
    return render(request, "introductions/questions.html", page, status=status)


def _keep(record: Record, form: QuestionsForm) -> None:
    now, is_person = timezone.now(), record.role is Role.PERSON
    for asked in (LONELINESS, ONS4):
        answer(
            record=record, instrument=asked.code,
            answers={item.name: form.cleaned_data[item.name] for item in asked.items},
            mode="online" if is_person else "with somebody",
            helped_by="" if is_person else record.account.full_name,
            by=record.account, at=now,
        )  # fmt: skip
