"""The person chooses who helps: invite, change what they see, end it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.people import Authority, SupporterKind
from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.people import supporters as changes
from hearth.records.people.queries import supporters_of
from hearth.web.door import person_page
from hearth.web.entry_form import add_refusals
from hearth.web.page import person_context
from hearth.web.supporter.forms import InviteForm, WhatTheySee
from hearth.web.supporter.present import rows


@person_page(Action.CHOOSE_SUPPORTERS, why="looked at who helps")
def listing(request: HttpRequest, record: Record) -> HttpResponse:
    """Who helps, what each of them sees, and who helped before."""
    page = person_context(record, request)
    page |= {"supporters": rows(supporters_of(record.person), today=timezone.localdate())}
    return render(request, "supporter/supporters.html", page)


@person_page(Action.CHOOSE_SUPPORTERS, why="invited a supporter", methods="GET POST")
def invite(request: HttpRequest, record: Record) -> HttpResponse:
    """Invite someone; the code is shown once."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row, code = changes.invite(
                person=record.person, **_invitation(form), by=record.account, at=timezone.now()
            )
            page = person_context(record, request) | {"supporter": row, "code": code}
            return render(request, "supporter/invited.html", page)
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    page = person_context(record, request) | {"form": form}
    return render(request, "supporter/invite.html", page, status=422 if form.errors else 200)


def _invitation(form: InviteForm) -> dict[str, Any]:
    given = form.cleaned_data
    return form.choices() | {
        "name": given["name"],
        "relationship": given["relationship"],
        "kind": SupporterKind(given["kind"]),
        "authority": Authority(given["authority"]),
        "evidence": given["evidence"],
    }


def _one_of(record: Record, supporter: int) -> Any:
    row = supporters_of(record.person).filter(pk=supporter, ended_at__isnull=True).first()
    if row is None:
        raise Http404
    return row


@person_page(Action.CHOOSE_SUPPORTERS, why="changed what a supporter sees", methods="GET POST")
def change(request: HttpRequest, record: Record, supporter: int) -> HttpResponse:
    """Change what a supporter sees and does, from their next click on."""
    row = _one_of(record, supporter)
    initial = {"sections": row.sections, "actions": row.actions, "until": row.until}
    form = WhatTheySee(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes.change_what_they_see(
            supporter=row, **form.choices(), by=record.account, at=timezone.now()
        )
        return redirect("supporters", record.person.pk)
    page = person_context(record, request) | {"form": form, "supporter": row}
    return render(request, "supporter/change.html", page, status=422 if form.errors else 200)


@person_page(Action.CHOOSE_SUPPORTERS, why="ended a supporter's access", methods="GET POST")
def end(request: HttpRequest, record: Record, supporter: int) -> HttpResponse:
    """End it: one click on the list, one here. It sends them no message."""
    row = _one_of(record, supporter)
    if request.method == "POST":
        changes.end(supporter=row, by=record.account, at=timezone.now())
        return redirect("supporters", record.person.pk)
    page = person_context(record, request) | {"supporter": row}
    return render(request, "supporter/end.html", page)
