"""The person's own page: yes, not now, or no, in their own words; and yes again after a no."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.recall.facts import Answer
from hearth.core.recall.stages import Stage
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.recall.changes import answers as changes
from hearth.records.recall.queries.batches import exceptions_of, may_opt_in
from hearth.records.recall.queries.lines import open_recall
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.recall.forms import AnswerForm, BackForm
from hearth.web.recall.one import runs

THANKS = {
    Answer.YES: "Thank you. We will call you to agree a day.",
    Answer.LATER: "Thank you. We will ask you again then.",
    Answer.NO: "Thank you for telling us. You can change your mind at any time.",
}
ASKS = frozenset({Stage.TO_INVITE, Stage.INVITED, Stage.REMINDED, Stage.LAST_LETTER})


@person_page(Action.ASK_REVIEW, why="looked at the invitation", methods="GET POST")
def invitation(request: HttpRequest, record: Record) -> HttpResponse:
    """What we ask, and three answers. An answer can be changed until they have met."""
    form = AnswerForm(request.POST if request.method == "POST" else None, may_say_no=_own(record))
    if request.method == "POST" and form.is_valid():
        try:
            _answer(record, form)
            messages.success(request, THANKS[form.chosen()])
            return redirect("invitation", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | _standing(record) | {"form": form}
    return render(request, "recall/invitation.html", page, status=422 if form.errors else 200)


def _own(record: Record) -> bool:
    return record.role is Role.PERSON


def _answer(record: Record, form: AnswerForm) -> None:
    at, answer = timezone.now(), form.chosen()
    changes.reply(
        record=record, answer=answer, until=form.until(answer, timezone.localdate(at)),
        words=form.cleaned_data["words"], by=record.account, at=at,
    )  # fmt: skip


def _standing(record: Record) -> dict[str, Any]:
    """Whether they are asked, said yes, or are left out."""
    today = timezone.localdate()
    line = open_recall(record, today=today)
    out = next((each for each in exceptions_of(record) if runs(each, today)), None)
    is_open = line is not None and out is None and line.stage is not Stage.MET
    return {
        "out": out,
        # What somebody else wrote of them is for those who ask, not for who helps them.
        "out_words": out.words if out and out.by_id == record.account.pk else "",
        "may_again": out is not None and may_opt_in(record, on=today),
        "asks": line is not None and is_open and line.stage in ASKS,
        "said_yes": line is not None and is_open and line.stage not in ASKS,
        "telephone": line.recall.organisation.telephone if line else "",
    }


@person_page(Action.ASK_REVIEW, why="asked to be invited again", methods="POST")
def again(request: HttpRequest, record: Record) -> HttpResponse:
    """After a no, or a not now: yes, ask me."""
    form = BackForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    changes.opt_in(record=record, words=words, by=record.account, at=timezone.now())
    messages.success(request, "Thank you. We will ask you again.")
    return redirect("invitation", record.person.pk)
