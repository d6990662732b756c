"""The reference reading, for many people: the events of a person are sorted by list only once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from hearth.core.cohorts.facts import Code, Event, PersonFacts, first_day
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import Lists, Since


@dataclass(frozen=True)
class SortedReading(Reading):
    """Reads as `Reading` does. Keep to one thread: it remembers the person whom it read last."""

    _last: list[tuple[PersonFacts, dict[str, list[Event]]]] = field(
        default_factory=list, compare=False
    )

    @cached_property
    def _lists_of(self) -> dict[Code, list[str]]:
        found: dict[Code, list[str]] = defaultdict(list)
        for name, codes in self.lists.items():
            for code in codes:
                found[code].append(name)
        return found

    def events(self, facts: PersonFacts, on: str, since: Since = None) -> Iterator[Event]:
        """Give the events on a list, none before `since` and none after the day."""
        listed = self._sorted(facts).get(on, ())
        if since is None:
            return iter(listed)
        first = first_day(since, self.day)
        return (event for event in listed if event.on >= first)

    def count(self, facts: PersonFacts, of: Lists) -> int:
        """Return on how many of these lists the person has an event, ever."""
        return len(self._sorted(facts).keys() & of.names)

    def _sorted(self, facts: PersonFacts) -> dict[str, list[Event]]:
        if self._last and self._last[0][0] is facts:
            return self._last[0][1]
        found: dict[str, list[Event]] = {}
        for event in facts.events:
            if event.on <= self.day:
                for name in self._lists_of.get((event.system, event.code), ()):
                    found.setdefault(name, []).append(event)
        self._last[:] = [(facts, found)]
        return found
