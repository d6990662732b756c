"""Somebody close tells us that a person died; staff check it. Until then nothing is sent."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.messages import MessageKind
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.people import deaths
from hearth.records.people.queries import open_death_report
from hearth.records.people.telling import tell_account
from hearth.records.plans.queries.key_workers import key_working
from hearth.web.administrator.forms import DeathReportForm
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context


@person_page(why="told us of a death", methods="GET POST")
def tell(request: HttpRequest, record: Record) -> HttpResponse:
    """A supporter tells us that the person died: a short page, for a hard day."""
    if record.role is not Role.SUPPORTER:
        raise Http404
    form = DeathReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _report(record, form.cleaned_data, timezone.now())
            return redirect("died-tell", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request)
    page |= {"form": form, "told": open_death_report(record.person.pk)}
    return render(request, "administrator/died_tell.html", page, status=422 if form.errors else 200)


@transaction.atomic
def _report(record: Record, given: dict[str, Any], at: datetime) -> None:
    """Keep what was said, and ask the key worker to check it."""
    account, person = record.account, record.person
    if open_death_report(person.pk):
        return
    told_by = f"{account.full_name}, {record.title}"
    deaths.report_death(person=person, told_by=told_by, **given, by=account, at=at)
    working = key_working(record, on=timezone.localdate(at))
    if worker := working.cover or working.held:
        tell_account(
            account=worker.post.account, kind=MessageKind.DEATH_REPORTED, by=account, at=at,
            person_id=person.pk, path=reverse("died", args=[person.pk]),
        )  # fmt: skip


@person_page(Action.RECORD_DEATH, why="found that a death was not so", methods="POST")
def not_so(_request: HttpRequest, record: Record) -> HttpResponse:
    """Staff checked: the person is alive. What was held may leave."""
    deaths.deny_death_report(person=record.person, by=record.account, at=timezone.now())
    return redirect(
        "my-plan" if record.role is not Role.ADMINISTRATOR else "round", record.person.pk
    )
