"""Adding a person, and recording a death: what only staff do."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import STAFF_MAY, Action, Role
from hearth.core.words import Refused
from hearth.records.access.changes import involve
from hearth.records.access.door import NotAllowed, Record
from hearth.records.people import changes, deaths
from hearth.records.people.queries import open_death_report
from hearth.web.administrator.forms import DeathForm, PersonForm, UndoForm
from hearth.web.door import account_of, person_page, staff_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context, staff_nav

ADDING_ROLES = tuple(role for role in STAFF_MAY if Action.EDIT_DETAILS in STAFF_MAY[role])


@staff_page(*ADDING_ROLES, methods="GET POST")
def add(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """Add a person to the place where one works."""
    request.nav = staff_nav()  # type: ignore[attr-defined]
    places = {str(post.organisation_id): post.organisation for post in posts}
    form = PersonForm(
        request.POST or None,
        number_name=settings.JURISDICTION.identifier.name,
        practices=[(key, place.name) for key, place in places.items()],
    )
    if request.method == "POST" and form.is_valid():
        try:
            person_id = _register(request, form, places)
            return redirect("round", person_id)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = {"form": form}
    return render(
        request, "administrator/person_add.html", page, status=422 if form.errors else 200
    )


@transaction.atomic
def _register(request: HttpRequest, form: PersonForm, places: dict[str, Any]) -> Any:
    given, at = dict(form.cleaned_data), timezone.now()
    number = given.pop("number")
    place = places[given.pop("organisation", next(iter(places)))]
    person = changes.register(details=given, number=number, by=account_of(request), at=at)
    involve(
        person=person,
        organisation=place,
        kind="practice" if place.kind == "practice" else "care",
        starts=timezone.localdate(at),
        by=account_of(request),
        at=at,
    )
    return person.pk


@person_page(Action.RECORD_DEATH, why="recorded a death", methods="GET POST")
def died(request: HttpRequest, record: Record) -> HttpResponse:
    """Record that the person has died; or, when that was wrong, two people take it back."""
    if record.death:
        return redirect("died-undo", record.person.pk)
    told = open_death_report(record.person.pk)
    said = {"died_on": told.died_on, "told_by": told.told_by} if told else {}
    form = DeathForm(request.POST or None, initial=said)
    form.use_required_attribute = False
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if not given["died_on"]:
                raise Refused("Give the day, or your best guess.")
            deaths.record_death(person=record.person, **given, by=record.account, at=timezone.now())
            return redirect("died-undo", record.person.pk)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {"form": form, "told": told}
    return render(request, "administrator/died.html", page, status=422 if form.errors else 200)


@person_page(Action.RECORD_DEATH, why="looked at the record of a death", methods="GET POST")
def undo(request: HttpRequest, record: Record) -> HttpResponse:
    """One person asks to take a death back, with a reason; a second person confirms it."""
    death = record.death
    if death is None:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _take_back(request, record, form)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    asked_by_me = death.undo_asked_by_id == record.account.pk
    page = person_context(record, request)
    page |= {"form": form, "death": death, "asked_by_me": asked_by_me}
    return render(request, "administrator/died_undo.html", page, status=422 if form.errors else 200)


def _take_back(request: HttpRequest, record: Record, form: UndoForm) -> HttpResponse:
    death, by, at = record.death, record.account, timezone.now()
    if death is None:
        raise NotAllowed("There is nothing to take back.")
    if death.undo_asked_by_id is None:
        deaths.ask_to_undo_death(death=death, reason=form.cleaned_data["reason"], by=by, at=at)
        return redirect("died-undo", record.person.pk)
    deaths.confirm_undo_of_death(death=death, by=by, at=at)
    messages.success(request, "The record is open again.")
    return redirect("round" if record.role is Role.ADMINISTRATOR else "my-plan", record.person.pk)
