"""The caseload: what is to be done next, for whom, by when. A few queries, at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from hearth.core.introductions.caseload import Case, by_next_step, with_places
from hearth.core.introductions.standing import AFTER, Event, Standing, standing
from hearth.core.introductions.states import State
from hearth.core.words import Section
from hearth.records.access.queries import people_visible_to, with_sealed
from hearth.records.directory.models import Activity
from hearth.records.directory.queries import facts_of
from hearth.records.introductions.models import Introduction, IntroductionEvent
from hearth.records.people.models import Account
from hearth.records.people.queries import living

SOMETHING_NEXT = [state.value for state in AFTER]


@dataclass(frozen=True)
class Due:
    """One line of the caseload."""

    row: Introduction
    standing: Standing


def caseload(account: Account, *, today: date, team: bool = False) -> list[Case]:
    """What `account` is to do next, the late first; with `team`, all that is to be done here.

    People about whom a part is closed are not on it: a list would tell of it. They are followed
    up from their own page, by those who see that part.
    """
    rows = list(_open_rows(account, today, team))
    people = {row["person"] for row in rows}
    closed = with_sealed(people, Section.COMMUNITY)
    goals_closed = with_sealed(people, Section.GOALS)
    shown = [
        row
        for row in rows
        if row["person"] not in closed and not (row["goal"] and row["person"] in goals_closed)
    ]
    cases = [_case(row) for row in shown]
    waiting = {UUID(each.activity) for each in cases if each.standing.state is State.WAITING}
    return by_next_step(with_places(cases, _places_free(waiting), today))


def in_full(cases: list[Case]) -> list[Due]:
    """The rows behind one page of the caseload, in its order. One query."""
    keys = [UUID(case.key) for case in cases]
    rows = Introduction.objects.filter(pk__in=keys)
    found = {row.pk: row for row in rows.select_related("person", "activity", "link_worker")}
    return [Due(found[UUID(case.key)], case.standing) for case in cases]


def _open_rows(account: Account, today: date, team: bool) -> Iterable[Any]:
    last = IntroductionEvent.objects.filter(introduction=OuterRef("pk")).order_by("-pk")
    people = living(people_visible_to(account, on=today))
    rows = Introduction.objects.filter(person__in=people)
    if not team:
        rows = rows.filter(link_worker=account)
    rows = rows.annotate(
        state=Subquery(last.values("state")[:1]),
        since=Subquery(last.values("on")[:1]),
        place=Subquery(last.values("place")[:1]),
    ).filter(
        Q(state__in=SOMETHING_NEXT),
        Q(settled_at__isnull=True) | ~Q(state=State.REJECTED.value),
    )
    return rows.values("pk", "person", "activity", "goal", "state", "since", "place")


def _case(row: dict[str, Any]) -> Case:
    # What is next follows from the last event alone.
    last = Event(State(row["state"]), row["since"], place=row["place"])
    return Case(str(row["pk"]), str(row["activity"]), standing([last]))


def _places_free(activities: set[UUID]) -> dict[str, int]:
    rows = Activity.objects.filter(pk__in=activities) if activities else []
    facts = ((str(row.pk), facts_of(row).capacity) for row in rows)
    return {key: free for key, free in facts if free}
