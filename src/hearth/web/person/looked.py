"""Who looked at my plan, in plain words: who, what, why, and on what footing. Only the person
reads it."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate

from hearth.core.access import Action, Footing
from hearth.core.kinds import KINDS
from hearth.core.looked import FOOTING_WORDS, footing_of
from hearth.records.access import looked as queries
from hearth.records.access.door import Record
from hearth.web.door import person_page
from hearth.web.page import person_context
from hearth.web.person.looked_form import LookedForm

PAGE = 25


@dataclass(frozen=True)
class Look:
    """One line: when, who, as what, what they did, on what it rested, and why they said."""

    at: datetime
    who: str
    title: str
    did: str
    footing: str = ""
    said: str = ""
    times: int = 1


@person_page(Action.SEE_WHO_LOOKED, why="looked at who looked")
def who_looked(request: HttpRequest, record: Record) -> HttpResponse:
    """Every look and every change, newest first; all of them, or those that are asked for."""
    form = LookedForm(request.GET, people=queries.everyone_who_looked(record))
    shown = queries.looks_shown(record, form.wanted())
    rows = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    page = person_context(record, request)
    page |= {
        "looks": list(_together(_lines(list(rows), record))),
        "rows": rows,
        "form": form,
        "query": _query(request),
        "services": queries.looks_by_service(record, at=timezone.now()),
    }
    return render(request, "person/who_looked.html", page)


def _query(request: HttpRequest) -> str:
    """What was asked for, for the links to the other pages."""
    asked = [(name, value) for name, value in request.GET.items() if name != "page" and value]
    return f"{urlencode(asked)}&" if asked else ""


def _lines(rows: list[Any], record: Record) -> Iterable[Look]:
    reasons = queries.glass_reason(record, rows)
    for row in rows:
        me = row.account_id == record.account.pk
        footing = footing_of(row.reason)
        yield Look(
            row.at,
            "You" if me else row.who,
            "" if me else row.through,
            _did(row),
            "" if me or footing in (None, Footing.OWN) else FOOTING_WORDS[footing],
            reasons.get(row.pk, ""),
        )


def _together(looks: Iterable[Look]) -> Iterable[Look]:
    """Say once, with the newest time, what somebody did again and again on one day."""
    for _, same in groupby(looks, key=lambda o: (localdate(o.at), *astuple(o)[1:])):
        run = list(same)
        yield replace(run[0], times=len(run))


IN_THEIR_WORDS = {"broke the glass": "opened your record in an emergency"}
"""What staff call one thing, and the person another."""


def _did(row: Any) -> str:
    """Say what happened: "looked at the round", "changed the plan: goal"."""
    if not row.allowed:
        return f"was stopped. This is what they wanted: {row.why}"
    if not row.is_change:
        return str(row.why or row.did)
    kind = KINDS.get(row.what)
    did = IN_THEIR_WORDS.get(row.did, str(row.did))
    return f"{did} ({kind.one})" if kind else did
