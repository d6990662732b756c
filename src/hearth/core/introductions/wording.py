"""How pages say it: to the person, and to those who follow it up."""

from collections.abc import Mapping

from hearth.core.introductions.states import State

YOU_WORDS: Mapping[State, str] = {
    State.TOLD: "You know about it",
    State.REQUESTED: "The group was asked",
    State.RECEIVED: "The group has read it",
    State.ACCEPTED: "The group said yes",
    State.WAITING: "You are on the waiting list",
    State.REJECTED: "The group said no",
    State.STARTED: "You went",
    State.DID_NOT_ATTEND: "You did not get there",
    State.STILL_GOING: "You still go",
    State.COMPLETED: "It did its work",
    State.STOPPED: "You stopped",
    State.WITHDRAWN: "You changed your mind",
}
"""Where it stands, said to the person."""

I_SAY: Mapping[State, str] = {
    State.STARTED: "I went",
    State.DID_NOT_ATTEND: "I did not get there",
    State.STILL_GOING: "I still go",
    State.COMPLETED: "It did its work, I am done",
    State.STOPPED: "I stopped",
}
"""What the person can say; a change of mind has its own button."""

THEY_SAY: Mapping[State, str] = {
    State.RECEIVED: "The group has read it",
    State.ACCEPTED: "The group said yes",
    State.WAITING: "There is a waiting list",
    State.REJECTED: "The group said no",
    State.STARTED: "They went",
    State.DID_NOT_ATTEND: "They did not get there",
    State.STILL_GOING: "They still go",
    State.COMPLETED: "It did its work, they are done",
    State.STOPPED: "They stopped",
}
"""What staff write down: what the person or the group told them."""

NEXT_FOR_PERSON: Mapping[State, str] = {
    State.TOLD: "Go when it suits you. Then tell us how it went.",
    State.REQUESTED: "The group will answer. If they do not, we ask them again.",
    State.RECEIVED: "The group will answer. If they do not, we ask them again.",
    State.ACCEPTED: "You can go. Then tell us how it went.",
    State.WAITING: "The group will tell us when there is a place for you.",
    State.REJECTED: "You can look for something else.",
    State.STARTED: "In three months we ask if you still go.",
    State.DID_NOT_ATTEND: "You can try again. Tell us what got in the way, if you like.",
}
"""What happens next, said to the person."""


def slug(state: State) -> str:
    """Return the state as an address says it."""
    return state.name.lower().replace("_", "-")


def of_slug(words: str) -> State | None:
    """Return the state that an address names; None for none."""
    return next((each for each in State if slug(each) == words), None)
