"""Who sees what over time: a model in plain Python, by the tables of the oracle.

It holds what happened (shares, links, seals, glasses, parts of services), and says from that what
each account may see and do now. It reads no row, and asks nothing of `hearth.core.access`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.resilience.oracle import BY_TABLE, NOTHING, READ, Opening

HERE = ZoneInfo("Europe/London")
A_PRACTITIONER = "a practitioner of another service"
CARES = "their service has a part"
GLASS = "they broke the glass"
OWN = "their own record"
CHOSEN = "the person chose them"
EVER = date(9999, 1, 1)


@dataclass
class Days:
    """From a day to a last day, both included; or until it is ended."""

    first: date
    last: date = EVER
    ended: bool = False

    def run(self, today: date) -> bool:
        return not self.ended and self.first <= today <= self.last


@dataclass
class Job:
    """A post: whose, as what, at which service."""

    account: int
    reader: str
    service: int


@dataclass
class Help:
    """What the person allows a supporter."""

    account: int
    days: Days
    parts: frozenset[str]
    actions: frozenset[str]
    in_law: bool


@dataclass
class Shared:
    """Parts shown to a post or to a service."""

    days: Days
    parts: frozenset[str]
    account: int | None
    service: int | None


@dataclass
class Link:
    """Parts behind a link."""

    ends: datetime
    parts: frozenset[str]
    uses_left: int | None
    wrong: int = 0
    ended: bool = False

    def opens(self, at: datetime) -> bool:
        has_uses = self.uses_left is None or self.uses_left > 0
        return not self.ended and at < self.ends and has_uses and self.wrong < 5


@dataclass
class Sealed:
    """A part, or one entry of it, that is closed."""

    kind: str
    part: str
    entry: str
    service: int | None
    named: frozenset[int]
    lifted: bool = False


@dataclass(frozen=True)
class Held:
    """A tie that runs now."""

    reader: str
    footing: str
    parts: frozenset[str]
    actions: frozenset[str]
    service: int | None = None


@dataclass
class Seen:
    """What one account sees and may do: the parts, the entries, and the actions."""

    held: list[Held]
    seals: list[Sealed]
    account: int | None
    is_dead: bool

    @property
    def anything(self) -> bool:
        return bool(self.held)

    @property
    def actions(self) -> frozenset[str]:
        found = frozenset[str]().union(*(each.actions for each in self.held))
        return found & READ if self.is_dead else found

    @property
    def reads_who_looked(self) -> bool:
        return not self.is_dead and any(each.footing == OWN for each in self.held)

    def shows(self, part: str, entry: str = "") -> bool:
        return any(part in each.parts and self._open(each, part, entry) for each in self.held)

    def _open(self, held: Held, part: str, entry: str) -> bool:
        closing = [s for s in self.seals if s.part == part and s.entry in ("", entry)]
        return all(passes(seal, held, self.account) for seal in closing)

    def may_lift(self, seal: Sealed) -> bool:
        if "seal" not in self.actions:
            return False
        is_mine = (seal.kind == "own wish") == any(each.footing == OWN for each in self.held)
        return is_mine and any(passes(seal, each, self.account) for each in self.held)


def passes(seal: Sealed, held: Held, account: int | None) -> bool:
    """Section 3 of the page: to whom a seal opens."""
    named = account in seal.named
    if seal.kind == "own wish":
        return held.footing == OWN or (named and held.footing != GLASS)
    if held.footing != CARES:
        return False
    if named:
        return True
    its_own = seal.kind == "about someone else" or held.service == seal.service
    return held.reader == A_PRACTITIONER and its_own


@dataclass
class Model:
    """Everything that happened to one person's record."""

    person: int
    jobs: list[Job]
    cares: dict[int, list[Days]] = field(default_factory=dict)
    supporters: list[Help] = field(default_factory=list)
    shares: list[Shared] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    seals: list[Sealed] = field(default_factory=list)
    glasses: list[tuple[int, datetime]] = field(default_factory=list)
    looks: list[tuple[int, Days]] = field(default_factory=list)
    is_dead: bool = False

    def seen(self, account: int, at: datetime) -> Seen:
        """What this account may see and do at this moment."""
        return self._seen(self._one_hat(account, at), account)

    def seen_through(self, link: Link) -> Seen:
        _, actions = BY_TABLE["who holds a link", "a link"]
        held = [] if self.is_dead else [Held("who holds a link", "a link", link.parts, actions)]
        return self._seen(held, None)

    def _seen(self, held: list[Held], account: int | None) -> Seen:
        standing = [seal for seal in self.seals if not seal.lifted]
        return Seen([h for h in held if "read" in h.actions], standing, account, self.is_dead)

    def _one_hat(self, account: int, at: datetime) -> list[Held]:
        """Section 1: the person, else the supporter, else all that comes by work."""
        today = at.astimezone(HERE).date()
        if account == self.person:
            return [] if self.is_dead else [_by_table("the person", OWN)]
        mine = [each for each in self.supporters if each.account == account]
        if chosen := [_support(each) for each in mine if each.days.run(today)]:
            return [] if self.is_dead else chosen
        jobs = [job for job in self.jobs if job.account == account]
        caring = [
            _by_table(job.reader, CARES, job.service) for job in jobs if self._cares(job, today)
        ]
        if self.is_dead:
            return caring
        return [*caring, *self._lent(account, jobs, today), *self._broken(account, jobs, at)]

    def _cares(self, job: Job, today: date) -> bool:
        return any(days.run(today) for days in self.cares.get(job.service, []))

    def _lent(self, account: int, jobs: list[Job], today: date) -> list[Held]:
        found = []
        for each in self.shares:
            if not each.days.run(today):
                continue
            for job in jobs:
                if job.account == each.account or job.service == each.service:
                    _, actions = BY_TABLE.get((job.reader, "shared with them"), NOTHING)
                    found.append(Held(job.reader, "shared with them", each.parts, actions))
        drawn = [days for who, days in self.looks if who == account and days.run(today)]
        found += [_by_table("a records auditor", "drawn for a quality look") for _ in drawn]
        return found

    def _broken(self, account: int, jobs: list[Job], at: datetime) -> list[Held]:
        open_now = [end for who, end in self.glasses if who == account and at < end]
        return [_by_table(job.reader, GLASS) for _ in open_now for job in jobs]

    def may_break(self, account: int) -> bool:
        reads = any(job.reader == A_PRACTITIONER for job in self.jobs if job.account == account)
        return reads and not self.is_dead


def _by_table(reader: str, footing: str, service: int | None = None) -> Held:
    opening: Opening = BY_TABLE.get((reader, footing), NOTHING)
    return Held(reader, footing, *opening, service)


def _support(each: Help) -> Held:
    reader = "a supporter with an authority in law" if each.in_law else "a supporter"
    _, most = BY_TABLE[reader, CHOSEN]
    return Held(reader, CHOSEN, each.parts, (each.actions | READ) & most)


FOUR_HOURS = timedelta(hours=4)
