"""The person, a supporter, or staff ask that a conversation is offered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.access.queries import organisations_of
from hearth.records.community.queries import organisations
from hearth.records.referrals.changes import ask
from hearth.records.referrals.queries import TAKES_ASKS, asks_about, obstacles_to_asking
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.practitioner.forms import require_same_person
from hearth.web.referrals.forms import AskForm

WHY = "asked for a conversation"


@person_page(Action.ASK_REVIEW, why=WHY, methods="GET POST")
def own(request: HttpRequest, record: Record) -> HttpResponse:
    """The person asks for themselves, or a supporter for them; and both read the answers."""
    return _ask(request, record, "ask-own")


@person_page(Action.REFER, why=WHY, methods="GET POST")
def refer(request: HttpRequest, record: Record) -> HttpResponse:
    """Staff ask a service with a part in the care to offer it."""
    return _ask(request, record, "refer")


def _ask(request: HttpRequest, record: Record, name: str) -> HttpResponse:
    services = _services(record)
    own, staff = record.role is Role.PERSON, name == "refer"
    form = AskForm(
        request.POST if request.method == "POST" else None,
        services=[(key, each.name) for key, each in services.items()],
        own=own,
        staff=staff,
    )
    if request.method == "POST" and form.is_valid():
        require_same_person(request, record)
        try:
            _keep(record, form, services)
            messages.success(request, "We have it. You will hear from us.")
            return redirect(name, record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {
        "form": form,
        "obstacles": obstacles_to_asking(record),
        "asks": asks_about(record, today=timezone.localdate(), mine_only=not own),
        "services": services,
        "own": own,
        "staff": staff,
    }
    return render(request, "referrals/ask.html", page, status=422 if form.errors else 200)


def _keep(record: Record, form: AskForm, services: dict[str, Any]) -> None:
    given = form.cleaned_data
    chosen = services.get(given["organisation"]) or next(iter(services.values()), None)
    if chosen is None:
        raise Refused("No service has a part in the care yet.")
    ask(
        record=record,
        organisation=chosen,
        words=given["words"],
        consent=form.consent_given(),
        by=record.account,
        at=timezone.now(),
    )


def _services(record: Record) -> dict[str, Any]:
    """The services with a part in the care that take asks, the practice first."""
    ids = organisations_of(record.person, on=timezone.localdate())
    rows = organisations().filter(pk__in=ids, kind__in=TAKES_ASKS)
    first = sorted(rows, key=lambda each: (TAKES_ASKS.index(each.kind), each.name))
    return {str(each.pk): each for each in first}
