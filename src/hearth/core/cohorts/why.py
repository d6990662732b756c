"""Why a person is on a list: the facts, with their dates, because of which the rule is true.

    why(rule, facts, reading)  -> (Fact("68 years old"), Fact("diabetes on record", day, ...))

Only the facts that decide are given: of “one or more of”, those that are true.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.core.cohorts.facts import Code, Event, PersonFacts, age_on
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AskedForIt,
    ConditionCount,
    DeficitIndex,
    HasCode,
    HoldsBudget,
    LatestValue,
    Lists,
    LivesIn,
    Not,
    OnMedication,
    Registered,
    ReviewedWithin,
    Rule,
    SexIs,
    parts_of,
)
from hearth.core.cohorts.sentences import Voice
from hearth.core.cohorts.slots import decimal_written
from hearth.core.days import day_words

MOST_DAYS = 3
"""Of one thing that happened on many days, the last so many are named."""


@dataclass(frozen=True)
class Fact:
    """One reason: in words, its day, and the code and the code list by which it was found."""

    words: str
    on: date | None = None
    code: Code | None = None
    listed: str | None = None

    def __str__(self) -> str:
        if self.on is None:
            return self.words
        return f"{self.words}{' ' if self.words.endswith(' from') else ', '}{day_words(self.on)}"


@dataclass(frozen=True)
class Asked:
    """One person, what is asked, and how it is said."""

    facts: PersonFacts
    reading: Reading
    voice: Voice


def why(
    rule: Rule, facts: PersonFacts, reading: Reading, voice: Voice | None = None
) -> tuple[Fact, ...]:
    """Return the facts because of which a rule is true of a person, each once; () where it is not.

    `voice` names code lists for people; without it they have their own names.
    """
    if not reading.matches(rule, facts):
        return ()
    asked = Asked(facts, reading, voice or Voice(day=reading.day))
    return tuple(dict.fromkeys(_because(rule, asked, holds=True)))


def _because(rule: Rule, asked: Asked, *, holds: bool) -> Iterator[Fact]:
    if isinstance(rule, Not):
        yield from _because(rule.rule, asked, holds=not holds)
    elif parts := parts_of(rule):
        for part in parts:
            if asked.reading.matches(part, asked.facts) is holds:
                yield from _because(part, asked, holds=holds)
    else:
        yield from FACTS[type(rule)](rule, asked)


def _aged(_leaf: Aged, asked: Asked) -> Iterator[Fact]:
    born = asked.facts.born
    if born is None:
        yield Fact("no birth date on record")
    else:
        yield Fact(f"{age_on(born, asked.reading.day)} years old")


def _sex(_leaf: SexIs, asked: Asked) -> Iterator[Fact]:
    yield Fact(f"sex on record: {asked.facts.sex or 'none'}")


def _alive(_leaf: Alive, asked: Asked) -> Iterator[Fact]:
    died = asked.facts.died
    if died is None or died > asked.reading.day:
        yield Fact("no death on record")
    else:
        yield Fact("died", died)


def _registered(leaf: Registered, asked: Asked) -> Iterator[Fact]:
    now = list(asked.reading.registrations(asked.facts, leaf.at))
    for each in now:
        yield Fact(f"registered with {each.organisation} from", each.starts)
    if not now:
        yield Fact("not registered there" if leaf.at else "not registered")


def _lives(_leaf: LivesIn, asked: Asked) -> Iterator[Fact]:
    place = asked.facts.place
    yield Fact(f"lives in {place}") if place else Fact("no place on record")


def _found(event: Event, name: str, words: str) -> Fact:
    return Fact(words, event.on, (event.system, event.code), name)


def _has(leaf: HasCode, asked: Asked) -> Iterator[Fact]:
    title, since = asked.voice.title(leaf.on), asked.voice.since(leaf.since)
    days = {event.on: event for event in asked.reading.events(asked.facts, leaf.on, leaf.since)}
    if leaf.times > 1 or not days:
        yield Fact(f"{title}: on record on {len(days) or 'no'} days{since}", listed=leaf.on)
    for day in sorted(days, reverse=True)[:MOST_DAYS]:
        yield _found(days[day], leaf.on, f"{title} on record")


def _latest(leaf: LatestValue, asked: Asked) -> Iterator[Fact]:
    title = asked.voice.title(leaf.on)
    latest = asked.reading.latest(asked.facts, leaf.on, leaf.since)
    if latest is None or latest.value is None:
        since = asked.voice.since(leaf.since)
        yield Fact(f"{title}: never measured{since}", listed=leaf.on)
    else:
        yield _found(latest, leaf.on, f"{title} was {decimal_written(latest.value)}")


def _each_list(of: Lists, asked: Asked) -> Iterator[Fact]:
    for name in of.names:
        events = asked.reading.events(asked.facts, name)
        if last := max(events, key=lambda event: event.on, default=None):
            yield _found(last, name, f"{asked.voice.title(name)} on record")


def _conditions(leaf: ConditionCount, asked: Asked) -> Iterator[Fact]:
    count = asked.reading.count(asked.facts, leaf.of)
    yield Fact(f"{count} of the {leaf.of.called} on record")
    yield from _each_list(leaf.of, asked)


def _deficits(leaf: DeficitIndex, asked: Asked) -> Iterator[Fact]:
    count, of = asked.reading.count(asked.facts, leaf.of), len(leaf.of.names)
    band = leaf.bands.of(count, of)
    yield Fact(f"{leaf.bands.called}: {band}, {count} of {of} {leaf.of.called} on record")
    yield from _each_list(leaf.of, asked)


def _medicine(leaf: OnMedication, asked: Asked) -> Iterator[Fact]:
    title = asked.voice.title(leaf.on)
    taken = list(asked.reading.medicines(asked.facts, leaf.on, leaf.since))
    if not taken:
        yield Fact(f"{title}: not taken{asked.voice.since(leaf.since)}", listed=leaf.on)
    for each in sorted(taken, key=lambda each: each.starts, reverse=True)[:MOST_DAYS]:
        code = (each.system, each.code)
        yield Fact(f"{title} taken from", each.starts, code, leaf.on)


def _budget(leaf: HoldsBudget, asked: Asked) -> Iterator[Fact]:
    held = list(asked.reading.budgets(asked.facts, leaf.kinds))
    for each in held:
        yield Fact(f"personal budget for {each.kind} from", each.starts)
    if not held:
        yield Fact("no personal budget of this kind" if leaf.kinds else "no personal budget")


def _reviewed(_leaf: ReviewedWithin, asked: Asked) -> Iterator[Fact]:
    last = max(asked.reading.reviews(asked.facts), default=None)
    yield Fact("plan last reviewed", last) if last else Fact("plan never reviewed")


def _asked(leaf: AskedForIt, asked: Asked) -> Iterator[Fact]:
    days = list(asked.reading.requests(asked.facts, leaf.since))
    if days:
        yield Fact("asked for a conversation", max(days))
    else:
        yield Fact(f"did not ask for a conversation{asked.voice.since(leaf.since)}")


FACTS: dict[type[Rule], Callable[[Any, Asked], Iterator[Fact]]] = {
    Aged: _aged,
    SexIs: _sex,
    Alive: _alive,
    Registered: _registered,
    LivesIn: _lives,
    HasCode: _has,
    LatestValue: _latest,
    ConditionCount: _conditions,
    DeficitIndex: _deficits,
    OnMedication: _medicine,
    HoldsBudget: _budget,
    ReviewedWithin: _reviewed,
    AskedForIt: _asked,
}
