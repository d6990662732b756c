"""What the specification says of a person, in words: “born 1960-03-31, fall on 2025-01-01”."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hearth.core.cohorts.facts import (
    Budget,
    Event,
    Medication,
    PersonFacts,
    PlanDates,
    Referral,
    Registration,
)

SYSTEM = "snomed"

LISTS = {
    name: frozenset((SYSTEM, code) for code in codes)
    for name, codes in {
        "asthma": ("asthma",),
        "copd": ("copd",),
        "diabetes": ("diabetes", "diabetes-2"),
        "falls": ("fall", "trip"),
        "fractures": ("fracture", "fall"),
        "flu jab": ("flu-jab",),
        "hba1c": ("hba1c", "hba1c-old"),
        "insulin": ("insulin",),
    }.items()
}
"""The codes on each list that the specification names."""

DAY = r"(\d{4}-\d\d-\d\d)"


def person(number: int, words: str) -> PersonFacts:
    """Read one person. “nothing” is somebody of whom nothing is on record."""
    facts = PersonFacts(number)
    for each in words.split(", "):
        facts = _with(facts, each)
    return facts


def _with(facts: PersonFacts, words: str) -> PersonFacts:
    for pattern, add in READ:
        if found := re.fullmatch(pattern, words):
            return add(facts, *found.groups())
    raise ValueError(f"The specification does not know “{words}”.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _more(table: str, fact: Callable[..., object]) -> Callable[..., PersonFacts]:
    """Add a row to one of the tables of a person."""
    return lambda facts, *words: replace(facts, **{table: (*getattr(facts, table), fact(*words))})


def _is(name: str, read: Callable[[str], object] = str) -> Callable[..., PersonFacts]:
    return lambda facts, words: replace(facts, **{name: read(words)})


def _event(code: str, value: str | None, system: str | None, day: str) -> Event:
    return Event(system or SYSTEM, code, date.fromisoformat(day), float(value) if value else None)


READ: tuple[tuple[str, Callable[..., PersonFacts]], ...] = (
    ("nothing", lambda facts: facts),
    (f"born {DAY}", _is("born", date.fromisoformat)),
    (f"died {DAY}", _is("died", date.fromisoformat)),
    (r"sex (\w+)", _is("sex")),
    ("lives in (.+)", _is("place")),
    (
        f"registered with (.+) from {DAY}(?: to {DAY})?",
        _more("registrations", lambda at, *days: Registration(at, *map(_day, days))),
    ),
    (
        f"budget for (.+) from {DAY}(?: to {DAY})?",
        _more("budgets", lambda kind, *days: Budget(kind, *map(_day, days))),
    ),
    (
        f"plan from {DAY}(?: reviewed {DAY})?",
        _more("plans", lambda began, seen: PlanDates(_day(began), reviewed=_day(seen))),
    ),
    (f"asked on {DAY}", _more("referrals", lambda day: Referral(_day(day), "self"))),
    (f"referred by (.+) on {DAY}", _more("referrals", lambda by, day: Referral(_day(day), by))),
    (
        rf"([\w-]+) from {DAY}(?: to {DAY})?",
        _more("medications", lambda code, *days: Medication(SYSTEM, code, *map(_day, days))),
    ),
    (rf"([\w-]+)(?: (-?[\d.]+))?(?: \((\w+)\))? on {DAY}", _more("events", _event)),
)
