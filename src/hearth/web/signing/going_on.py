"""Go on though somebody who was asked did not sign: the person and the key worker, together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.agreement import Way
from hearth.core.signing import Stance
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.plans.changes.signing import go_on_without
from hearth.records.plans.queries.signing import is_key_worker
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.plan.loading import signers_seen, version_or_404
from hearth.web.plan.present import Reading
from hearth.web.practitioner.forms import require_same_person
from hearth.web.signing.forms import GoOnForm, KeyWorkerGoesOnForm


@person_page(Action.AGREE, why="decided if the plan goes on", methods="GET POST")
def go_on(request: HttpRequest, record: Record, number: int, key: str) -> HttpResponse:
    """The person decides, on their own page."""
    return _page(request, record, number, key, GoOnForm(request.POST or None))


@person_page(Action.SIGN, why="decided if the plan goes on", methods="GET POST")
def go_on_as_key_worker(
    request: HttpRequest, record: Record, number: int, key: str
) -> HttpResponse:
    """The key worker decides, and may take down what the person said."""
    return _page(request, record, number, key, KeyWorkerGoesOnForm(request.POST or None))


def going_on_page(record: Record, plan: Reading) -> str:
    """The page on which this reader can decide to go on without somebody; empty for most."""
    refused = [each for each in plan.signers if each.stance is Stance.REFUSED]
    if not refused or record.death:
        return ""
    if record.may(Action.AGREE):
        return "go-on"
    may = record.may(Action.SIGN) and is_key_worker(record, on=timezone.localdate())
    return "go-on-with" if may else ""


def _page(
    request: HttpRequest, record: Record, number: int, key: str, form: GoOnForm
) -> HttpResponse:
    held = version_or_404(record, number)
    refused = [each for each in signers_seen(record, held) if each.key == key]
    if not refused:
        raise Http404
    if request.method == "POST":
        require_same_person(request, record)
        if form.is_valid() and _goes_on(record, held.version, key, form):
            messages.success(request, "Thank you. Your words are kept with the plan.")
            return redirect("version", record.person.pk, number)
    page = {"form": form, "number": number, "refused": refused[0]}
    status = 422 if form.errors else 200
    return render(
        request, "signing/go_on.html", person_context(record, request) | page, status=status
    )


def _goes_on(record: Record, version: Any, key: str, form: GoOnForm) -> bool:
    given = form.cleaned_data
    way = given.get("persons_way")
    try:
        go_on_without(
            record=record,
            version=version,
            key=key,
            words=given["words"],
            persons_way=Way[way] if way else None,
            persons_words=given.get("persons_words", ""),
            by=record.account,
            at=timezone.now(),
        )
    except Refused as refusal:
        add_refusals(form, refusal.reasons)
        return False
    return True
