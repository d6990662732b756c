"""The reference reading of a rule: plain Python, one person at a time. Engines must agree with it.

`Reading` is asked in one breath for many people: it knows the code lists and the day.
"""

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from hearth.core.cohorts.facts import CodeLists, Event, PersonFacts, age_on, first_day
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

    def matches(self, rule: Rule, facts: PersonFacts) -> bool:
        """Say whether a rule is true of a person."""
        match rule:
            case AllOf(rules):
                return all(self.matches(each, facts) for each in rules)
            case AnyOf(rules):
                return any(self.matches(each, facts) for each in rules)
            case AtLeast(count, rules):
                return sum(self.matches(each, facts) for each in rules) >= count
            case Not(inner):
                return not self.matches(inner, facts)
            case _:
                return self._leaf(rule, facts) or self._coded(rule, facts)

    def _leaf(self, rule: Rule, facts: PersonFacts) -> bool:
        """Read a leaf that asks for no code list."""
        match rule:
            case Aged(at_least, at_most):
                return facts.born is not None and _between(
                    age_on(facts.born, self.day), at_least, at_most
                )
            case SexIs(any_of):
                return facts.sex in any_of
            case Alive():
                return facts.died is None or facts.died > self.day
            case LivesIn(any_of):
                return facts.place in any_of
            case Registered(at):
                return any(
                    runs(each.starts, each.ends, self.day) and (not at or each.organisation in at)
                    for each in facts.registrations
                )
            case _:
                return self._planned(rule, facts)

    def _planned(self, rule: Rule, facts: PersonFacts) -> bool:
        """Read a leaf about plans, budgets and what was asked for."""
        match rule:
            case HoldsBudget(kinds):
                return any(
                    runs(each.starts, each.ends, self.day) and (not kinds or each.kind in kinds)
                    for each in facts.budgets
                )
            case ReviewedWithin(months):
                first = first_day(Months(months), self.day)
                return any(
                    plan.reviewed is not None and first <= plan.reviewed <= self.day
                    for plan in facts.plans
                )
            case AskedForIt(since):
                first = first_day(since, self.day)
                return any(
                    each.by == "self" and first <= each.on <= self.day for each in facts.referrals
                )
            case _:
                return False

    def _coded(self, rule: Rule, facts: PersonFacts) -> bool:
        """Read a leaf that asks for code lists."""
        match rule:
            case HasCode(on, since, times):
                return len({event.on for event in self.events(facts, on, since)}) >= times
            case LatestValue(on, comparison, limit, since, if_never):
                latest = self.latest(facts, on, since)
                if latest is None or latest.value is None:
                    return if_never
                return HELD[comparison](latest.value, limit)
            case ConditionCount(of, at_least):
                return self.count(facts, of) >= at_least
            case DeficitIndex(of, bands, any_of):
                return bands.of(self.count(facts, of), len(of.names)) in any_of
            case OnMedication(on, since):
                return self._issued(facts, on, since)
            case _:
                return False

    def _issued(self, facts: PersonFacts, on: str, since: Months) -> bool:
        codes, first = self.lists[on], first_day(since, self.day)
        return any(
            (each.system, each.code) in codes
            and each.starts <= self.day
            and (each.ends is None or each.ends >= first)
            for each in facts.medications
        )


def _between(age: int, at_least: int | None, at_most: int | None) -> bool:
    return (at_least is None or age >= at_least) and (at_most is None or age <= at_most)
