"""What rules and columns need to know of each person's coded events, for one scan that finds all.

Every code list has a bit in a word of 63 bits. A code carries the words of all lists that it is
on, so that one pass over the events, however many lists there are, finds what is asked of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hearth.core.cohorts.columns import Band, Column, Count, LastDate, Latest
from hearth.core.cohorts.facts import Code, CodeLists, first_day
from hearth.core.cohorts.rules import (
    ConditionCount,
    DeficitIndex,
    HasCode,
    LatestValue,
    OnMedication,
    Rule,
    Since,
)

BITS = 63  # of a signed 64-bit number, without its sign

Days = tuple[str, date]
"""A list, and the first day that counts."""


@dataclass(frozen=True)
class Places:
    """Which bit of which word stands for each list."""

    names: tuple[str, ...]

    @cached_property
    def of(self) -> dict[str, tuple[int, int]]:
        """Return for each list its word and its value in the word."""
        return {name: (at // BITS, 1 << at % BITS) for at, name in enumerate(self.names)}

    @property
    def words(self) -> int:
        """Return how many words there are; at least one, so that a code has something."""
        return max(1, -(-len(self.names) // BITS))

    def masks(self, names: Iterable[str]) -> dict[int, int]:
        """Return the bits of these lists, word by word."""
        found: dict[int, int] = {}
        for name in names:
            word, bit = self.of[name]
            found[word] = found.get(word, 0) | bit
        return found

    def codes(self, lists: CodeLists) -> list[tuple[Code, tuple[int, ...]]]:
        """Return each code with the words of the lists that it is on."""
        words: dict[Code, list[int]] = {}
        for name, (word, bit) in self.of.items():
            for code in lists[name]:
                words.setdefault(code, [0] * self.words)[word] |= bit
        return [(code, tuple(words[code])) for code in sorted(words)]


@dataclass(frozen=True)
class Needs:
    """What must be found out about each list: no more than somebody asks."""

    seen: frozenset[str]  # is there an event, ever
    last: frozenset[str]  # the last day of an event
    latest: frozenset[str]  # the latest value, and its day
    days: frozenset[Days]  # on how many different days from a first day on
    issued: frozenset[str]  # the last day on which a medicine ran

    @cached_property
    def events(self) -> Places:
        """Return the places of the lists that the events are searched for."""
        counted = {name for name, _ in self.days}
        return Places(tuple(sorted(self.seen | self.last | self.latest | counted)))

    @cached_property
    def medications(self) -> Places:
        """Return the places of the lists that the medications are searched for."""
        return Places(tuple(sorted(self.issued)))


def needs_of(parts: Iterable[Rule | Column], day: date) -> Needs:
    """Gather what these leaves and columns ask of code lists, when they are asked on a day."""
    seen, last, latest, issued = set[str](), set[str](), set[str](), set[str]()
    days = set[Days]()
    for part in parts:
        match part:
            case ConditionCount(of=of) | DeficitIndex(of=of) | Count(of=of) | Band(of=of):
                seen.update(of.names)
            case HasCode(on=name, since=None, times=1):
                seen.add(name)
            case HasCode(on=name, times=1) | LastDate(on=name):
                last.add(name)
            case HasCode(on=name, since=since):
                days.add(days_of(name, since, day))
            case LatestValue(on=name) | Latest(on=name):
                latest.add(name)
            case OnMedication(on=name):
                issued.add(name)
    return Needs(
        frozenset(seen), frozenset(last), frozenset(latest), frozenset(days), frozenset(issued)
    )


def days_of(name: str, since: Since, day: date) -> Days:
    """Return what is counted in days, as a key."""
    return name, first_day(since, day)
