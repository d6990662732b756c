"""A person's details: who they are, how to reach them, and what they need from us."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.people import Format, NeedKind
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.people import changes
from hearth.records.people.queries import Details
from hearth.records.people.queries import details as details_of
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.person.details_forms import CONTACTS, DetailsForm, NeedsForm, groups


@person_page(why="looked at the details")
def details(request: HttpRequest, record: Record) -> HttpResponse:
    """All that we hold on who the person is, and what they need."""
    page = person_context(record, request)
    page |= {
        "details": details_of(record.person),
        "may_edit": record.may(Action.EDIT_DETAILS),
        "number_name": settings.JURISDICTION.identifier.name,
    }
    return render(request, "person/details.html", page)


@person_page(Action.EDIT_DETAILS, why="changed the details", methods="GET POST")
def change(request: HttpRequest, record: Record) -> HttpResponse:
    """Change them, if nobody else did while this page was open."""
    held = details_of(record.person)
    form = DetailsForm(
        request.POST or None,
        initial=_initial(held),
        number_name=settings.JURISDICTION.identifier.name,
        is_person=record.role is Role.PERSON,
    )
    moved_on = False
    if request.method == "POST" and form.is_valid():
        try:
            _amend(record, form, held, request.POST.get("revision", ""))
            return redirect("my-details", record.person.pk)
        except changes.DetailsMovedOn as refusal:
            moved_on = True
            add_refusals(form, refusal.reasons)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request)
    page |= {"form": form, "groups": groups(form), "moved_on": moved_on}
    page["revision"] = request.POST.get("revision", record.person.revision)
    return render(request, "person/details_change.html", page, status=_status(form, moved_on))


def _status(form: DetailsForm, moved_on: bool) -> int:
    if moved_on:
        return 409
    return 422 if form.errors else 200


def _initial(held: Details) -> dict[str, Any]:
    person = held.person
    found = {name: getattr(person, name) for name in changes.DETAILS} | {"number": held.number}
    home = next((each for each in held.addresses if each.type == "home"), None)
    if home:
        found |= {name: getattr(home, name) for name in ("line_1", "line_2", "town", "postcode")}
    first = {each.system: each.value for each in reversed(held.contacts)}
    return found | {system: first.get(system, "") for system, _ in CONTACTS}


def _other_contacts(held: Details) -> Iterator[tuple[str, str]]:
    """The ways to reach them that the form does not show: a second number, or another way."""
    shown: set[str] = set()
    for each in held.contacts:
        if each.system in shown or each.system not in dict(CONTACTS):
            yield each.system, each.value
        shown.add(each.system)


def _amend(record: Record, form: DetailsForm, held: Details, revision: str) -> None:
    given = form.cleaned_data
    changes.amend_details(
        person=record.person,
        details={"born": record.person.born, **given},
        number=given.get("number"),
        seen_revision=int(revision) if revision.isdigit() else 0,
        address=form.address(),
        contacts=form.contacts(others=list(_other_contacts(held))),
        by=record.account,
        at=timezone.now(),
    )


@person_page(Action.EDIT_DETAILS, why="asked what the person needs from us", methods="GET POST")
def needs(request: HttpRequest, record: Record) -> HttpResponse:
    """Ask how the person wants to be written and spoken to; it is shown on every page."""
    held = details_of(record.person)
    form = NeedsForm(request.POST or None, initial=_needs_held(held))
    form.use_required_attribute = False
    if request.method == "POST" and form.is_valid():
        changes.record_needs(
            person=record.person,
            needs=_needs_said(form, held),
            by=record.account,
            at=timezone.now(),
        )
        return redirect("my-details", record.person.pk)
    page = person_context(record, request) | {"form": form}
    return render(request, "person/needs.html", page, status=422 if form.errors else 200)


def _needs_said(form: NeedsForm, held: Details) -> list[tuple[NeedKind, str, str]]:
    """What was said; where nothing new is said of what happens if not, each need keeps its own."""
    if "if_not_met" in form.changed_data:
        return form.needs()
    kept = {(need.kind, need.words): need.if_not_met for need in held.needs}
    return [
        (kind, words, kept.get((kind.value, words), rest)) for kind, words, rest in form.needs()
    ]


def _needs_held(held: Details) -> dict[str, str]:
    def lines(kind: NeedKind) -> list[str]:
        return [need.words for need in held.needs if need.kind == kind.value]

    rest = next((need.if_not_met for need in held.needs if need.if_not_met), "")
    return {
        "format": next(iter(lines(NeedKind.FORMAT)), Format.STANDARD.value),
        "communication": "\n".join(lines(NeedKind.COMMUNICATION)),
        "adjustment": "\n".join(lines(NeedKind.ADJUSTMENT)),
        "if_not_met": rest,
    }
