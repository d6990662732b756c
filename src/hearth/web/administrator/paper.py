"""A paper form that came back: copied in, in the person's words, on one page."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.measures import ONS4
from hearth.core.preparing import BY_CODE
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.measures.changes import answer
from hearth.records.plans.changes.drafts import drop_draft, keep_draft
from hearth.records.plans.changes.entries import Voice, write
from hearth.records.plans.queries.entries import draft_of
from hearth.records.plans.queries.rounds import RoundStanding
from hearth.records.preparation.changes import hand_in
from hearth.web.administrator.forms import PaperForm
from hearth.web.administrator.rounds import running
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.once import OURS
from hearth.web.page import person_context

DRAFT = "paper"


@person_page(Action.ENTER_PAPER, why="copied a paper form", methods="GET POST")
def paper(request: HttpRequest, record: Record) -> HttpResponse:
    """Copy a paper form. All of it is kept, or none."""
    now = running(record)
    kept = draft_of(record, DRAFT)
    form = PaperForm(request.POST or None, initial=kept.fields if kept else None)
    if "later" in request.POST:
        _keep(record, request)
        return redirect("round", record.person.pk)
    if request.method == "POST" and form.is_valid():
        try:
            _copy(record, now, form)
            return redirect("round", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=now)
    page |= {"form": form, "draft_form": DRAFT, "measure": ONS4}
    page |= {"numbers": [item.name for item in ONS4.items]}
    page["restored"] = None if form.is_bound else kept
    return render(request, "administrator/paper.html", page, status=422 if form.errors else 200)


def _keep(record: Record, request: HttpRequest) -> None:
    """Keep a half-copied form as a draft, for those whose pages do not save as they type."""
    fields = {k: v for k, v in request.POST.items() if k not in (*OURS, "later")}
    keep_draft(record=record, form=DRAFT, fields=fields, by=record.account, at=timezone.now())


@transaction.atomic
def _copy(record: Record, now: RoundStanding, form: PaperForm) -> None:
    by, at, helped_by = record.account, timezone.now(), form.cleaned_data["helped_by"]
    for code, rows in form.answers().items():
        for content in rows:
            write(
                record=record,
                kind=BY_CODE[code].kind,
                content=content,
                round=now.round,
                voice=Voice(paper=True),
                by=by,
                at=at,
            )
    answer(
        record=record,
        instrument=ONS4.code,
        answers=form.numbers(),
        round_id=now.round.pk,
        mode="paper",
        helped_by=helped_by,
        by=by,
        at=at,
    )
    hand_in(record=record, round=now.round, mode="paper", helped_by=helped_by, by=by, at=at)
    drop_draft(record=record, form=DRAFT, by=by)
