"""The services that other systems can ask: one row each."""

from dataclasses import dataclass
from typing import Any

from hearth.core.prompts import Why


@dataclass(frozen=True)
class Service:
    """One service. `plan_counts`: that there is a plan to open is enough for a card."""

    id: str
    hook: str
    title: str
    description: str
    needs: tuple[str, ...]
    plan_counts: bool = True


PREFETCH = {"patient": "Patient/{{context.patientId}}"}
"""Not needed. Who has ids of their own may send it, so that we know by number, name and birth."""

SERVICES = {
    each.id: each
    for each in (
        Service(
            "hearth-patient-view",
            "patient-view",
            "Care and support planning",
            "Says when a person is due a planning conversation, when a review is late, "
            "when an invitation waits for an answer, and where their plan is.",
            ("userId", "patientId"),
        ),
        Service(
            "hearth-appointment-book",
            "appointment-book",
            "Care and support planning, as a time is booked",
            "Says when a person is due a planning conversation, so that one time serves for both.",
            ("userId", "patientId", "appointments"),
            plan_counts=False,
        ),
    )
}

TOPICS = {
    Why.REVIEW_OVERDUE: "Review of a plan is late",
    Why.DUE: "Planning conversation is due",
    Why.INVITED: "Invitation waits for an answer",
    Why.PLAN: "There is a plan",
}


def discovery() -> dict[str, Any]:
    """What `GET /cds-services` answers."""
    return {
        "services": [
            {
                "hook": each.hook,
                "id": each.id,
                "title": each.title,
                "description": each.description,
                "prefetch": PREFETCH,
                "usageRequirements": "The asking system is registered, and signs each request. "
                "Nothing is said of people whom it may not see.",
            }
            for each in SERVICES.values()
        ]
    }
