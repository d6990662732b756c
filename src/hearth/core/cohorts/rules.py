"""The rules themselves: frozen values with operators. What each means is said here, once.

Every rule is true or false of a person on a day, never unknown: where a fact is missing, the
rule says itself how that counts. `reading.py` reads them in plain Python and is the reference;
the engines of `analytics` must give the same rows. `explain.py` reads them aloud.

    older = Aged(at_least=65)
    due = Registered() & (older | ConditionCount(CONDITIONS, at_least=2)) & ~ReviewedWithin(12)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from hearth.core.words import Refused


class NotARule(Refused):
    """These parts do not make a rule. The reasons say what is wrong."""


class Rule:
    """Something that is true or false of a person on a day."""

    def __and__(self, other: "Rule") -> "AllOf":
        return AllOf((self, other))

    def __or__(self, other: "Rule") -> "AnyOf":
        return AnyOf((self, other))

    def __invert__(self) -> "Not":
        return Not(self)


@dataclass(frozen=True)
class Months:
    """A period that ends on the day of the question: so many whole months back, both ends in."""

    count: int

    def __post_init__(self) -> None:
        if not 1 <= self.count <= 1200:
            raise NotARule("A period must be from 1 to 1,200 months.")


Since = date | Months | None
"""From a date on, within the last months, or (None) ever. Nothing after the day ever counts."""


@dataclass(frozen=True)
class Lists:
    """Code lists that are counted together, under one name: “long-term conditions”."""

    called: str
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.names:
            raise NotARule(f"The group “{self.called}” has no code lists in it.")
        if len(set(self.names)) < len(self.names):
            raise NotARule(f"The group “{self.called}” names a code list twice.")


class Comparison(StrEnum):
    """How a value is held against a limit."""

    AT_LEAST = "at least"
    OVER = "over"
    AT_MOST = "at most"
    UNDER = "under"


# --- leaves ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Aged(Rule):
    """Whole years on the day lie between these, both in. Not true of someone with no birth date.

    Born on 29 February: a year older on 1 March of a common year.
    """

    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise NotARule("An age needs a lower or an upper limit.")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise NotARule("The lower age is above the upper one.")


@dataclass(frozen=True)
class SexIs(Rule):
    """The recorded sex is one of these words. Not true where none is recorded."""

    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Alive(Rule):
    """No death is recorded on or before the day."""


@dataclass(frozen=True)
class Registered(Rule):
    """Registered on the day (start <= day, no end or end > day); `at` names organisations."""

    at: tuple[str, ...] = ()


@dataclass(frozen=True)
class LivesIn(Rule):
    """The recorded place is one of these. Not true where none is recorded."""

    any_of: tuple[str, ...]


@dataclass(frozen=True)
class HasCode(Rule):
    """An event on the list on at least `times` different days."""

    on: str
    since: Since = None
    times: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.times <= 1000:
            raise NotARule("“At least n times” must be from 1 to 1,000.")


@dataclass(frozen=True)
class LatestValue(Rule):
    """The latest value of a measurement, held against a limit.

    Latest is the last date; of two values on that date, the higher. Events without a value do not
    count. Who was never measured (in the period) counts as `if_never` says.
    """

    on: str
    comparison: Comparison
    limit: float
    since: Since = None
    if_never: bool = False


@dataclass(frozen=True)
class ConditionCount(Rule):
    """At least so many of these lists have an event of the person, ever."""

    of: Lists
    at_least: int

    def __post_init__(self) -> None:
        if not 1 <= self.at_least <= len(self.of.names):
            raise NotARule(
                f"“At least {self.at_least} of {self.of.called}” cannot be: "
                f"it names {len(self.of.names)} code lists."
            )


@dataclass(frozen=True)
class Bands:
    """Names for shares of deficits: each reaches from above its share to the next one's.

    `above` is (name, share) in rising order; the first share is 0 and takes in 0 itself.
    """

    above: tuple[tuple[str, Fraction], ...]
    called: str = "bands"

    def __post_init__(self) -> None:
        shares = [share for _, share in self.above]
        if not shares or shares[0] != 0 or sorted(set(shares)) != shares:
            raise NotARule("Bands must begin at 0 and rise.")

    def of(self, deficits: int, lists: int) -> str:
        """Return the name of the band for so many deficits out of so many lists."""
        share = Fraction(deficits, lists)
        return [name for name, above in self.above if share > above or above == 0][-1]


@dataclass(frozen=True)
class DeficitIndex(Rule):
    """The share of these lists with an event of the person, ever, lies in one of these bands.

    A cumulative deficit index from lists that a site supplies (Clegg 2016 describes the method).
    It is not the eFI and is never called so.
    """

    of: Lists
    bands: Bands
    any_of: tuple[str, ...]

    def __post_init__(self) -> None:
        unknown = set(self.any_of) - {name for name, _ in self.bands.above}
        if not self.any_of or unknown:
            raise NotARule(f"There is no band called {', '.join(sorted(unknown)) or 'nothing'}.")


@dataclass(frozen=True)
class OnMedication(Rule):
    """A medicine on the list was issued in the period, or is going on (no end) on the day."""

    on: str
    since: Months


@dataclass(frozen=True)
class HoldsBudget(Rule):
    """A personal budget runs on the day (start <= day, no end or end > day); of these kinds."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewedWithin(Rule):
    """A care and support plan was reviewed in the last months. Never reviewed: not true."""

    months: int

    def __post_init__(self) -> None:
        Months(self.months)


@dataclass(frozen=True)
class AskedForIt(Rule):
    """The person asked for a care and support planning conversation themselves, in the period."""

    since: Since = None


# --- and, or, not, at least n of --------------------------------------------------------------


@dataclass(frozen=True)
class AllOf(Rule):
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        _some(self.rules, "all of")


@dataclass(frozen=True)
class AnyOf(Rule):
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        _some(self.rules, "any of")


@dataclass(frozen=True)
class AtLeast(Rule):
    """At least `count` of these rules are true."""

    count: int
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        _some(self.rules, "at least")
        if not 1 <= self.count <= len(self.rules):
            raise NotARule(f"“At least {self.count} of” needs that many conditions under it.")


@dataclass(frozen=True)
class Not(Rule):
    rule: Rule


def _some(rules: tuple[Rule, ...], words: str) -> None:
    if not rules:
        raise NotARule(f"“{words}” has no conditions under it.")


def parts_of(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules directly under this one; none for a leaf."""
    match rule:
        case AllOf(rules) | AnyOf(rules) | AtLeast(_, rules):
            return rules
        case Not(inner):
            return (inner,)
        case _:
            return ()


def leaves(rule: Rule) -> Iterator[Rule]:
    """Give each leaf of a rule, in the order in which it is read."""
    below = parts_of(rule)
    if not below:
        yield rule
    for each in below:
        yield from leaves(each)


def lists_of(rule: Rule) -> frozenset[str]:
    """Return the names of all code lists that a rule asks about."""
    names: set[str] = set()
    for leaf in leaves(rule):
        match leaf:
            case HasCode(on=name) | LatestValue(on=name) | OnMedication(on=name):
                names.add(name)
            case ConditionCount(of=lists) | DeficitIndex(of=lists):
                names.update(lists.names)
    return frozenset(names)
