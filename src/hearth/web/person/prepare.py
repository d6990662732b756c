"""Getting ready for the conversation: a list of tasks, one question a page, and a last look."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.kinds import KINDS
from hearth.core.measures import ONS4
from hearth.core.plan import Entry
from hearth.core.preparing import BY_CODE, QUESTIONS, Form, Question, left_to_do, next_after
from hearth.core.results import explain
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.measures.queries import responses
from hearth.records.plans.changes.entries import MovedOn
from hearth.records.plans.queries.entries import current_entries, draft_of
from hearth.records.plans.queries.rounds import RoundStanding, current_round
from hearth.records.preparation import queries
from hearth.records.preparation.changes import hand_in
from hearth.records.results.queries import results_of
from hearth.web.calendar import appointment
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.person.prepare_forms import question_form
from hearth.web.person.prepare_saving import draft_name, save_answer

# The words of these kinds belong to one round; the others live on, and are shown to be kept up.
OF_THE_ROUND = frozenset({"talk_about", "how_things_are", "help_needed", "about_results"})


def _running(record: Record) -> RoundStanding | None:
    return current_round(record, today=timezone.localdate())


def _held(question: Question, entries: list[Entry], now: RoundStanding) -> list[Entry]:
    """The answers that stand: of this round, or of the plan for what lives on."""
    mine = [entry for entry in entries if entry.kind == question.kind]
    if question.kind in OF_THE_ROUND:
        mine = [entry for entry in mine if entry.round_id == now.round.pk]
    return mine


def _saved_over(question: Question, entries: list[Entry], held: list[Entry]) -> list[Entry]:
    """What a new answer follows: a kind that a person has once goes on from an earlier round's."""
    return held or [e for e in entries if e.kind == question.kind and KINDS[e.kind].single]


@person_page(Action.PREPARE, why="looked at getting ready")
def task_list(request: HttpRequest, record: Record) -> HttpResponse:
    """The list of tasks, with what is done and what is left."""
    now = _running(record)
    page = person_context(record, request, round=now)
    if now is None:
        return render(request, "person/prepare_none.html", page)
    tasks = queries.task_list(record, now.round)
    page |= {
        "tasks": tasks,
        "left": left_to_do(tasks),
        "letter": queries.last_letter(now.round),
        "returned": queries.last_return(now.round),
        "first": next((t.question for t in tasks if t.state.value == "not yet"), None),
    }
    return render(request, "person/prepare.html", page)


@person_page(Action.PREPARE, why="answered a question before the conversation", methods="GET POST")
def question(request: HttpRequest, record: Record, code: str) -> HttpResponse:
    """One question on one page. Saving goes on to the next."""
    asked, now = BY_CODE.get(code), _running(record)
    if asked is None or now is None:
        raise Http404
    entries = current_entries(record)
    held = _held(asked, entries, now)
    draft = draft_of(record, draft_name(asked))
    form = question_form(asked, request.POST or None, held, _kept(draft))
    theirs: Entry | None = None
    if request.method == "POST" and form.is_valid():
        try:
            save_answer(
                record=record,
                now=now,
                question=asked,
                form=form,
                held=_saved_over(asked, entries, held),
                base=_base(request),
                at=timezone.now(),
            )
            return redirect(*_onward(record, asked, request))
        except MovedOn as refusal:
            theirs = refusal.now
            add_refusals(form, refusal.reasons)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=now) | _question_page(
        record, asked, form, held, theirs
    )
    page["restored"] = draft if not form.is_bound else None
    return render(request, "person/prepare_question.html", page, status=_status(form, theirs))


def _status(form: Any, theirs: Entry | None) -> int:
    if theirs:
        return 409
    return 422 if form.errors else 200


def _kept(draft: Any) -> dict[str, Any]:
    """The words of a draft, but not our own hidden fields."""
    return (
        {k: v for k, v in draft.fields.items() if not k.startswith(("base-", "csrf"))}
        if draft
        else {}
    )


def _base(request: HttpRequest) -> dict[str, int]:
    """The revision of each answer when this page was filled: `base-<thread>=<number>`."""
    found = {
        name.removeprefix("base-"): value
        for name, value in request.POST.items()
        if name.startswith("base-")
    }
    return {thread: int(str(value)) for thread, value in found.items() if str(value).isdigit()}


def _onward(record: Record, asked: Question, request: HttpRequest) -> tuple[Any, ...]:
    following = next_after(asked.code)
    if "later" in request.POST:
        return "prepare", record.person.pk
    if following is None or "check" in request.POST:
        return "prepare-check", record.person.pk
    return "prepare-question", record.person.pk, following.code


def _question_page(
    record: Record, asked: Question, form: Any, held: list[Entry], theirs: Entry | None
) -> dict[str, Any]:
    place = QUESTIONS.index(asked)
    page: dict[str, Any] = {
        "question": asked,
        "form": form,
        "held": [theirs] if theirs else held,
        "theirs": theirs,
        "place": place + 1,
        "of": len(QUESTIONS),
        "before": QUESTIONS[place - 1] if place else None,
        "draft_form": draft_name(asked),
        "rows": _rows(form) if asked.form is Form.PEOPLE else [],
    }
    if asked.code == "results":
        page["explained"] = explain(results_of(record), settings.JURISDICTION.measurements)
    return page


def _rows(form: Any) -> list[tuple[Any, Any]]:
    names = [name.removeprefix("who_") for name in form.fields if name.startswith("who_")]
    return [(form[f"who_{name}"], form[f"what_{name}"]) for name in names]


@person_page(Action.PREPARE, why="checked the answers before the conversation", methods="GET POST")
def check(request: HttpRequest, record: Record) -> HttpResponse:
    """All answers on one page; then they are ready for the conversation."""
    now = _running(record)
    if now is None:
        raise Http404
    if request.method == "POST":
        mode = "supporter" if record.role.value == "supporter" else "online"
        helped_by = record.account.full_name if mode == "supporter" else ""
        hand_in(
            record=record,
            round=now.round,
            mode=mode,
            helped_by=helped_by,
            by=record.account,
            at=timezone.now(),
        )
        return redirect("prepare-done", record.person.pk)
    entries = current_entries(record)
    tasks = queries.task_list(record, now.round)
    measured = [r for r in responses(record, ONS4.code) if r.round_id == now.round.pk][:1]
    page = person_context(record, request, round=now)
    page |= {
        "answers": [(task, _held(task.question, entries, now)) for task in tasks],
        "measured": [(item, measured[0].answers.get(item.name)) for item in ONS4.items]
        if measured
        else [],
        "left": left_to_do(tasks),
    }
    return render(request, "person/prepare_check.html", page)


@person_page(Action.PREPARE, why="finished getting ready")
def done(request: HttpRequest, record: Record) -> HttpResponse:
    """All is saved: print it, put the day in a calendar."""
    now = _running(record)
    if now is None:
        raise Http404
    return render(request, "person/prepare_done.html", person_context(record, request, round=now))


@person_page(Action.PREPARE, why="took the day for a calendar")
def calendar(_request: HttpRequest, record: Record) -> HttpResponse:
    """The day of the conversation as a calendar file, with a neutral title."""
    now = _running(record)
    if now is None or now.round.conversation_at is None:
        raise Http404
    text = appointment(
        now.round.conversation_at, uid=f"hearth-round-{now.round.pk}", made_at=timezone.now()
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer
