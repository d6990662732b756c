"""Say what came of it, change one's mind, look further, and take over who follows it up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.introductions.states import Reason, State, Teller
from hearth.core.introductions.wording import I_SAY, THEY_SAY, of_slug
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.introductions.changes import telling
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.introductions import sending
from hearth.web.introductions.forms import SaidForm
from hearth.web.introductions.reading import found
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person

WHY = "followed up where somebody is put in touch"


@person_page(Action.INTRODUCE, why=WHY, methods="GET POST")
def said(request: HttpRequest, record: Record, introduction: UUID, state: str) -> HttpResponse:
    """One thing that happened: its day, and why, where that helps."""
    one, told = found(record, introduction), of_slug(state)
    is_person = record.role is Role.PERSON
    words = I_SAY if is_person else THEY_SAY
    if told is None or told not in words:
        raise Http404
    form = SaidForm(
        request.POST if request.method == "POST" else None, state=told, is_person=is_person,
        today=timezone.localdate(),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _tell(record, one.row, told, form.cleaned_data)
            messages.success(request, "Thank you. It is written down.")
            return redirect("introduction", record.person.pk, introduction)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {"form": form, "one": one, "words": words[told]}
    status = 422 if form.errors else 200
    return render(request, "introductions/said.html", page, status=status)


def _tell(record: Record, row: Any, state: State, given: dict[str, Any]) -> None:
    telling.tell(
        introduction=row, state=state, on=given["on"], words=given["words"],
        reason=Reason(given["reason"]) if given.get("reason") else None,
        place=given.get("place"), teller=Teller(given.get("teller") or Teller.STAFF),
        record=record, by=record.account, at=timezone.now(),
    )  # fmt: skip


@person_page(Action.INTRODUCE, why=WHY, methods="POST")
def withdraw(request: HttpRequest, record: Record, introduction: UUID) -> HttpResponse:
    """One button: they changed their mind. The group learns only that somebody is not coming."""
    require_same_person(request, record)
    one, now = found(record, introduction), timezone.now()
    with transaction.atomic():
        has_heard = sending.close(one.row, by=record.account, at=now)
        telling.withdraw(
            record=record, introduction=one.row, by=record.account, at=now, has_heard=has_heard
        )
    messages.success(request, "Done. Nobody waits for anything now.")
    return redirect("introduction", record.person.pk, introduction)


@person_page(Action.INTRODUCE, why=WHY, methods="POST")
def settle(request: HttpRequest, record: Record, introduction: UUID) -> HttpResponse:
    """After a no: somebody has looked further."""
    require_same_person(request, record)
    one = found(record, introduction)
    telling.settle(record=record, introduction=one.row, by=record.account, at=timezone.now())
    messages.success(request, "It is off the list of what is next.")
    return redirect("introduction", record.person.pk, introduction)


@person_page(Action.INTRODUCE, why=WHY, methods="POST")
def take_over(request: HttpRequest, record: Record, introduction: UUID) -> HttpResponse:
    """From now on it is on my own list."""
    require_same_person(request, record)
    one = found(record, introduction)
    telling.take_over(record=record, introduction=one.row, by=record.account, at=timezone.now())
    messages.success(request, "You follow this up now.")
    return redirect("introduction", record.person.pk, introduction)
