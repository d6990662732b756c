"""One activity of the directory: a club, a class, advice, a group of peers, a service.

The words are those of people; the standard of councils (HSDS, Open Referral UK) says *service*,
*organization* and *schedule*, and stays at the border (`formats/open_referral`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """Whether it runs. The values are those of HSDS 3."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    CLOSED_FOR_NOW = "temporarily closed"


class Cost(StrEnum):
    """What it asks of a purse."""

    FREE = "free"
    LOW = "low"
    PAID = "paid"
    UNKNOWN = "unknown"


LOW_COST_PENCE = 500
"""Up to this much for one time is low cost: 5 pounds."""

COST_WORDS: Mapping[Cost, str] = {
    Cost.FREE: "free",
    Cost.LOW: "low cost",
    Cost.PAID: "it costs money",
    Cost.UNKNOWN: "ask what it costs",
}


class Way(StrEnum):
    """How one takes part."""

    GROUP = "group"
    ONE_TO_ONE = "one-to-one"
    ONLINE = "online"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, order=True)
class Meets:
    """A time in the week. `weekday`: 0 is Monday. `opens`, `closes`: minutes after midnight.

    `rhythm`: empty where it is each week, else how often: “first of the month”.
    """

    weekday: int
    opens: int | None = None
    closes: int | None = None
    rhythm: str = ""

    @property
    def words(self) -> str:
        """Write it: “Tuesday, 10am to 11.30am”, and how often where it is not each week."""
        return self.time_words + (f" ({self.rhythm})" if self.rhythm else "")

    @property
    def time_words(self) -> str:
        """Write the day and the hours alone."""
        if self.opens is None:
            return WEEKDAYS[self.weekday]
        until = f" to {clock(self.closes)}" if self.closes is not None else ""
        return f"{WEEKDAYS[self.weekday]}, {clock(self.opens)}{until}"


def clock(minutes: int) -> str:
    """Write minutes after midnight as people say them: 630 -> 10.30am, 720 -> 12 noon."""
    if minutes == 12 * 60:
        return "12 noon"
    hours, rest = divmod(minutes, 60)
    half = "am" if hours % 24 < 12 else "pm"
    return f"{(hours - 1) % 12 + 1}" + (f".{rest:02d}" if rest else "") + half


@dataclass(frozen=True)
class Point:
    """A place on the globe, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Place:
    """Where it is. `step_free` None: nobody has said."""

    name: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    point: Point | None = None
    step_free: bool | None = None

    @property
    def words(self) -> str:
        """Write it in one line."""
        parts = (self.name, self.address, self.town, self.postcode)
        return ", ".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True)
class Activity:
    """One activity as pages, search and matching see it. Ages are in years, both included.

    `helps_with`: codes of interests. `languages`: names in English. `assured_on`: when somebody
    last made sure that it is right. `capacity`: free places, where the group says so, as on the
    day `capacity_on`.
    """

    key: str
    name: str
    description: str = ""
    provider: str = ""
    status: Status = Status.ACTIVE
    url: str = ""
    email: str = ""
    telephone: str = ""
    helps_with: frozenset[str] = frozenset()
    ways: frozenset[Way] = frozenset()
    meets: tuple[Meets, ...] = ()
    places: tuple[Place, ...] = ()
    cost: Cost = Cost.UNKNOWN
    cost_words: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    who_for: str = ""
    how_to_join: str = ""
    alert: str = ""
    assured_on: date | None = None
    capacity: int | None = None
    capacity_on: date | None = None
    when_words: str = field(default="")

    @property
    def step_free(self) -> bool | None:
        """Say whether one can get in without steps: everywhere, nowhere, or nobody knows."""
        said = {place.step_free for place in self.places}
        if True in said:
            return True
        return False if said == {False} else None

    def suits_age(self, years: int) -> bool:
        """Say whether somebody of this age may come."""
        over = self.minimum_age is None or years >= self.minimum_age
        return over and (self.maximum_age is None or years <= self.maximum_age)


class Freshness(StrEnum):
    """How far what the directory says can be relied on."""

    FRESH = "checked"
    AGEING = "checked a while ago"
    STALE = "not checked for long"
    UNKNOWN = "never checked"


FRESH_DAYS = 183
STALE_DAYS = 366


def freshness(assured_on: date | None, *, today: date) -> Freshness:
    """Say how fresh it is: checked in half a year, in a year, longer ago, or never."""
    if assured_on is None:
        return Freshness.UNKNOWN
    age = today - assured_on
    if age <= timedelta(days=FRESH_DAYS):
        return Freshness.FRESH
    return Freshness.AGEING if age <= timedelta(days=STALE_DAYS) else Freshness.STALE
