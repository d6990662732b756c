"""How good the entries of a feed are: what is stale, dead, closed, there twice, or missing.

The rules are those that a directory lives or dies by (domain.md, section 9). A report counts and
names examples; it never scores anybody.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from hearth.core.directory.activity import Activity, Cost, Status, Way
from hearth.core.directory.facts import Document

MOST_EXAMPLES = 10


class Fault(StrEnum):
    """What can be wrong with an entry."""

    NOT_ASSURED = "not assured"
    DEAD_LINK = "dead link"
    CLOSED = "closed but listed"
    TWICE = "there twice"
    NO_COST = "no cost"
    NO_ACCESS = "no access"
    NO_SCHEDULE = "no schedule"
    NO_CONTACT = "no contact"


WORDS: Mapping[Fault, str] = {
    Fault.NOT_ASSURED: "Nobody has checked them for {days} days",
    Fault.DEAD_LINK: "A link does not work",
    Fault.CLOSED: "They look closed, but are listed",
    Fault.TWICE: "They look like another entry",
    Fault.NO_COST: "They do not say what it costs",
    Fault.NO_ACCESS: "They do not say how to get in",
    Fault.NO_SCHEDULE: "They do not say when it is",
    Fault.NO_CONTACT: "There is no way to reach them",
}
"""What a report says of each, before the number."""

SAYS_CLOSED = re.compile(
    r"\b(?:(?:has|have|is|are)\s+(?:now\s+|sadly\s+|permanently\s+)*closed(?!\s+(?:on|over|for\s+"
    r"lunch|at|between|during|in|group|groups|every|bank))|closed\s+(?:down|permanently|until)"
    r"|permanently\s+closed|no\s+longer\s+(?:runs?|running|meets?|meeting|available|operat\w+|"
    r"exists?|takes?\s+place|offered|provided)|(?:has|have)\s+(?:now\s+)?(?:ended|ceased|"
    r"stopped\s+(?:running|meeting)|shut\s+down)|ceased\s+trading)\b",
    re.I,
)
NAMED_CLOSED = re.compile(r"^\W*(?:closed|cancelled|no longer)\b|\bclosed\W*$", re.I)


@dataclass(frozen=True)
class Entry:
    """One listed entry: its document, and the activity drawn from it."""

    document: Document
    facts: Activity


@dataclass(frozen=True)
class Known:
    """What is known from elsewhere. `twins`: key -> why it looks like another entry."""

    today: date
    assured_days: int
    dead: Collection[str] = frozenset()
    twins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """An entry with a fault, and what exactly is wrong."""

    key: str
    name: str
    why: str = ""


@dataclass(frozen=True)
class Finding:
    """How many entries have a fault, with the first of them."""

    fault: Fault
    count: int
    words: str
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Report:
    """How good a feed is. `findings` in the order of the rules, each fault once."""

    feed: str
    total: int
    findings: tuple[Finding, ...]
    last_reading: str = ""

    def lines(self) -> list[str]:
        """Write the report for a terminal."""
        head = f"{self.feed}: {self.total} entries. {self.last_reading}".strip()
        lines = [head]
        for each in self.findings:
            lines.append(f"  {each.words}: {each.count}")
            lines += [_line(example) for example in each.examples[:3]]
        return lines

    def facts(self) -> dict[str, Any]:
        """Write the report for a program."""
        return {
            "feed": self.feed,
            "total": self.total,
            "last_reading": self.last_reading,
            "findings": {
                each.fault.value: {
                    "count": each.count,
                    "examples": [
                        {"id": one.key, "name": one.name, "why": one.why} for one in each.examples
                    ],
                }
                for each in self.findings
            },
        }


def _line(example: Example) -> str:
    return f"    {example.name}" + (f" ({example.why})" if example.why else "")


def report(feed: str, entries: Iterable[Entry], known: Known, *, last_reading: str = "") -> Report:
    """Look at every listed entry of a feed."""
    counts = dict.fromkeys(Fault, 0)
    examples: dict[Fault, list[Example]] = {fault: [] for fault in Fault}
    total = 0
    for entry in entries:
        total += 1
        for fault, why in faults_of(entry, known):
            counts[fault] += 1
            if len(examples[fault]) < MOST_EXAMPLES:
                examples[fault].append(Example(entry.facts.key, entry.facts.name, why))
    findings = (
        Finding(fault, counts[fault], _words(fault, known), tuple(examples[fault]))
        for fault in Fault
    )
    return Report(feed, total, tuple(findings), last_reading)


def _words(fault: Fault, known: Known) -> str:
    return WORDS[fault].format(days=known.assured_days)


def faults_of(entry: Entry, known: Known) -> Iterator[tuple[Fault, str]]:
    """Give each fault of an entry, with what exactly is wrong."""
    facts = entry.facts
    oldest = known.today - timedelta(days=known.assured_days)
    if facts.assured_on is None or facts.assured_on < oldest:
        yield Fault.NOT_ASSURED, _last_checked(facts)
    if dead := [url for url in urls_of(entry.document) if url in known.dead]:
        yield Fault.DEAD_LINK, dead[0]
    if why := looks_closed(entry, known.today):
        yield Fault.CLOSED, why
    if facts.key in known.twins:
        yield Fault.TWICE, known.twins[facts.key]
    yield from ((fault, "") for fault in _missing(entry))


def _last_checked(facts: Activity) -> str:
    return f"last on {facts.assured_on:%Y-%m-%d}" if facts.assured_on else "never"


def _missing(entry: Entry) -> Iterator[Fault]:
    facts = entry.facts
    is_only_online = bool(facts.ways) and facts.ways <= {Way.ONLINE, Way.ONE_TO_ONE}
    if facts.cost is Cost.UNKNOWN and not facts.cost_words:
        yield Fault.NO_COST
    if not _says_access(entry.document) and not (is_only_online and not facts.places):
        yield Fault.NO_ACCESS
    if not facts.meets and not facts.when_words:
        yield Fault.NO_SCHEDULE
    if not _ways_to_reach(entry.document):
        yield Fault.NO_CONTACT


def looks_closed(entry: Entry, today: date) -> str:
    """Say why a listed entry looks closed; empty: it does not."""
    facts = entry.facts
    if facts.status is Status.CLOSED_FOR_NOW:
        return ""  # it says so itself, and lists show it as closed for now
    for words in (facts.alert, facts.description):
        if found := SAYS_CLOSED.search(words):
            return f"“{found[0]}”"
    if NAMED_CLOSED.search(facts.name):
        return f"“{facts.name}”"
    ends = [_day(row.get("valid_to") or row.get("until")) for row in _schedules(entry.document)]
    if ends and all(end and end < today for end in ends):
        return f"its times ended on {max(end for end in ends if end):%Y-%m-%d}"
    return ""


def urls_of(document: Document) -> list[str]:
    """Return the addresses of the web that an entry shows: its own, and its provider's."""
    provider = document.get("organization")
    holders = [document, provider if isinstance(provider, Mapping) else {}]
    found = [holder.get(name) for holder in holders for name in ("url", "website")]
    return list(dict.fromkeys(url for url in found if isinstance(url, str) and url))


def _rows(given: Document, name: str) -> list[Document]:
    value = given.get(name)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _schedules(document: Document) -> Iterator[Document]:
    yield from _rows(document, "schedules")
    for site in _rows(document, "service_at_locations"):
        yield from _rows(site, "schedules")


def _says_access(document: Document) -> bool:
    places = (site.get("location") for site in _rows(document, "service_at_locations"))
    return any(isinstance(place, Mapping) and _rows(place, "accessibility") for place in places)


def _ways_to_reach(document: Document) -> bool:
    provider = document.get("organization")
    holders = [document, *_rows(document, "contacts")]
    for site in _rows(document, "service_at_locations"):
        holders += [site, *_rows(site, "contacts")]
    if isinstance(provider, Mapping):
        holders += [provider, *_rows(provider, "contacts")]
    return any(
        holder.get(name) for holder in holders for name in ("email", "phones", "url", "website")
    )


def _day(value: object) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(str(value)[:10])
    return None
