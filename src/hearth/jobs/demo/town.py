"""Calderwick: a made-up mill town in the north of England, and who works there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hearth.core.access import Role
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.numbers import nhs_numbers
from hearth.records.community import changes as community
from hearth.records.people import accounts

COMMUNITY = "Calderwick"

# key: (name, kind, code, telephone, address). Telephone numbers are from the range kept for drama.
ORGANISATIONS: Mapping[str, tuple[str, str, str, str, str]] = {
    "mill_lane": (
        "Mill Lane Surgery", "practice", "Y99001", "01632 960101",
        "12 Mill Lane, Calderwick, XW1 4PL",
    ),
    "canal_street": (
        "Canal Street Medical Practice", "practice", "Y99002", "01632 960102",
        "3 Canal Street, Calderwick, XW1 7QT",
    ),
    "trust": (
        "Calderwick and Moor Community NHS Trust", "trust", "Y99T", "01632 960110",
        "Bobbin House, Weavers Way, Calderwick, XW1 1AA",
    ),
    "council": (
        "Calderwick Council Adult Social Care", "council", "Y99C", "01632 960120",
        "Town Hall, Market Square, Calderwick, XW1 1BB",
    ),
    "steady_steps": (
        "Steady Steps Walking Group", "community", "", "01632 960131",
        "The Boathouse, Towpath, Calderwick, XW1 7RA",
    ),
    "mend_shed": (
        "The Mend Shed", "community", "", "01632 960132",
        "Unit 4, Old Dye Works, Calderwick, XW1 3JD",
    ),
    "icb": (
        "Moor and Valley Integrated Care Board", "commissioner", "Y99B", "01632 960140",
        "Exchange Building, Market Square, Calderwick, XW1 1BC",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works in the town: their account and their post."""

    account: Any
    post: Any

    @property
    def name(self) -> str:
        return str(self.account.full_name)


@dataclass
class Town:
    """The organisations by key, the staff by key, and the numbers not yet given out."""

    organisations: dict[str, Any] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    numbers: Iterator[str] = field(default_factory=nhs_numbers)


# key: (full name, organisation, role, job title, order on the demo page, what to try)
STAFF: Mapping[str, tuple[str, str, Role, str, int, str]] = {
    "grace": (
        "Grace Okafor", "mill_lane", Role.PRACTITIONER, "Practice nurse", 21,
        "Grace sees Mo today. The council is late to sign, and Dee said no to Ivy’s plan. See why.",
    ),
    "anil": (
        "Dr Anil Mehta", "mill_lane", Role.PRACTITIONER, "GP partner", 22,
        "A result of Surinder’s cannot wait, and it has stopped her letter. Deal with it.",
    ),
    "hannah": (
        "Hannah Whitlock", "council", Role.PRACTITIONER, "Social worker", 23,
        "Two plans wait for Hannah to sign, one is late. Danny does not agree about his ramp.",
    ),
    "dee": (
        "Dee Sutcliffe", "steady_steps", Role.LINK_WORKER, "Link worker", 24,
        "Dee helps people find something near them. She said why she cannot sign Ivy’s plan yet.",
    ),
    "jan": (
        "Jan Kowalczyk", "mill_lane", Role.ADMINISTRATOR, "Practice administrator", 25,
        "Jan starts rounds and makes letters. She checks if Elsie has died. An email came back.",
    ),
    "priya": (
        "Priya Nair", "trust", Role.HOUSE_LEAD, "House of Care lead", 31,
        "Priya looks for people who may want a plan. Change a search, and see the count change.",
    ),
    "marcus": (
        "Marcus Bell", "icb", Role.COMMISSIONER, "Head of community commissioning", 32,
        "Marcus sees figures, never people. Who does a search find, and who does it miss?",
    ),
    "eleanor": (
        "Eleanor Frost", "trust", Role.AUDITOR, "Records auditor", 33,
        "A plan was opened in an emergency. Look into it. Read a plan that was drawn by chance.",
    ),
    "brenda": ("Brenda Lister", "mill_lane", Role.PRACTITIONER, "Practice nurse (retired)", 0, ""),
    "omar": ("Omar Haddad", "mill_lane", Role.PRACTITIONER, "Advanced nurse practitioner", 0, ""),
    "callum": ("Callum Reid", "trust", Role.PRACTITIONER, "Community respiratory nurse", 0, ""),
    "meera": ("Dr Meera Joshi", "trust", Role.PRACTITIONER, "Clinical psychologist", 0, ""),
    "tessa": ("Tessa Lund", "canal_street", Role.PRACTITIONER, "Practice nurse", 0, ""),
    "peter": ("Peter Mallory", "canal_street", Role.ADMINISTRATOR, "Care coordinator", 0, ""),
    "colin": ("Colin Firth-Hay", "mend_shed", Role.LINK_WORKER, "Workshop host", 0, ""),
}  # fmt: skip


def found_organisations(days: Calendar) -> dict[str, Any]:
    """The organisations by key; those that are there already are found again."""
    return {
        key: community.add_organisation(
            community=COMMUNITY, name=name, kind=kind, code=code, telephone=telephone,
            address=address, by=None, at=days.ago(1500, "09:00"),
        )
        for key, (name, kind, code, telephone, address) in ORGANISATIONS.items()
    }  # fmt: skip


def build_town(days: Calendar) -> Town:
    """Make the organisations and the staff, as they were some years ago."""
    town = Town(found_organisations(days))
    for key in STAFF:
        town.staff[key] = _employ(town, key, days)
    return town


def _employ(town: Town, key: str, days: Calendar) -> StaffMember:
    name, organisation, role, title, order, story = STAFF[key]
    account = open_sign_in(name, days, order=order, story=story)
    post = community.give_post(
        account=account, organisation=town.organisations[organisation], role=role,
        job_title=title, starts=date(days.today.year - 4, 4, 1), by=None,
        at=days.ago(1490, "09:30"),
    )  # fmt: skip
    return StaffMember(account, post)


def open_sign_in(name: str, days: Calendar, *, order: int = 0, story: str = "") -> Any:
    """Open an account that only the demo page can enter, and only when it has a story."""
    words = name.lower().replace("dr ", "").split()
    return accounts.open_account(
        email=f"{'.'.join(words)}@example.org", full_name=name, by=None, at=days.ago(1490, "09:00"),
        is_demo=bool(story), demo_story=story, demo_order=order,
    )  # fmt: skip
