"""Arrival: of those introduced, how many went, and how many still went after three months."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.core.house.access import HouseAction
from hearth.core.introductions.arrival import KNOWN_AFTER, YEAR, Arrival, arrival
from hearth.core.introductions.outcomes import Change
from hearth.core.metrics.small_numbers import Table
from hearth.records.house.sight import Sight
from hearth.records.introductions.outcomes import GOAL, ITEMS
from hearth.records.replies.before_and_after import before_and_after
from hearth.records.replies.population import courses_in
from hearth.web.house.door import house_context, house_page

HIDDEN = "not shown"
OTHER = "Something else"
FULL = 300
"""As long as the longest bar."""
READS_BACK = YEAR + KNOWN_AFTER + timedelta(days=YEAR.days)
"""Who was told of something can be introduced to it much later, in the same record."""


@house_page(HouseAction.SEE_FIGURES)
def arrived(request: HttpRequest, sight: Sight) -> HttpResponse:
    """The sentence first, then the steps as bars, then the tables."""
    found = arrival_in(sight)
    page = house_context(request, sight) | {
        "found": found,
        "steps": steps_of(found),
        "by_need": rows_of(found.by_need, _needs()),
        "by_month": rows_of(found.by_month, {}),
        "outcomes": outcome_rows(
            before_and_after(sight.community, since=found.since, until=found.until)
        ),
    }
    return render(request, "replies/arrival.html", page)


def arrival_in(sight: Sight) -> Arrival:
    """Count what came of introductions to what is in this community."""
    now, interests = timezone.now(), settings.INTERESTS
    need_of = {each.code: each.need for each in interests.interests}
    people = courses_in(sight.community, since=now - READS_BACK, need_of=need_of)
    return arrival(people, timezone.localdate(now))


def steps_of(found: Arrival) -> list[dict[str, Any]]:
    """The four steps in words, with a bar for each that is shown."""
    steps = (
        ("Introduced to something", found.introduced),
        ("Went at least once", found.came),
        ("Of these, first went more than four months ago", found.long_ago),
        ("Of these, still went after three months", found.stays),
    )
    most = max((count or 0 for _, count in steps), default=0) or 1
    return [
        {
            "name": name,
            "count": HIDDEN if count is None else count,
            "length": round(FULL * (count or 0) / most),
            "y": 44 * number,
        }
        for number, (name, count) in enumerate(steps)
    ]


def rows_of(table: Table[str], names: dict[str, str]) -> list[tuple[str, list[str]]]:
    """A table's rows as words: the name of a need, or a month, and its cells. None: withheld."""
    if table.is_withheld:
        return []
    return [(_name(key, names), _cells(row)) for key, row in table.rows.items()]


def outcome_rows(tables: Mapping[str, Table[Change]]) -> list[tuple[str, list[str]]]:
    """One row for each question that enough people answered twice: better, the same, worse."""
    questions = {item.name: item.question for item in ITEMS} | {GOAL: "The goal that it was for"}
    return [
        (words, [_cell(tables[item].rows[each]) for each in Change])
        for item, words in questions.items()
        if item in tables and not tables[item].is_withheld
    ]


def _cell(counts: tuple[int, ...] | None) -> str:
    return HIDDEN if counts is None else str(counts[0])


def _name(key: str, names: dict[str, str]) -> str:
    if names or not key:
        return names.get(key, OTHER)
    return f"{date.fromisoformat(f'{key}-01'):%B %Y}"


def _cells(row: tuple[int, ...] | None) -> list[str]:
    return [HIDDEN] * 3 if row is None else [str(each) for each in row]


def _needs() -> dict[str, str]:
    return {each.code: each.name for each in settings.INTERESTS.needs}
