"""The recall of one person, for staff: why, how it stands, what they said on the telephone."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.recall.deciding import Standing
from hearth.core.recall.facts import Answer, Letter, WhyNot
from hearth.core.recall.stages import Stage
from hearth.core.words import Refused, Section
from hearth.records.access.door import Record
from hearth.records.community.queries import colleagues
from hearth.records.recall.changes import answers as changes
from hearth.records.recall.queries.batches import exceptions_of, registers_of
from hearth.records.recall.queries.history import letters_of, replies_of
from hearth.records.recall.queries.lines import RecallLine, decision_for, open_recall
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.recall.forms import BackForm, HeardForm, LeaveOutForm, WhoForm
from hearth.web.recall.place import slug_of
from hearth.web.recall.present import LETTERS, row_of, why_in_brief

SAVED = {
    Answer.YES: "Saved: they said yes. Now agree the dates with them.",
    Answer.LATER: "Saved. We will ask them again.",
    Answer.NO: "Saved: they said no.",
}


@person_page(Action.SEND_LETTER, why="looked at the recall")
def recall(request: HttpRequest, record: Record) -> HttpResponse:
    """Why somebody is due, what was sent and said, and who is left out until when."""
    return _page(request, record, HeardForm())


def _page(request: HttpRequest, record: Record, form: HeardForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    line, out = open_recall(record, today=today), list(exceptions_of(record))
    running = [each for each in out if runs(each, today)]
    page: dict[str, Any] = {
        "line": line,
        "why": _why(record, line),
        "running": running,
        "past": [each for each in out if each not in running],
        "form": form,
        "letters": [(each, LETTERS[Letter(each.batch.letter)][0]) for each in letters_of(record)],
        "replies": replies_of(record),
    }
    page |= _next_to_do(record, line) | person_context(record, request)
    return render(request, "recall/one.html", page, status=status)


def _next_to_do(record: Record, line: RecallLine | None) -> dict[str, Any]:
    """How it stands, the letter that is next, and whether an answer can be taken down."""
    if line is None:
        return {}
    return {
        "row": row_of(line),
        "next_slug": slug_of(line.next.letter) if line.next else "",
        "may_answer": record.may(Action.PLAN_ROUND) and line.stage is not Stage.MET,
        "may_start": line.stage is Stage.SAID_YES and line.facts.step is None,
    }


def _why(record: Record, line: RecallLine | None) -> list[str]:
    """The reasons, each with its list, for who may read what a list can say of somebody."""
    if not record.sees(Section.RESULTS):
        return [why_in_brief(line)] if line else []
    decision = line.decision if line else decision_for(record, today=timezone.localdate())
    if decision.standing is Standing.LEFT_OUT:
        return [why_in_brief(line)] if line else []
    return [*decision.reasons, *(why for row in registers_of(record) for why in row.why)]


def runs(row: Any, today: date) -> bool:
    """Say whether an exception still keeps somebody out."""
    return not hasattr(row, "end") and (row.until is None or row.until >= today)


@person_page(Action.PLAN_ROUND, why="took down an answer to an invitation", methods="POST")
def heard(request: HttpRequest, record: Record) -> HttpResponse:
    """Two clicks: open the person, press what they said."""
    form, said = HeardForm(request.POST), request.POST.get("answer", "")
    if said not in set(Answer):
        raise Http404
    answer, at = Answer(said), timezone.now()
    if not form.is_valid():
        return _page(request, record, form, 422)
    try:
        until = form.until(answer, timezone.localdate(at))
        changes.reply(
            record=record, answer=answer, until=until, words=form.cleaned_data["words"],
            by=record.account, at=at,
        )  # fmt: skip
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return _page(request, record, form, 422)
    messages.success(request, SAVED[answer])
    return redirect("person-recall", record.person.pk)


@person_page(Action.PLAN_ROUND, why="said who answers for the recall", methods="GET POST")
def who(request: HttpRequest, record: Record) -> HttpResponse:
    """One person answers for it, by name."""
    today = timezone.localdate()
    line = open_recall(record, today=today)
    if line is None:
        raise Http404
    staff = {str(each.pk): each for each in colleagues([line.recall.organisation_id], on=today)}
    posts = [(pk, f"{each.account.full_name}, {each.job_title}") for pk, each in staff.items()]
    now = {"post": str(line.recall.accountable_id)}
    form = WhoForm(request.POST if request.method == "POST" else None, posts=posts, initial=now)
    if request.method == "POST" and form.is_valid():
        post = staff[form.cleaned_data["post"]]
        changes.give_to(record=record, post=post, by=record.account, at=timezone.now())
        return redirect("person-recall", record.person.pk)
    page = person_context(record, request) | {"form": form}
    return render(request, "recall/who.html", page, status=422 if form.errors else 200)


@person_page(Action.PLAN_ROUND, why="left them out of the recall", methods="GET POST")
def leave_out(request: HttpRequest, record: Record) -> HttpResponse:
    """Why they are left out, and until when. They can take part again at any time."""
    form = LeaveOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"why": WhyNot(form.cleaned_data["why"])}
        try:
            changes.leave_out(record=record, **given, by=record.account, at=timezone.now())
            messages.success(request, "Saved. We do not ask them for now.")
            return redirect("person-recall", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {"form": form}
    return render(request, "recall/leave_out.html", page, status=422 if form.errors else 200)


@person_page(Action.PLAN_ROUND, why="let them take part in the recall again", methods="POST")
def back(request: HttpRequest, record: Record) -> HttpResponse:
    """They take part again: they are asked this month."""
    form = BackForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    changes.opt_in(record=record, words=words, by=record.account, at=timezone.now())
    messages.success(request, "Saved. They take part again.")
    return redirect("person-recall", record.person.pk)
