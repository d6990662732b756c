"""Someone who speaks up for the person: the four questions, the offer, the referral."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.advocacy import AdvocacyStanding, AdvocacyStep
from hearth.core.appeal import Taker
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.appeals import changes
from hearth.records.appeals.queries import (
    AppealStanding,
    advocacy_rows,
    advocacy_standing,
    takers,
)
from hearth.web.appeals.forms import OfferForm, QuestionsForm, ReferForm
from hearth.web.appeals.loading import appeal_or_404, page_context
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.practitioner.forms import PlainForm, require_same_person

QUESTIONS, OFFER, REFER = "questions", "offer", "refer"


@person_page(Action.APPEAL, why="asked for an advocate", methods="POST")
def ask(request: HttpRequest, record: Record, appeal: UUID) -> HttpResponse:
    """The person wants an advocate: no question is asked."""
    held = appeal_or_404(record, appeal)
    require_same_person(request, record)
    changes.ask_for_advocate(
        record=record, appeal=held.appeal, by=record.account, at=timezone.now()
    )
    messages.success(request, "We will ask an advocate to come to you.")
    return redirect("appeal", record.person.pk, held.appeal.pk)


@person_page(Action.ANSWER_APPEAL, why="asked about an advocate", methods="GET POST")
def advocate(request: HttpRequest, record: Record, appeal: UUID) -> HttpResponse:
    """One page, one thing at a time: ask the four questions, offer, ask an advocate to come."""
    held = appeal_or_404(record, appeal)
    if Taker.STAFF not in takers(record, held):
        raise Http404
    standing = advocacy_standing(advocacy_rows(held))
    part = request.POST.get("part") or _part(request, standing)
    form = _form(part, request.POST if request.method == "POST" else None, standing)
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _keep(record, held, part, form)
            messages.success(request, "Saved.")
            return redirect("appeal-advocate", record.person.pk, held.appeal.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    rules = settings.JURISDICTION.appeal
    page = page_context(record, request, held) | {
        "form": form,
        "part": part,
        "standing": standing,
        "refer_by": rules.refer_by(standing.waits_since) if standing.waits_since else None,
        "rules": rules,
    }
    return render(request, "appeals/advocate.html", page, status=422 if form.errors else 200)


def _part(request: HttpRequest, standing: AdvocacyStanding) -> str:
    """What is next; ?part=offer lets staff offer one though no law asks them to."""
    asked = request.GET.get("part", "")
    if asked in (QUESTIONS, OFFER):
        return asked
    if standing.waits_since:
        return REFER
    return OFFER if standing.must_offer else QUESTIONS


def _form(part: str, posted: Any, standing: AdvocacyStanding) -> PlainForm:
    match part:
        case "offer":
            return OfferForm(posted)
        case "refer":
            return ReferForm(posted)
        case _:
            return QuestionsForm(posted, initial=_held(standing))


def _held(standing: AdvocacyStanding) -> dict[str, str]:
    if standing.answers is None:
        return {}
    said = {ability.value: answer.value for ability, answer in standing.answers.answers.items()}
    return said | {"helper": standing.answers.helper}


def _keep(record: Record, held: AppealStanding, part: str, form: Any) -> None:
    now: dict[str, Any] = {"record": record, "appeal": held.appeal}
    now |= {"by": record.account, "at": timezone.now()}
    match part:
        case "offer":
            changes.arrange_advocate(step=_said(form), **now)
        case "refer":
            words = form.cleaned_data["words"]
            changes.arrange_advocate(step=AdvocacyStep.REFERRED, words=words, **now)
        case _:
            helper = form.cleaned_data["helper"]
            changes.answer_four_questions(answers=form.answers(), helper=helper, **now)


def _said(form: OfferForm) -> AdvocacyStep:
    answer = form.cleaned_data["answer"]
    if not answer:
        raise Refused([Refusal("Choose yes or no.", "answer")])
    return AdvocacyStep.ACCEPTED if answer == "yes" else AdvocacyStep.DECLINED
