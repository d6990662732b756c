"""The statement of a month: of those who were due, how many came how far, by group, and why not.

Who sees figures only (a House lead, a commissioner) sees them as they stood at the end of the last
whole month, for the whole community: nothing can be learned by looking again tomorrow. An
administrator sees their own place of work as it stands now.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.access import Role
from hearth.core.statement import REACHED_WORDS, Group, Reached, Statement
from hearth.core.statement import statement as figures
from hearth.records.accountability.queries.statement import (
    cases,
    months_with_recalls,
    organisations_in,
)
from hearth.web.door import staff_page
from hearth.web.page import house_nav, staff_nav

READERS = (Role.HOUSE_LEAD, Role.COMMISSIONER, Role.ADMINISTRATOR)
MONTHS = 24
WIDTH = 600
HIDDEN = "not shown"


@dataclass(frozen=True)
class Sight:
    """What somebody may see: the places, their names, the moment, and the months to choose from."""

    organisations: list[int]
    names: list[str]
    at: datetime
    months: list[date]
    month: date | None
    words: str


@staff_page(*READERS)
def statement(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """As a picture, and in numbers."""
    sight = _sight(request, posts)
    own = any(post.role == Role.ADMINISTRATOR.value for post in posts)
    request.nav = staff_nav() if own else house_nav()  # type: ignore[attr-defined]
    page: dict[str, Any] = {"sight": sight, "words": REACHED_WORDS, "width": WIDTH}
    if sight.month:
        told = figures(cases(sight.organisations, sight.month, at=sight.at))
        page |= {"told": told, "tables": list(_tables(told)), "bars": _bars(told)}
    return render(request, "accountability/statement.html", page)


@staff_page(*READERS)
def as_csv(request: HttpRequest, posts: list[Any]) -> HttpResponse:
    """The same figures, for a spreadsheet. An empty cell is one that is not shown."""
    sight = _sight(request, posts)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="statement.csv"'
    if sight.month:
        told = figures(cases(sight.organisations, sight.month, at=sight.at))
        writer = csv.writer(answer)
        writer.writerow(["month", "as at", "by", "group", "step", "reached", "missed"])
        for row in _csv_rows(told):
            writer.writerow([f"{sight.month:%Y-%m}", f"{sight.at:%Y-%m-%d}", *row])
    return answer


def _sight(request: HttpRequest, posts: list[Any]) -> Sight:
    today, now = timezone.localdate(), timezone.now()
    own = [post for post in posts if post.role == Role.ADMINISTRATOR.value]
    if own:
        places = {post.organisation_id: post.organisation.name for post in own}
        organisations, names, at = list(places), list(places.values()), now
        words = f"{today:%-d %B %Y}"
    else:
        communities = {
            post.organisation.community_id: post.organisation.community for post in posts
        }
        organisations = organisations_in(communities)
        names = [each.name for each in communities.values()]
        first = today.replace(day=1)
        at = timezone.make_aware(datetime.combine(first, time.min))
        words = f"the end of {first - timedelta(days=1):%-d %B %Y}"
    months = months_with_recalls(organisations, until=today)[:MONTHS]
    asked = request.GET.get("month", "")
    chosen = next((month for month in months if month.isoformat() == asked), None)
    return Sight(organisations, names, at, months, chosen or next(iter(months), None), words)


def _bars(told: Statement) -> list[tuple[str, str, float | None, str]]:
    """For each step: its words, and how long its bar is."""
    rows: list[tuple[str, str, float | None, str]] = []
    for line in told.lines:
        title, means = REACHED_WORDS[line.reached]
        if line.counts is None or line.percent is None:
            rows.append((title, means, None, HIDDEN))
        else:
            width = round(WIDTH * line.counts[0] / sum(line.counts), 1)
            rows.append((title, means, width, f"{line.counts[0]} ({line.percent}%)"))
    return rows


def _cell(counts: tuple[int, ...] | None) -> str:
    if counts is None:
        return HIDDEN
    return f"{counts[0]} of {sum(counts)}"


def _tables(told: Statement) -> Iterator[tuple[Group, list[tuple[str, list[str]]]]]:
    """For each kind of group: its rows, with a cell for each step."""
    for group, tables in told.tables.items():
        if not tables:
            continue
        names = list(tables[Reached.INVITED].rows)
        yield (
            group,
            [(name, [_cell(tables[each].rows[name]) for each in Reached]) for name in names],
        )


def _csv_rows(told: Statement) -> Iterator[list[Any]]:
    for line in told.lines:
        yield ["everyone", "", line.reached.value, *(line.counts or ("", ""))]
    for why, count in told.reasons.items():
        yield ["why not met", why.value, "", "" if count is None else count, ""]
    for group, tables in told.tables.items():
        for reached, table in tables.items():
            for name, counts in table.rows.items():
                yield [group.value.lower(), _plain(name), reached.value, *(counts or ("", ""))]


def _plain(text: str) -> str:
    """A cell that a spreadsheet reads as words and never as a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
