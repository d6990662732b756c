"""What every page about one person is given: banner, tabs, and flags that must be seen."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from hearth.core.access import Action, Footing, Role
from hearth.records.access.door import Record
from hearth.records.access.glass import open_until
from hearth.records.people.queries import banner
from hearth.records.plans.queries.rounds import RoundStanding


def person_context(
    record: Record, request: HttpRequest, *, round: RoundStanding | None = None
) -> dict[str, object]:
    """Return the context of a page about a person. Two queries, for the banner."""
    request.nav = nav_for(record)  # type: ignore[attr-defined]
    return {
        "record": record,
        "person": record.person,
        "called": record.person.name.called,
        "is_person": record.role is Role.PERSON,
        "is_supporter": record.role is Role.SUPPORTER,
        "is_staff": record.role not in (Role.PERSON, Role.SUPPORTER),
        "banner": banner(record.person, today=timezone.localdate(), death=record.death),
        "tabs": tabs_for(record, request),
        "glass_until": _glass_until(record),
        "round": round,
        "stops": round.stops if round else [],
    }


def _glass_until(record: Record) -> datetime | None:
    """When the glass closes again, for who broke it. One query, and only for them."""
    involved = record.grant.footing is Footing.INVOLVED and record.role is Role.PRACTITIONER
    if involved or record.role in (Role.PERSON, Role.SUPPORTER):
        return None  # A glass would open nothing more.
    return open_until(record.person, record.account, at=timezone.now())


def nav_for(record: Record) -> list[tuple[str, str]]:
    """The links at the top, by who is reading."""
    if record.role is Role.PERSON:
        return [("My plan", reverse("my-plan", args=[record.person.pk]))]
    if record.role is Role.SUPPORTER:
        return [("People I help", reverse("who-i-help"))]
    return staff_nav()


def staff_nav() -> list[tuple[str, str]]:
    return [
        ("Today", reverse("today")),
        ("People", reverse("people")),
        ("Lists", reverse("worklists")),
        ("Shared", reverse("shared-with-me")),
        ("Near here", reverse("near-here")),
        ("House", reverse("house")),
    ]


def house_nav() -> list[tuple[str, str]]:
    """The links at the top of the pages of a House lead and of a commissioner: figures only."""
    return [
        ("House", reverse("house")),
        ("Find people", reverse("searches")),
        ("Statement", reverse("statement")),
    ]


PERSON_TABS = (
    ("Plan", "my-plan", Action.READ),
    ("Near me", "near-me", Action.READ),
    ("Get ready", "prepare", Action.PREPARE),
    ("People who help", "supporters", Action.CHOOSE_SUPPORTERS),
    ("Who sees it", "sharing", Action.SHARE),
    ("My details", "my-details", Action.READ),
    ("Who looked", "who-looked", Action.SEE_WHO_LOOKED),
)
STAFF_TABS = (
    ("Plan", "my-plan", Action.WRITE),
    ("In an emergency", "in-an-emergency", Action.READ),
    ("Conversation", "conversation", Action.CONVERSE),
    ("Read back and agree", "read-back", Action.CONVERSE),
    ("Near me", "near-me", Action.READ),
    ("Invitation", "person-recall", Action.SEND_LETTER),
    ("Round and letter", "round", Action.PLAN_ROUND),
    ("Key worker", "key-worker", Action.HAND_OVER),
    ("Other plans", "joined-plans", Action.WRITE),
    ("Closed parts", "seals", Action.SEAL),
    ("Details", "my-details", Action.EDIT_DETAILS),
)


def tabs_for(record: Record, request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The pages about this person that this viewer may open: (words, address, is here)."""
    rows = PERSON_TABS if record.role in (Role.PERSON, Role.SUPPORTER) else STAFF_TABS
    found = []
    for words, name, action in rows:
        if record.may(action):
            address = reverse(name, args=[record.person.pk])
            found.append((words, address, address == request.path))
    return found
