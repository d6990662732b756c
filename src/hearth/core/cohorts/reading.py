"""The reference reading of a rule: plain Python, one person at a time. Engines must agree with it.

`Reading` is asked in one breath for many people: it knows the code lists and the day. What it
finds of a person is also what `why.py` names.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.core.cohorts.facts import (
    Budget,
    CodeLists,
    Event,
    Medication,
    PersonFacts,
    Registration,
    age_on,
    first_day,
)
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    AnyOf,
    AskedForIt,
    AtLeast,
    Comparison,
    ConditionCount,
    DeficitIndex,
    HasCode,
    HoldsBudget,
    LatestValue,
    Lists,
    LivesIn,
    Months,
    Not,
    OnMedication,
    Registered,
    ReviewedWithin,
    Rule,
    SexIs,
    Since,
)

HELD: dict[Comparison, Callable[[float, float], bool]] = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.OVER: operator.gt,
    Comparison.AT_MOST: operator.le,
    Comparison.UNDER: operator.lt,
}


def runs(starts: date, ends: date | None, day: date) -> bool:
    """Say whether something runs on a day; its end is the first day on which it does not."""
    return starts <= day and (ends is None or ends > day)


@dataclass(frozen=True)
class Reading:
    """What is asked of everyone: the codes of each list, and the day of the question."""

    lists: CodeLists
    day: date

    def matches(self, rule: Rule, facts: PersonFacts) -> bool:
        """Say whether a rule is true of a person. Raises TypeError for a rule that it knows not."""
        match rule:
            case AllOf(rules):
                return all(self.matches(each, facts) for each in rules)
            case AnyOf(rules):
                return any(self.matches(each, facts) for each in rules)
            case AtLeast(count, rules):
                return sum(self.matches(each, facts) for each in rules) >= count
            case Not(inner):
                return not self.matches(inner, facts)
        if (leaf := LEAVES.get(type(rule))) is None:
            raise TypeError(f"Nothing reads {rule!r}.")
        return leaf(rule, facts, self)

    def events(self, facts: PersonFacts, on: str, since: Since = None) -> Iterator[Event]:
        """Give the events on a list, none before `since` and none after the day."""
        codes, first = self.lists[on], first_day(since, self.day)
        for event in facts.events:
            if first <= event.on <= self.day and (event.system, event.code) in codes:
                yield event

    def latest(self, facts: PersonFacts, on: str, since: Since = None) -> Event | None:
        """Return the latest event with a value: the last date, then the highest value."""
        measured = [event for event in self.events(facts, on, since) if event.value is not None]
        return max(measured, key=lambda event: (event.on, event.value or 0.0), default=None)

    def count(self, facts: PersonFacts, of: Lists) -> int:
        """Return on how many of these lists the person has an event, ever."""
        return sum(any(True for _ in self.events(facts, name)) for name in of.names)

    def registrations(self, facts: PersonFacts, at: tuple[str, ...]) -> Iterator[Registration]:
        """Give the registrations that run on the day, with one of these or with anyone."""
        for each in facts.registrations:
            if runs(each.starts, each.ends, self.day) and (not at or each.organisation in at):
                yield each

    def medicines(self, facts: PersonFacts, on: str, since: Months) -> Iterator[Medication]:
        """Give the medicines on a list that were issued in the period, or are going on."""
        codes, first = self.lists[on], first_day(since, self.day)
        for each in facts.medications:
            lasts = each.starts <= self.day and (each.ends is None or each.ends >= first)
            if lasts and (each.system, each.code) in codes:
                yield each

    def budgets(self, facts: PersonFacts, kinds: tuple[str, ...]) -> Iterator[Budget]:
        """Give the personal budgets that run on the day, of these kinds or of any."""
        for each in facts.budgets:
            if runs(each.starts, each.ends, self.day) and (not kinds or each.kind in kinds):
                yield each

    def reviews(self, facts: PersonFacts, since: Since = None) -> Iterator[date]:
        """Give the days on which a plan was reviewed."""
        first = first_day(since, self.day)
        for plan in facts.plans:
            if plan.reviewed is not None and first <= plan.reviewed <= self.day:
                yield plan.reviewed

    def requests(self, facts: PersonFacts, since: Since) -> Iterator[date]:
        """Give the days on which the person asked for a conversation themselves."""
        first = first_day(since, self.day)
        for each in facts.referrals:
            if each.by == "self" and first <= each.on <= self.day:
                yield each.on


def _aged(leaf: Aged, facts: PersonFacts, reading: Reading) -> bool:
    if facts.born is None:
        return False
    age = age_on(facts.born, reading.day)
    old_enough = leaf.at_least is None or age >= leaf.at_least
    return old_enough and (leaf.at_most is None or age <= leaf.at_most)


def _latest(leaf: LatestValue, facts: PersonFacts, reading: Reading) -> bool:
    latest = reading.latest(facts, leaf.on, leaf.since)
    if latest is None or latest.value is None:
        return leaf.if_never
    return HELD[leaf.comparison](latest.value, leaf.limit)


def _has(leaf: HasCode, facts: PersonFacts, reading: Reading) -> bool:
    days = {event.on for event in reading.events(facts, leaf.on, leaf.since)}
    return len(days) >= leaf.times


def _banded(leaf: DeficitIndex, facts: PersonFacts, reading: Reading) -> bool:
    return leaf.bands.of(reading.count(facts, leaf.of), len(leaf.of.names)) in leaf.any_of


def _some(found: Iterator[object]) -> bool:
    return any(True for _ in found)


LEAVES: dict[type[Rule], Callable[[Any, PersonFacts, Reading], bool]] = {
    Aged: _aged,
    SexIs: lambda leaf, facts, _: facts.sex in leaf.any_of,
    Alive: lambda _, facts, reading: facts.died is None or facts.died > reading.day,
    Registered: lambda leaf, facts, reading: _some(reading.registrations(facts, leaf.at)),
    LivesIn: lambda leaf, facts, _: facts.place in leaf.any_of,
    HasCode: _has,
    LatestValue: _latest,
    ConditionCount: lambda leaf, facts, reading: reading.count(facts, leaf.of) >= leaf.at_least,
    DeficitIndex: _banded,
    OnMedication: lambda leaf, facts, reading: _some(reading.medicines(facts, leaf.on, leaf.since)),
    HoldsBudget: lambda leaf, facts, reading: _some(reading.budgets(facts, leaf.kinds)),
    ReviewedWithin: lambda leaf, facts, reading: _some(reading.reviews(facts, Months(leaf.months))),
    AskedForIt: lambda leaf, facts, reading: _some(reading.requests(facts, leaf.since)),
}
"""How each leaf is read."""
