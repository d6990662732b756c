"""Who looked at my plan, in plain words. Only the person reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.access import Action
from hearth.records.access.door import Record
from hearth.records.audit.queries import looks_at
from hearth.web.door import person_page
from hearth.web.page import person_context

PAGE = 25


@dataclass(frozen=True)
class Look:
    """One line: when, who, as what, and what they did."""

    at: datetime
    who: str
    title: str
    did: str
    was_me: bool


@person_page(Action.SEE_WHO_LOOKED, why="looked at who looked")
def who_looked(request: HttpRequest, record: Record) -> HttpResponse:
    """Every look and every change, newest first."""
    rows = Paginator(looks_at(record.person.pk), PAGE).get_page(request.GET.get("page"))
    page = person_context(record, request)
    page |= {"looks": list(_lines(rows, record)), "rows": rows}
    return render(request, "person/who_looked.html", page)


def _lines(rows: Iterable[Any], record: Record) -> Iterable[Look]:
    for row in rows:
        was_me = row.account_id == record.account.pk
        yield Look(
            row.at, "You" if was_me else row.who, "" if was_me else row.through, _did(row), was_me
        )


def _did(row: Any) -> str:
    """Say what happened: "looked at the round", "changed the plan", "was stopped"."""
    if not row.allowed:
        return f"tried this and was stopped: {row.why}"
    if row.is_change:
        return str(row.did)
    return str(row.why or row.did)
