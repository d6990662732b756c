"""What a supporter meets: whom they help, what they see and why, and how to stop."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.records.access.door import Record
from hearth.records.access.queries import supported_by
from hearth.records.people import supporters as changes
from hearth.web.door import account_of, person_page, signed_in_page
from hearth.web.page import person_context
from hearth.web.supporter.present import shown


@signed_in_page
def who_i_help(request: HttpRequest) -> HttpResponse:
    """The people who chose this supporter."""
    request.nav = [("People I help", request.path)]  # type: ignore[attr-defined]
    held = supported_by(account_of(request), on=timezone.localdate())
    return render(request, "supporter/who_i_help.html", {"supported": held})


def _mine(record: Record) -> Any:
    """The row by which this viewer helps this person."""
    if record.role is not Role.SUPPORTER:
        raise Http404
    held = supported_by(record.account, on=timezone.localdate())
    return next(row for row in held if row.person_id == record.person.pk)


@person_page(why="looked at what they may see")
def what_i_see(request: HttpRequest, record: Record) -> HttpResponse:
    """What I can see and do, on whose say, and until when."""
    row = shown(_mine(record), today=timezone.localdate())
    page = person_context(record, request)
    page |= {"mine": row, "may_add_view": record.may(Action.ADD_VIEW)}
    return render(request, "supporter/what_i_see.html", page)


@person_page(why="stopped helping", methods="GET POST")
def stop(request: HttpRequest, record: Record) -> HttpResponse:
    """Stop helping: one click to come here, one to do it."""
    row = _mine(record)
    if request.method == "POST":
        changes.end(supporter=row, by=record.account, at=timezone.now())
        return redirect("who-i-help")
    return render(request, "supporter/stop.html", person_context(record, request))
