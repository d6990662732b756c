"""What those who put people in touch do next, late first; and who a free place is offered to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hearth.core.introductions.standing import NextStep, Standing
from hearth.core.introductions.states import State

OFFER_WITHIN = timedelta(days=2)


@dataclass(frozen=True)
class Case:
    """One introduction as the caseload sorts it. `key`: any sortable id."""

    key: str
    activity: str
    standing: Standing


def by_next_step(cases: Iterable[Case]) -> list[Case]:
    """Return those for whom something is to be done, the longest due first."""
    open_cases = [case for case in cases if case.standing.due is not None]
    return sorted(open_cases, key=lambda case: (case.standing.due or date.max, case.key))


def first_in_line(waiting: Iterable[Case]) -> list[Case]:
    """Return who waits for one activity in order: the group's own line, then who waits longest."""
    last = 10**6
    return sorted(
        waiting, key=lambda case: (case.standing.place or last, case.standing.since, case.key)
    )


def with_places(cases: Iterable[Case], places: dict[str, int], today: date) -> list[Case]:
    """Say who is next where a group has places free. Nobody is moved: somebody asks them.

    `places`: activity -> places free.
    """
    held = list(cases)
    offers: set[str] = set()
    for activity, free in places.items():
        waits = [
            each
            for each in held
            if each.activity == activity and each.standing.state is State.WAITING
        ]
        offers |= {each.key for each in first_in_line(waits)[: max(free, 0)]}
    return [_offer(each, today) if each.key in offers else each for each in held]


def _offer(case: Case, today: date) -> Case:
    due = min(case.standing.due or today, today + OFFER_WITHIN)
    return replace(case, standing=replace(case.standing, next_step=NextStep.OFFER_PLACE, due=due))
