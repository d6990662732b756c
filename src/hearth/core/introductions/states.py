"""Where an introduction can stand, and what can happen next: one table.

The states are those of the Task in HL7's Gravity SDOH Clinical Care guide, with a person's words
for them. What happened is never refused for being out of order with a form: somebody who simply
went has arrived. So each state but the last leads to `STARTED`. Who was only told about it, or did
not get there, can be put in touch later, in the same record.
"""

from collections.abc import Mapping
from enum import StrEnum

from hearth.core.words import Refused


class CannotMove(Refused):
    """This cannot happen to an introduction that stands where it stands."""


class Kind(StrEnum):
    """How strong an introduction is."""

    TOLD = "told"
    INTRODUCED = "introduced"
    REFERRED = "referred"
    ACCOMPANIED = "accompanied"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.TOLD: "Tell them about it",
    Kind.INTRODUCED: "Let the group know that they may come",
    Kind.REFERRED: "Ask the group to take them",
    Kind.ACCOMPANIED: "Somebody goes with them the first time",
}


class State(StrEnum):
    """Where it stands."""

    TOLD = "told"
    REQUESTED = "requested"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITING = "waiting list"
    REJECTED = "rejected"
    STARTED = "started"
    DID_NOT_ATTEND = "did not attend"
    STILL_GOING = "still going"
    COMPLETED = "completed"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"


STATE_WORDS: Mapping[State, str] = {
    State.TOLD: "They know about it",
    State.REQUESTED: "The group was asked",
    State.RECEIVED: "The group has read it",
    State.ACCEPTED: "The group said yes",
    State.WAITING: "On the waiting list",
    State.REJECTED: "The group said no",
    State.STARTED: "They went",
    State.DID_NOT_ATTEND: "They did not get there",
    State.STILL_GOING: "They still go",
    State.COMPLETED: "It did its work",
    State.STOPPED: "They stopped",
    State.WITHDRAWN: "They changed their mind",
}

_BEFORE = {State.STARTED, State.DID_NOT_ATTEND, State.WITHDRAWN}
_ANSWERS = {State.ACCEPTED, State.WAITING, State.REJECTED}
_AFTER = {State.STILL_GOING, State.COMPLETED, State.STOPPED}

NEXT_STATES: Mapping[State, frozenset[State]] = {
    State.TOLD: frozenset(_BEFORE | {State.REQUESTED}),
    State.REQUESTED: frozenset(_BEFORE | _ANSWERS | {State.RECEIVED}),
    State.RECEIVED: frozenset(_BEFORE | _ANSWERS),
    State.ACCEPTED: frozenset(_BEFORE | {State.WAITING, State.REJECTED}),
    State.WAITING: frozenset(_BEFORE | _ANSWERS),
    State.REJECTED: frozenset({State.STARTED}),
    State.STARTED: frozenset(_AFTER),
    State.DID_NOT_ATTEND: frozenset(_BEFORE | {State.REQUESTED}),
    State.STILL_GOING: frozenset(_AFTER),
    State.COMPLETED: frozenset({State.STARTED}),
    State.STOPPED: frozenset({State.STARTED}),
    State.WITHDRAWN: frozenset(),
}

TASK_STATUS: Mapping[State, str] = {
    State.TOLD: "draft",
    State.REQUESTED: "requested",
    State.RECEIVED: "received",
    State.ACCEPTED: "accepted",
    State.WAITING: "on-hold",
    State.REJECTED: "rejected",
    State.STARTED: "in-progress",
    State.DID_NOT_ATTEND: "failed",
    State.STILL_GOING: "in-progress",
    State.COMPLETED: "completed",
    State.STOPPED: "cancelled",
    State.WITHDRAWN: "cancelled",
}
"""The status of a FHIR Task, as the Gravity guide uses it."""

FIRST: Mapping[Kind, State] = {
    Kind.TOLD: State.TOLD,
    Kind.INTRODUCED: State.REQUESTED,
    Kind.REFERRED: State.REQUESTED,
    Kind.ACCOMPANIED: State.REQUESTED,
}
"""Where each kind begins. Only the first sends nothing to the group."""

ARRIVED = frozenset({State.STARTED, State.STILL_GOING, State.COMPLETED, State.STOPPED})
"""States that nobody reaches without having gone once."""

OVER = frozenset({State.REJECTED, State.COMPLETED, State.STOPPED, State.WITHDRAWN})
"""States after which the group is asked nothing. After a no, somebody looks for something else."""

WAITS_FOR_THE_GROUP = frozenset({State.REQUESTED, State.RECEIVED, State.WAITING})

CAN_ASK_AGAIN = frozenset({State.TOLD, State.DID_NOT_ATTEND})
"""Where the same introduction can be made stronger: the group is asked (again)."""

NEEDS_A_REASON = frozenset({State.REJECTED, State.STOPPED, State.DID_NOT_ATTEND})
"""What staff and groups give a reason for. The person may, and need not."""


class Reason(StrEnum):
    """Why not, as it is counted."""

    FULL = "full"
    NOT_RIGHT = "not-right"
    TOO_FAR = "too-far"
    COST = "cost"
    ACCESS = "access"
    LANGUAGE = "language"
    UNWELL = "unwell"
    NOT_WANTED = "not-wanted"
    NOBODY_TO_GO_WITH = "nobody-to-go-with"
    NOT_SAFE = "not-safe"
    CLOSED = "closed"
    OTHER = "other"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.FULL: "There is no room",
    Reason.NOT_RIGHT: "It is not the right thing for them",
    Reason.TOO_FAR: "It is too far, or hard to get to",
    Reason.COST: "It costs too much",
    Reason.ACCESS: "They could not get in or take part",
    Reason.LANGUAGE: "It is not in their language",
    Reason.UNWELL: "They were not well enough",
    Reason.NOT_WANTED: "They do not want it",
    Reason.NOBODY_TO_GO_WITH: "They had nobody to go with",
    Reason.NOT_SAFE: "They did not feel safe",
    Reason.CLOSED: "It does not run any more",
    Reason.OTHER: "Another reason",
}


class Teller(StrEnum):
    """Who told us what happened."""

    PERSON = "person"
    STAFF = "staff"
    GROUP = "group"


MAY_TELL: Mapping[Teller, frozenset[State]] = {
    Teller.PERSON: frozenset({*_BEFORE, *_AFTER}),
    Teller.STAFF: frozenset(State) - {State.TOLD, State.REQUESTED},
    Teller.GROUP: frozenset({State.RECEIVED, *_ANSWERS, *_AFTER, *_BEFORE}) - {State.WITHDRAWN},
}
"""Who can say what. Making an introduction says the first; only it says that a group was asked."""


def move_problems(
    here: State, there: State, reason: Reason | None, teller: Teller = Teller.STAFF
) -> list[str]:
    """List why it cannot go from here to there. Empty: it can."""
    if there not in NEXT_STATES[here]:
        return [f"“{STATE_WORDS[here]}” cannot become “{STATE_WORDS[there]}”."]
    if there in NEEDS_A_REASON and reason is None and teller is not Teller.PERSON:
        return ["Choose a reason."]
    return []


def can_be_told(here: State, teller: Teller) -> list[State]:
    """List what this teller can say has happened next, in the order in which pages offer it."""
    return [each for each in State if each in NEXT_STATES[here] & MAY_TELL[teller]]
