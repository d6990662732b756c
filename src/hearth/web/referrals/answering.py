"""Staff answer an ask about somebody whom they know."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.recall.facts import ListKind
from hearth.core.referral import ASKER_WORDS, CONSENT_WORDS, Answer, Asker, Consent
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.queries.rounds import current_round, running_round
from hearth.records.recall.changes.lists import ToList, put_on_register
from hearth.records.referrals.changes import answer, match
from hearth.records.referrals.queries import answers_for, ask_about, unmatched_ask
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person
from hearth.web.referrals.forms import AnswerForm

ASKED = "People who asked"


@person_page(Action.PLAN_ROUND, why="answered a request for a conversation", methods="GET POST")
def ask(request: HttpRequest, record: Record, ask: UUID) -> HttpResponse:
    """Who asks, why, and yes or no. A yes leads on to the round."""
    today = timezone.localdate()
    held = ask_about(record, ask, today=today)
    if held is None or held.row.organisation_id not in answers_for(record.account, on=today):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            given = form.given()
            _keep(record, held.row, given)
            return _after(request, record, given["answer"])
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=current_round(record, today=today))
    page |= {"form": form, "asked": held, "consent": CONSENT_WORDS[Consent(held.row.consent)]}
    return render(request, "referrals/answer.html", page, status=422 if form.errors else 200)


@transaction.atomic
def _keep(record: Record, row: Any, given: dict[str, Any]) -> None:
    """Keep the answer; with a yes, they are on the one recall, as people who asked for it."""
    by, at, round = record.account, timezone.now(), running_round(record)
    answer(record=record, referral=row, round=round, **given, by=by, at=at)
    if given["answer"] is Answer.ACCEPTED and round is None:
        # The day is owed to them: who asks again is due again, on the list already or not.
        asked_on = timezone.localdate(row.asked_at)
        them = ToList(record.person.pk, why=(ASKER_WORDS[Asker(row.asker)],), due=asked_on)
        put_on_register(
            [them], register=ASKED, source="a request for a conversation", by=by, at=at,
            kind=ListKind.ASKED,
        )  # fmt: skip


def _after(request: HttpRequest, record: Record, said: Answer) -> HttpResponse:
    messages.success(request, "Your answer is kept.")
    if said is Answer.ACCEPTED and running_round(record) is None:
        return redirect("round-start", record.person.pk)
    return redirect("asks")


@person_page(Action.REFER, why="said whom a request is about", methods="POST")
def is_them(request: HttpRequest, record: Record, ask: UUID) -> HttpResponse:
    """This is the person whom somebody without a sign-in asked for."""
    require_same_person(request, record)
    today = timezone.localdate()
    held = unmatched_ask(answers_for(record.account, on=today), ask, today=today)
    if held is None:
        raise Http404
    match(record=record, referral=held.row, by=record.account, at=timezone.now())
    return redirect("ask-answer", record.person.pk, ask)
