"""Small shared values that every other room speaks in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Section(StrEnum):
    """The parts of a plan that can be read, shared and hidden on their own.

    C0-C8 are the contents that a plan must be able to hold (mission, principle P7).
    """

    ABOUT_ME = "about_me"  # C0
    CONVERSATION = "conversation"  # what the person prepared, and what was talked about
    STRENGTHS_AND_NEEDS = "strengths_and_needs"  # C0
    GOALS = "goals"  # C1
    ACTIONS = "actions"  # C2
    RISKS = "risks"  # C3
    IF_THINGS_GET_WORSE = "if_things_get_worse"  # C4
    LIFE_EVENTS = "life_events"  # C5
    INFORMAL_SUPPORT = "informal_support"  # C6
    COMMUNITY = "community"  # C7
    RESOURCES = "resources"  # C8
    PEOPLE_AND_PLANS = "people_and_plans"  # contacts, and other services' plans
    RESULTS = "results"  # test results, conditions, medicines


TITLES: dict[Section, str] = {
    Section.ABOUT_ME: "What matters to me",
    Section.CONVERSATION: "Our conversation",
    Section.STRENGTHS_AND_NEEDS: "What I am good at, and what I need",
    Section.GOALS: "My goals",
    Section.ACTIONS: "What we agreed to do",
    Section.RISKS: "Risks, and what we do about them",
    Section.IF_THINGS_GET_WORSE: "If things get worse",
    Section.LIFE_EVENTS: "Big events in my life",
    Section.INFORMAL_SUPPORT: "Help from family and friends",
    Section.COMMUNITY: "Things near me",
    Section.RESOURCES: "Money and support",
    Section.PEOPLE_AND_PLANS: "People and other plans",
    Section.RESULTS: "My results",
}

READING_ORDER: tuple[Section, ...] = (
    Section.ABOUT_ME,
    Section.ACTIONS,
    Section.IF_THINGS_GET_WORSE,
    Section.GOALS,
    Section.STRENGTHS_AND_NEEDS,
    Section.INFORMAL_SUPPORT,
    Section.COMMUNITY,
    Section.RISKS,
    Section.LIFE_EVENTS,
    Section.RESOURCES,
    Section.PEOPLE_AND_PLANS,
    Section.CONVERSATION,
)
"""The order in which a tired person reads a plan (journeys, "My plan")."""


@dataclass(frozen=True)
class Period:
    """Whole days from `start` to `until`, both included; no `until` means it still runs."""

    start: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether `day` falls inside."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done, in plain words, and where on the form or in the file."""

    words: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.words}" if self.where else self.words


class Refused(Exception):
    """A rule said no. Carries every reason, so that a person can mend them all at once."""

    def __init__(self, reasons: Sequence[str | Refusal] | str) -> None:
        given: Sequence[str | Refusal] = [reasons] if isinstance(reasons, str) else reasons
        self.reasons: list[Refusal] = [r if isinstance(r, Refusal) else Refusal(r) for r in given]
        super().__init__("; ".join(str(reason) for reason in self.reasons))


def joined(words: Iterable[str], last: str = "and") -> str:
    """Write words as people say them: a, b and c. There is at least one."""
    *most, final = words
    return f"{', '.join(most)} {last} {final}" if most else final


def pounds(pence: int) -> str:
    """Write whole pence as pounds: 120050 -> '£1,200.50', 4000 -> '£40'."""
    whole, rest = divmod(abs(pence), 100)
    sign = "-" if pence < 0 else ""
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")
