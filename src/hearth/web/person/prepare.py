"""Getting ready for the conversation: a list of tasks, one question a page, and a last look."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
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
from hearth.records.preparation.changes import hand_in, say_if_prompts_helped
from hearth.records.results.queries import results_of
from hearth.web.calendar import appointment
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.person.prepare_forms import HelpedForm, question_form, rows_of
from hearth.web.person.prepare_saving import (
    BASE,
    base_in,
    draft_name,
    held_answers,
    save_answer,
    saved_over,
)


def _running(record: Record) -> RoundStanding | None:
    return current_round(record, today=timezone.localdate())


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
    held = held_answers(asked, entries, now)
    draft = draft_of(record, draft_name(asked))
    form = question_form(asked, request.POST or None, held, _kept(draft))
    base = _base(request, draft, held)
    theirs: Entry | None = None
    if request.method == "POST" and form.is_valid():
        try:
            save_answer(
                record=record,
                now=now,
                question=asked,
                form=form,
                held=saved_over(asked, entries, held),
                base=base,
                at=timezone.now(),
            )
            return redirect(*_onward(record, asked, request))
        except MovedOn as refusal:
            theirs = refusal.now
            base |= {theirs.thread: theirs.number} if theirs else {}
            add_refusals(form, refusal.reasons)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=now) | _question_page(record, asked, form)
    page |= {"base": base, "theirs": theirs}
    page["restored"] = draft if not form.is_bound else None
    return render(request, "person/prepare_question.html", page, status=_status(form, theirs))


def _status(form: Any, theirs: Entry | None) -> int:
    if theirs:
        return 409
    return 422 if form.errors else 200


def _kept(draft: Any) -> dict[str, Any]:
    """The words of a draft, but not our own hidden fields."""
    return (
        {k: v for k, v in draft.fields.items() if not k.startswith((BASE, "csrf"))} if draft else {}
    )


def _base(request: HttpRequest, draft: Any, held: list[Entry]) -> dict[str, int]:
    """The revision of each answer when this page was filled; a draft holds those it began from."""
    if request.method == "POST":
        return base_in(request.POST.dict())
    if draft:
        return base_in(draft.fields)
    return {entry.thread: entry.number for entry in held}


def _onward(record: Record, asked: Question, request: HttpRequest) -> tuple[Any, ...]:
    following = next_after(asked.code)
    if "later" in request.POST:
        return "prepare", record.person.pk
    if following is None or "check" in request.POST:
        return "prepare-check", record.person.pk
    return "prepare-question", record.person.pk, following.code


def _question_page(record: Record, asked: Question, form: Any) -> dict[str, Any]:
    place = QUESTIONS.index(asked)
    page: dict[str, Any] = {
        "question": asked,
        "form": form,
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
    return [(form[f"who_{row}"], form[f"what_{row}"]) for row in rows_of(form)]


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
        "answers": [(task, held_answers(task.question, entries, now)) for task in tasks],
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
    page = person_context(record, request, round=now)
    page |= {"letter": queries.last_letter(now.round), "form": HelpedForm()}
    return render(request, "person/prepare_done.html", page)


@person_page(Action.PREPARE, why="said whether the prompts helped", methods="POST")
def helped(request: HttpRequest, record: Record) -> HttpResponse:
    """Keep whether what we sent helped; it is counted, and shown to nobody by name."""
    now, form = _running(record), HelpedForm(request.POST)
    if now is None:
        raise Http404
    if not form.is_valid():
        page = person_context(record, request, round=now)
        page |= {"letter": queries.last_letter(now.round), "form": form}
        return render(request, "person/prepare_done.html", page, status=422)
    say_if_prompts_helped(
        record=record,
        round=now.round,
        helped=form.cleaned_data["helped"] == "yes",
        by=record.account,
        at=timezone.now(),
    )
    messages.success(request, "Thank you. That is kept.")
    return redirect("prepare-done", record.person.pk)


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
