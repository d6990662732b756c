"""Where an introduction stands today, and what is next: from what happened to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hearth.core.introductions.states import ARRIVED, OVER, Reason, State, Teller


@dataclass(frozen=True)
class Event:
    """Something that happened. `on`: the day it happened, not the day it was told.

    `place`: where they stand in the line of a waiting list, where the group said so.
    """

    state: State
    on: date
    teller: Teller = Teller.STAFF
    reason: Reason | None = None
    place: int | None = None


class NextStep(StrEnum):
    """What somebody should do next, in the words of the list that shows it."""

    CHASE_GROUP = "Ask the group for an answer"
    ASK_IF_WENT = "Ask if they went"
    ASK_ABOUT_WAIT = "Ask the group about the waiting list"
    OFFER_PLACE = "A place is free: ask them if they want it"
    TALK_AGAIN = "Talk about what got in the way"
    FIND_ANOTHER = "Look for something else"
    ASK_STILL_GOING = "Ask if they still go"


AFTER: Mapping[State, tuple[NextStep, timedelta]] = {
    State.TOLD: (NextStep.ASK_IF_WENT, timedelta(days=14)),
    State.REQUESTED: (NextStep.CHASE_GROUP, timedelta(days=7)),
    State.RECEIVED: (NextStep.CHASE_GROUP, timedelta(days=7)),
    State.ACCEPTED: (NextStep.ASK_IF_WENT, timedelta(days=14)),
    State.WAITING: (NextStep.ASK_ABOUT_WAIT, timedelta(days=28)),
    State.DID_NOT_ATTEND: (NextStep.TALK_AGAIN, timedelta(days=3)),
    State.REJECTED: (NextStep.FIND_ANOTHER, timedelta(days=3)),
    State.STARTED: (NextStep.ASK_STILL_GOING, timedelta(days=91)),
}
"""What is next in each state, and how long after it began. Others wait for nothing."""

STILL_GOING_AFTER = timedelta(days=91)


@dataclass(frozen=True)
class Standing:
    """Where it stands. `next_step` None: nothing is to be done. `arrived_on`: their first day."""

    state: State
    since: date
    next_step: NextStep | None
    due: date | None
    arrived_on: date | None
    place: int | None = None

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def is_late(self, today: date) -> bool:
        """Say whether the next step should have been done before today."""
        return self.due is not None and self.due < today


def standing(events: Iterable[Event], *, is_settled: bool = False) -> Standing:
    """Say where an introduction stands; `events` in the order in which they were told.

    `is_settled`: after a no, somebody has looked further (or wrote down the unmet need).
    Raises ValueError without events: each introduction begins with one.
    """
    told = list(events)
    if not told:
        raise ValueError("An introduction begins with something that happened.")
    last = told[-1]
    arrived = min((each.on for each in told if each.state in ARRIVED), default=None)
    step, wait = AFTER.get(last.state, (None, timedelta()))
    if is_settled and last.state is State.REJECTED:
        step = None
    due = last.on + wait if step else None
    return Standing(last.state, last.on, step, due, arrived, last.place)
