"""Who looked at my plan, in plain words. Only the person reads it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from hearth.core.access import Action
from hearth.core.kinds import KINDS
from hearth.records.access.door import Record
from hearth.records.access.looked import looks_shown
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
    times: int = 1


@person_page(Action.SEE_WHO_LOOKED, why="looked at who looked")
def who_looked(request: HttpRequest, record: Record) -> HttpResponse:
    """Every look and every change, newest first."""
    shown = looks_shown(record)
    rows = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    page = person_context(record, request)
    page |= {"looks": list(_together(_lines(rows, record))), "rows": rows}
    return render(request, "person/who_looked.html", page)


def _lines(rows: Iterable[Any], record: Record) -> Iterable[Look]:
    for row in rows:
        me = row.account_id == record.account.pk
        yield Look(row.at, "You" if me else row.who, "" if me else row.through, _did(row))


def _together(looks: Iterable[Look]) -> Iterable[Look]:
    """Say once, with the newest time, what somebody did again and again on one day."""
    for _, same in groupby(looks, key=lambda o: (localdate(o.at), o.who, o.title, o.did)):
        run = list(same)
        yield replace(run[0], times=len(run))


def _did(row: Any) -> str:
    """Say what happened: "looked at the round", "changed the plan: goal"."""
    if not row.allowed:
        return f"was stopped. This is what they wanted: {row.why}"
    if not row.is_change:
        return str(row.why or row.did)
    kind = KINDS.get(row.what)
    return f"{row.did} ({kind.one})" if kind else str(row.did)
