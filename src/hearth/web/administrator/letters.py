"""The preparation letter: made once, read as a page, printed as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refused
from hearth.formats.letter import Letter, letter_pdf
from hearth.jobs.letters import letter_for
from hearth.records.access.door import Record
from hearth.records.plans.queries.rounds import current_round
from hearth.records.preparation import changes, queries
from hearth.web.administrator.rounds import running
from hearth.web.door import person_page
from hearth.web.page import person_context


@person_page(Action.SEND_LETTER, why="made the letter", methods="POST")
def make(request: HttpRequest, record: Record) -> HttpResponse:
    """Make the letter; an urgent result or a format that we cannot make stops it, and says so."""
    now, at = running(record), timezone.now()
    try:
        content = letter_for(record, now, at=at).to_json()
        changes.make_letter(
            record=record, round=now.round, content=content, by=record.account, at=at
        )
    except Refused as refusal:
        page = person_context(record, request, round=now)
        page |= {"reasons": refusal.reasons, "urgent": queries.open_urgent_tasks(record)}
        return render(request, "administrator/letter_stopped.html", page, status=422)
    return redirect("letter", record.person.pk)


def _held(record: Record) -> Letter:
    now = current_round(record, today=timezone.localdate())
    row = queries.last_letter(now.round) if now else None
    if row is None:
        raise Http404
    return Letter.from_json(row.content)


@person_page(why="read the letter")
def letter(request: HttpRequest, record: Record) -> HttpResponse:
    """The letter as a page. The person reads here what is on the paper."""
    _may_read(record)
    now = current_round(record, today=timezone.localdate())
    page = person_context(record, request, round=now) | {"letter": _held(record)}
    return render(request, "administrator/letter.html", page)


@person_page(why="printed the letter")
def pdf(_request: HttpRequest, record: Record) -> HttpResponse:
    """The letter as a tagged PDF, with space to write."""
    _may_read(record)
    answer = HttpResponse(letter_pdf(_held(record)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="getting-ready.pdf"'
    return answer


def _may_read(record: Record) -> None:
    """The person and those who prepare with them, and the staff who send it, read the letter."""
    if not record.may(Action.PREPARE):
        record.require(Action.SEND_LETTER)
