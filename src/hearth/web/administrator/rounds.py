"""The round of one person: its dates, the reasons for missed ones."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.rounds import STEP_WORDS, Step, usual_dates
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.community.queries import colleagues
from hearth.records.plans.changes import rounds as changes
from hearth.records.plans.queries.entries import current_entries
from hearth.records.plans.queries.rounds import RoundStanding, current_round, past_rounds
from hearth.records.plans.queries.signing import terms_of
from hearth.records.preparation import queries as preparation
from hearth.records.recall.changes.answers import start_from_yes
from hearth.records.recall.queries.history import has_open_recall
from hearth.web.administrator.forms import ReasonForm, RoundForm
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.joint.services import joint_context
from hearth.web.page import person_context
from hearth.web.signing.expected import expected


def running(record: Record) -> RoundStanding:
    """The round under way, or the answer that there is no such page."""
    found = current_round(record, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


@person_page(Action.PLAN_ROUND, why="looked at the round")
def round_page(request: HttpRequest, record: Record) -> HttpResponse:
    """How the round stands: its path, its dates, the letter, the answers."""
    now = current_round(record, today=timezone.localdate())
    more: dict[str, Any] = {"past": list(past_rounds(record)[:5])}
    if now:
        more |= {
            "letter": preparation.last_letter(now.round),
            "returned": preparation.last_return(now.round),
            "urgent": preparation.open_urgent_tasks(record),
            "unexplained": [stop for stop in now.stops if stop.needs_reason],
            "step_words": STEP_WORDS,
            "who": expected(record, now, current_entries(record)),
        }
    page = person_context(record, request, round=now) | more
    return render(request, "administrator/round.html", page)


@person_page(Action.PLAN_ROUND, why="started a round", methods="GET POST")
def start(request: HttpRequest, record: Record) -> HttpResponse:
    """Agree the dates of a new round with the person, and start it."""
    staff = _staff_near(record)
    posts = [(str(post.pk), f"{post.account.full_name}, {post}") for post in staff]
    form = RoundForm(request.POST or None, posts=posts, initial=_offered_dates())
    if request.method == "POST" and form.is_valid():
        chosen = next(post for post in staff if str(post.pk) == form.cleaned_data["accountable"])
        try:
            _start(record, chosen, _agreed(form, staff))
            return redirect("round", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _dates_form(request, record, form, "Start a round")


@transaction.atomic
def _start(record: Record, chosen: Any, agreed: dict[str, Any]) -> None:
    """Start it; where an invitation led to it, that has its yes."""
    changes.start_round(record=record, accountable=chosen, **agreed, **_now(record))
    if has_open_recall(record):
        start_from_yes(
            record=record, accountable=chosen, due=agreed["due"],
            agreed_with=agreed["agreed_with"], **_now(record),
        )  # fmt: skip


@person_page(Action.PLAN_ROUND, why="changed the dates of a round", methods="GET POST")
def dates(request: HttpRequest, record: Record) -> HttpResponse:
    """Agree new dates for the steps that are still to come."""
    now = running(record)
    staff = _staff_near(record)
    tell = [(str(post.pk), f"{post.account.full_name}, {post}") for post in staff]
    form = RoundForm(request.POST or None, tell=tell, initial=_held_dates(now))
    if request.method == "POST" and form.is_valid():
        try:
            changes.agree_dates(
                record=record, round=now.round, **_agreed(form, staff), **_now(record)
            )
            return redirect("round", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    return _dates_form(request, record, form, "Agree new dates", now)


@person_page(Action.PLAN_ROUND, why="said why a date was missed", methods="GET POST")
def reason(request: HttpRequest, record: Record, step: str) -> HttpResponse:
    """Say why the date of a step was missed."""
    now = running(record)
    stop = next((stop for stop in now.stops if stop.step.value == step), None)
    if stop is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.explain_missed_date(
                record=record,
                round=now.round,
                step=stop.step,
                reason=form.cleaned_data["reason"],
                **_now(record),
            )
            return redirect("round", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request, round=now)
    page |= {"form": form, "stop": stop, "step_words": STEP_WORDS}
    return render(request, "administrator/reason.html", page, status=422 if form.errors else 200)


def _dates_form(
    request: HttpRequest,
    record: Record,
    form: RoundForm,
    heading: str,
    now: RoundStanding | None = None,
) -> HttpResponse:
    page = person_context(record, request, round=now)
    page |= {
        "form": form,
        "heading": heading,
        "steps": [form[step.value] for step in Step],
        "who": expected(record, now, current_entries(record)),
        **(joint_context(record) if now is None else {}),
    }
    return render(request, "administrator/dates.html", page, status=422 if form.errors else 200)


def _staff_near(record: Record) -> list[Any]:
    today = timezone.localdate()
    return list(colleagues(organisations_of(record.person, on=today), on=today))


def _offered_dates() -> dict[str, Any]:
    offered = usual_dates(timezone.localdate(), settings.JURISDICTION.usual_days)
    days = max(settings.JURISDICTION.signing.days.values())
    sign_by = offered[Step.DOCUMENT] + timedelta(days=days)
    return {**{step.value: day for step, day in offered.items()}, "sign_by": sign_by}


def _held_dates(now: RoundStanding) -> dict[str, Any]:
    held: dict[str, Any] = {step.value: day for step, day in now.facts.due.items()}
    moment = now.round.conversation_at
    time = timezone.localtime(moment).strftime("%H:%M") if moment else ""
    held |= {"conversation_time": time, "conversation_place": now.round.conversation_place}
    if terms := terms_of(now.round):
        held |= {"sign_by": terms.sign_by, "late_to": str(terms.escalate_to_id)}
    return held


def _agreed(form: RoundForm, staff: list[Any]) -> dict[str, Any]:
    sign_by, late_to = form.cleaned_data["sign_by"], form.cleaned_data["late_to"]
    told = next((post for post in staff if str(post.pk) == late_to), None)
    return {
        "signing": changes.Signing(sign_by, told) if sign_by else None,
        "due": form.due(),
        "agreed_with": form.cleaned_data["agreed_with"],
        "conversation_at": form.conversation_at(),
        "conversation_place": form.cleaned_data["conversation_place"],
    }


def _now(record: Record) -> dict[str, Any]:
    return {"by": record.account, "at": timezone.now()}
