"""Which apps reach a plan, by whose yes, since when; and how one is stopped at once."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.smart import offers, scopes_in
from hearth.records.access.door import Record
from hearth.records.callers import changes, queries
from hearth.web.door import account_of, person_page, signed_in_page
from hearth.web.page import person_context
from hearth.web.plan.forms import require_same_person

STOPPED = "The app is stopped. It sees nothing more from now on."


@person_page(Action.SHARE, why="looked at the apps")
def apps(request: HttpRequest, record: Record) -> HttpResponse:
    """Every app that somebody let in to this plan, and those that reach it through a service."""
    now = timezone.now()
    rows = [_row(each, now, record) for each in queries.allowed_for(record.person)]
    page = person_context(record, request) | {
        "running": [row for row in rows if row["runs"]],
        "ended": [row for row in rows if not row["runs"]],
        "at_work": queries.at_work_for(record.person, on=timezone.localdate(now)),
    }
    return render(request, "apps/list.html", page)


def _row(allowing: Any, at: datetime, record: Record | None) -> dict[str, Any]:
    return {
        "pk": allowing.pk,
        "app": allowing.app,
        "by": "" if record and allowing.account_id == record.account.pk else allowing.account,
        "person": allowing.person,
        "since": allowing.allowed_at,
        "until": allowing.until,
        "used": allowing.last_used_at,
        "ended": allowing.ended_at,
        "why": allowing.ended_why,
        "runs": allowing.ended_at is None and allowing.until > at,
        "lines": [
            f"{offer.line.title}. {offer.words}" for offer in offers(scopes_in(allowing.scopes))
        ],
    }


@person_page(Action.SHARE, why="stopped an app", methods="POST")
def stop(request: HttpRequest, record: Record, pk: int) -> HttpResponse:
    """Stop an app now, whoever let it in."""
    require_same_person(request, record)
    allowing = queries.allowing_numbered(record.person, pk)
    if allowing is None:
        raise Http404
    changes.end(allowing=allowing, by=record.account, at=timezone.now())
    messages.success(request, STOPPED)
    return redirect("apps", record.person.pk)


@signed_in_page
def mine(request: HttpRequest) -> HttpResponse:
    """The apps that I let in myself, whosever plan they see."""
    now, account = timezone.now(), account_of(request)
    rows = [_row(each, now, None) for each in queries.allowed_by(account, at=now)]
    return render(request, "apps/mine.html", {"rows": rows})


@signed_in_page
def stop_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an app that I let in."""
    now, account = timezone.now(), account_of(request)
    found = [each for each in queries.allowed_by(account, at=now) if each.pk == pk]
    if request.method != "POST" or not found:
        raise Http404
    changes.end(allowing=found[0], by=account, at=now)
    messages.success(request, STOPPED)
    return redirect("my-apps")
