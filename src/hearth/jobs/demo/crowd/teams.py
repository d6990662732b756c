"""Who looks after the crowd: practices that grow in number with the town, and their staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hearth.core.access import Role
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.crowd.names import name_for
from hearth.jobs.demo.town import COMMUNITY
from hearth.records.community import changes as community
from hearth.records.community.queries import posts_at
from hearth.records.people import accounts

PEOPLE_A_PRACTICE = 2_500
PEOPLE_A_NURSE = 350
MORE_PRACTICES = (
    "Beck Side", "Moor End", "Station Road", "Chapel Brow", "Heather Bank", "Quarry Road",
    "Park Terrace", "Lumb Lane", "Victoria Street", "Ash Grove", "Fernside", "Stoney Lane",
    "Wharf Street", "Hollin Hill", "Linnet Close", "Orchard Rise", "Albert Street", "Coronation",
)  # fmt: skip
# Those of the story work at the first two practices, and see some of the crowd too.
OF_THE_STORY: Mapping[str, tuple[str, str]] = {
    "Mill Lane Surgery": ("grace.okafor@example.org", "jan.kowalczyk@example.org"),
    "Canal Street Medical Practice": ("tessa.lund@example.org", "peter.mallory@example.org"),
}


@dataclass(frozen=True)
class Team:
    """A practice with its nurses and its administrator, as posts."""

    organisation: Any
    nurses: tuple[Any, ...]
    administrator: Any


def teams_for(
    people: int, *, first: list[Any], practices: int | None, days: Calendar
) -> list[Team]:
    """As many practices as a town of this size has (or so many), `first` ones first."""
    count = practices or len(first) + people // PEOPLE_A_PRACTICE
    surgeries = [*first, *(_surgery(place, days) for place in range(len(first), count))][:count]
    nurses = 1 + people // count // PEOPLE_A_NURSE
    return [_team(surgery, nurses, days) for surgery in surgeries]


def _surgery(place: int, days: Calendar) -> Any:
    turn, at = divmod(place - 2, len(MORE_PRACTICES))
    name = f"{MORE_PRACTICES[at]} Surgery" + (f" {turn + 1}" if turn else "")
    return community.add_organisation(
        community=COMMUNITY, name=name, kind="practice", code=f"Y99{place + 1:03d}",
        telephone=f"01632 960{150 + place % 50}", by=None, at=days.ago(1500, "09:00"),
        address=f"{place} {MORE_PRACTICES[at]}, Calderwick, XW2 3AB",
    )  # fmt: skip


def _team(surgery: Any, nurses: int, days: Calendar) -> Team:
    """Find who works there by email, and hire whoever is still missing."""
    roles = (Role.PRACTITIONER, Role.ADMINISTRATOR)
    held = {post.account.email: post for post in posts_at([surgery.pk], *roles, on=days.today)}
    nurse_email, clerk_email = OF_THE_STORY.get(
        surgery.name, (f"nurse0.{surgery.code}@example.org", f"desk.{surgery.code}@example.org")
    )
    emails = [
        nurse_email, *(f"nurse{place}.{surgery.code}@example.org" for place in range(1, nurses))
    ]  # fmt: skip
    found = [
        _post(surgery, e.lower(), Role.PRACTITIONER, "Practice nurse", held, days) for e in emails
    ]
    clerk = _post(surgery, clerk_email.lower(), Role.ADMINISTRATOR, "Care coordinator", held, days)
    return Team(surgery, tuple(found), clerk)


def _post(
    surgery: Any, email: str, role: Role, title: str, held: Mapping[str, Any], days: Calendar
) -> Any:
    if email in held:
        return held[email]
    name = name_for(Random(email), 45)
    account = accounts.open_account(
        email=email, full_name=f"{name.given} {name.family}", by=None, at=days.ago(1490, "09:00")
    )
    post = community.give_post(
        account=account, organisation=surgery, role=role, job_title=title, by=None,
        starts=date(days.today.year - 4, 4, 1), at=days.ago(1490, "09:30"),
    )  # fmt: skip
    post.account = account
    return post
