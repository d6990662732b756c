"""What the plan says of an activity: the entry of “Things near me”, filled from the directory."""

from hearth.core.directory.activity import COST_WORDS, Activity, Cost
from hearth.core.introductions.states import State

LONGEST_LINE = 300

PLAN_STATUS: dict[State, str] = {
    State.TOLD: "idea",
    State.REQUESTED: "introduced",
    State.STARTED: "started",
    State.STILL_GOING: "started",
    State.COMPLETED: "stopped",
    State.STOPPED: "stopped",
    State.WITHDRAWN: "idea",
}
"""How an entry stands (core.catalogue) in each state that changes it."""


def entry_of(activity: Activity, status: str) -> dict[str, object]:
    """Return the fields of the entry; only those that are known."""
    said = {
        "what": activity.name,
        "where": activity.places[0].words if activity.places else "",
        "when": "; ".join(each.words for each in activity.meets) or activity.when_words,
        "cost": _cost(activity),
        "contact": ", ".join(filter(None, (activity.telephone, activity.email, activity.url))),
        "status": status,
    }
    return {name: words[:LONGEST_LINE] for name, words in said.items() if words}


def _cost(activity: Activity) -> str:
    if activity.cost_words or activity.cost is Cost.UNKNOWN:
        return activity.cost_words
    return COST_WORDS[activity.cost].capitalize()
