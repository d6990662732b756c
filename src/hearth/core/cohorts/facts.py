"""What a population extract says of one person, as values. The tables hold the same columns.

`person` is a pseudonymous number (63 bits): names stay in the records. A missing fact is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hearth.core.cohorts.rules import Months, Since
from hearth.core.days import months_before

Code = tuple[str, str]
"""(code system, code)."""

CodeLists = Mapping[str, frozenset[Code]]
"""The codes of each list, by the list's name."""


@dataclass(frozen=True)
class Registration:
    organisation: str
    starts: date
    ends: date | None = None  # the first day on which it no longer runs


@dataclass(frozen=True)
class Event:
    system: str
    code: str
    on: date
    value: float | None = None


@dataclass(frozen=True)
class Medication:
    """An issue (`ends` = the day of it), a course, or a repeat that goes on (`ends` is None)."""

    system: str
    code: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class PlanDates:
    """One care and support plan: when its round began, and when it was agreed and last reviewed."""

    started: date
    agreed: date | None = None
    reviewed: date | None = None
    review_due: date | None = None


@dataclass(frozen=True)
class Budget:
    kind: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Referral:
    """Somebody asked that the person be offered a conversation; `by` is "self" or who it was."""

    on: date
    by: str


@dataclass(frozen=True)
class PersonFacts:
    person: int
    born: date | None = None
    sex: str | None = None
    died: date | None = None
    ethnicity: str | None = None
    language: str | None = None
    deprivation: int | None = None  # decile, 1 = most deprived
    place: str | None = None
    registrations: tuple[Registration, ...] = ()
    events: tuple[Event, ...] = ()
    medications: tuple[Medication, ...] = ()
    plans: tuple[PlanDates, ...] = ()
    budgets: tuple[Budget, ...] = ()
    referrals: tuple[Referral, ...] = ()


def first_day(since: Since, day: date) -> date:
    """Return the first day that counts when a question is asked on `day`."""
    match since:
        case None:
            return date.min
        case Months(count):
            return months_before(day, count)
        case _:
            return since


def age_on(born: date, day: date) -> int:
    """Return whole years. Born on 29 February: a year older on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
