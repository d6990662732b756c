"""How training stands here: names for a House lead, counts for all others, and no small ones.

How sure people feel is shown as counts alone, also to a House lead.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.house.access import Hat, HouseAction
from hearth.core.learning import BY_CODE, STATEMENTS, Band, State
from hearth.core.metrics.small_numbers import Table
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import NotAllowed
from hearth.records.house.sight import Sight
from hearth.records.learning.changes import need, need_no_more
from hearth.records.learning.queries import (
    confidence_table,
    due_counts,
    due_table,
    learners_in,
    needs_in,
)
from hearth.web.entry_form import add_refusals
from hearth.web.house.door import house_context, house_page
from hearth.web.learning.forms import NeedForm

HIDDEN = "not shown"
KIND_NAMES = {code: kind.name for code, kind in BY_CODE.items()}


@house_page(HouseAction.SEE_LEARNING)
def team(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What is due, how it stands, and how sure people feel."""
    today = timezone.localdate()
    is_lead = Hat.LEAD in sight.hats
    page = house_context(request, sight) | {"is_lead": is_lead, "states": list(State)}
    page |= {"bands": list(Band), "until": today.replace(day=1) - timedelta(days=1)}
    page |= {"counts": _due_rows(sight, today)}
    page |= {"sure": _rows(confidence_table(sight.community, on=today), STATEMENTS)}
    if is_lead:
        learners = learners_in(sight.community, on=today)
        page |= {"learners": [each for each in learners if each.due]}
    return render(request, "learning/team.html", page)


def _due_rows(sight: Sight, today: date) -> list[tuple[str, list[str] | None]]:
    """How many stand where. A House lead sees the names, so there is nothing to hide."""
    if Hat.LEAD not in sight.hats:
        return _rows(due_table(sight.community, on=today), KIND_NAMES)
    counts = due_counts(sight.community, on=today)
    return [(kind.name, [str(held[each]) for each in State]) for kind, held in counts.items()]


def _rows(table: Table[str], names: Mapping[str, str]) -> list[tuple[str, list[str] | None]]:
    """Each row's words and its cells; None where they are not shown."""
    return [
        (names[code], None if counts is None else [str(each) for each in counts])
        for code, counts in table.rows.items()
    ]


@house_page(HouseAction.SEE_LEARNING)
def as_csv(_: HttpRequest, sight: Sight) -> HttpResponse:
    """The same counts, for a spreadsheet. An empty cell is one that is not shown."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="learning.csv"'
    writer = csv.writer(answer)
    writer.writerow(["as at", "what", "which", "count"])
    for row in _csv_rows(sight):
        writer.writerow(row)
    return answer


def _csv_rows(sight: Sight) -> Iterator[list[Any]]:
    today = timezone.localdate()
    yield from _lines(today, due_table(sight.community, on=today), KIND_NAMES, list(State))
    until = today.replace(day=1) - timedelta(days=1)
    sure = confidence_table(sight.community, on=today)
    yield from _lines(until, sure, STATEMENTS, list(Band))


def _lines(
    day: Any, table: Table[str], names: Mapping[str, str], columns: list[Any]
) -> Iterator[list[Any]]:
    for code, counts in table.rows.items():
        for place, column in enumerate(columns):
            count = "" if counts is None else counts[place]
            yield [day.isoformat(), names[code], column.value, count]


@house_page(HouseAction.SEE_LEARNING, methods="GET POST")
def needs(request: HttpRequest, sight: Sight) -> HttpResponse:
    """What each role needs, and how often."""
    _only_leads(sight)
    form = NeedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _need(sight, form.cleaned_data)
            return redirect("learning-needs")
        except Refused as refusal:
            add_refusals(form, refusal.reasons)
    rows = [(KIND_NAMES[row.kind], row) for row in needs_in(sight.community)]
    page = house_context(request, sight) | {"form": form, "rows": rows}
    return render(request, "learning/needs.html", page, status=422 if form.errors else 200)


def _need(sight: Sight, given: dict[str, Any]) -> None:
    if not given["role"]:
        raise Refused([Refusal("Choose who needs it.", "role")])
    need(
        community=sight.community, role=Role(given["role"]), kind=given["kind"],
        months=given["months"], by=sight.account, at=timezone.now(),
    )  # fmt: skip


@house_page(HouseAction.SEE_LEARNING, methods="POST")
def no_more(request: HttpRequest, sight: Sight, requirement: int) -> HttpResponse:
    """A role does not need this any more."""
    _only_leads(sight)
    row = needs_in(sight.community).filter(pk=requirement).first()
    if row is not None:
        need_no_more(requirement=row, by=sight.account, at=timezone.now())
        messages.success(request, "Taken out.")
    return redirect("learning-needs")


def _only_leads(sight: Sight) -> None:
    if Hat.LEAD not in sight.hats:
        raise NotAllowed("Only House leads say what people need to learn.")
