"""What people could not find, quarter by quarter: a table, its bars, and a file of it all."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.core.days import quarter_words
from hearth.core.feedback import DID_WORDS, Did
from hearth.core.house.access import HouseAction
from hearth.core.unmet_picture import Picture
from hearth.formats.sheet import csv_of
from hearth.records.house.sight import Sight
from hearth.records.unmet import queries
from hearth.records.unmet.queries import QuarterOut, need_name
from hearth.web.house.door import house_context, house_page

HIDDEN = "not shown"
EVERYWHERE = "All places"
FULL = 300
"""As long as the longest bar."""
HEAD = ("Community", "Quarter from", "Kind of need", "Place", "People, to the nearest five")


@house_page(HouseAction.SEE_UNMET)
def picture(request: HttpRequest, sight: Sight) -> HttpResponse:
    """One quarter that is over, and what was said about it since."""
    out = queries.quarters_out(sight.community)
    asked = request.GET.get("quarter", "")
    chosen = next((each for each in out if each.quarter.isoformat() == asked), None)
    chosen = chosen or next(iter(out), None)
    page = house_context(request, sight) | {
        "quarters": [(each.quarter, quarter_words(each.quarter)) for each in out],
        "chosen": chosen,
        "answers": _answers(sight),
        "quotations": _quotations(sight),
        "may_answer": sight.may(HouseAction.ANSWER_UNMET),
        "waiting": _waiting(sight),
    }
    if chosen:
        page |= {"when": quarter_words(chosen.quarter)} | table_of(chosen.picture)
    return render(request, "unmet/picture.html", page)


def table_of(picture: Picture) -> dict[str, Any]:
    """Return the columns, the rows as words and cells, and a bar for each count that is shown."""
    places = [each or EVERYWHERE for each in picture.places]
    rows = [
        (need, need_name(need), [_cell(picture.cells[need, place]) for place in picture.places])
        for need in picture.needs
    ]
    return {
        "columns": places,
        "rows": [] if picture.total is None else rows,
        "total": picture.total,
        "bars": _bars(picture),
    }


def _cell(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def _bars(picture: Picture) -> list[dict[str, Any]]:
    """The counts that are shown, in the order of the table: an order of size would tell more."""
    shown = [(cell, count) for cell, count in picture.cells.items() if count]
    most = max((count for _, count in shown), default=1)
    return [
        {
            "name": f"{need_name(need)}, {place}" if place else need_name(need),
            "count": count,
            "length": round(FULL * count / most),
            "y": 44 * number,
        }
        for number, ((need, place), count) in enumerate(shown)
    ]


def _answers(sight: Sight) -> list[dict[str, Any]]:
    return [
        {
            "need": need_name(row.need),
            "place": row.place or EVERYWHERE,
            "did": DID_WORDS[Did(row.did)],
            "row": row,
        }
        for row in queries.answers_in(sight.community)
    ]


def _quotations(sight: Sight) -> list[tuple[str, list[str]]]:
    found = queries.quotations(sight.community)
    return [(need_name(need), words) for need, words in sorted(found.items())]


def _waiting(sight: Sight) -> bool:
    """Say whether words wait for this keeper of the directory to look at them."""
    return sight.may(HouseAction.CURATE) and queries.to_look_at(sight.community).exists()


@house_page(HouseAction.SEE_UNMET)
def as_csv(_request: HttpRequest, sight: Sight) -> HttpResponse:
    """All quarters that are out, as pages show them."""
    rows = (row for each in queries.quarters_out(sight.community) for row in _lines(sight, each))
    answer = HttpResponse(csv_of(HEAD, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="could-not-find.csv"'
    return answer


def _lines(sight: Sight, out: QuarterOut) -> Iterator[list[object]]:
    day: date = out.quarter
    start = [sight.community.name, day.isoformat()]
    for (need, place), count in out.picture.cells.items():
        if count != 0:
            yield [*start, need_name(need), place or EVERYWHERE, _cell(count)]
    yield [*start, "All kinds", EVERYWHERE, _cell(out.picture.total)]
