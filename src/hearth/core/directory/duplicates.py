"""Activities that are in the directory twice, as far as can be told; a curator decides.

Two entries are likely the same when their names go together and something else does: the place,
a telephone number, an e-mail address, a page on the web, or who runs it. A series is not the same
thing twice: where both say the place, the times or the ages, and these do not meet, they differ.
Only entries that share something are compared, so that 100,000 take no more than minutes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from hearth.core.directory.activity import Activity
from hearth.core.directory.alike import Likeness, likeness
from hearth.core.directory.comparing import Entry, Match, compare, differ

LARGEST_BLOCK = 150
"""More than this share one thing: they are compared only where their names begin alike."""
LARGEST_CLUSTER = 12


@dataclass(frozen=True)
class Cluster:
    """Entries that look the same. `why` in words: “same name, same telephone”."""

    keys: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Found:
    """All clusters, and the blocks that were too large to look through, in words."""

    clusters: list[Cluster]
    skipped: list[str]


def clusters(activities: Iterable[Activity], alike: Likeness = likeness) -> list[Cluster]:
    """Return the clusters of entries that look the same; `alike` compares two words."""
    return find(activities, alike).clusters


def find(activities: Iterable[Activity], alike: Likeness = likeness) -> Found:
    """Return the clusters, the surest first, and what was too much to look through."""
    entries = [Entry(each) for each in sorted(activities, key=lambda each: each.key)]
    skipped: list[str] = []
    matches = sorted(
        (match for pair in _pairs(entries, skipped) if (match := compare(*pair, alike))),
        key=lambda match: (-match.weight, match.one.activity.key, match.other.activity.key),
    )
    return Found(_joined(matches), skipped)


def _pairs(entries: list[Entry], skipped: list[str]) -> Iterator[tuple[Entry, Entry]]:
    """Give every two entries that share something, once."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks(entries, skipped):
        for one, other in combinations(block, 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield entries[one], entries[other]


def _blocks(entries: list[Entry], skipped: list[str]) -> Iterator[list[int]]:
    blocks: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for label in _labels(entry):
            blocks.setdefault(label, []).append(number)
    for label, block in blocks.items():
        if len(block) <= LARGEST_BLOCK:
            yield block
        else:
            yield from _parts(label, block, entries, skipped)


def _labels(entry: Entry) -> set[str]:
    """Return what an entry may share with its double."""
    start = min(entry.words, default="")[:4]
    said = {f"postcode {code}" for code in entry.postcodes}
    said |= {f"place {point.latitude:.2f} {point.longitude:.2f} {start}" for point in entry.points}
    for name in ("telephone", "email", "page"):
        if value := getattr(entry, name):
            said.add(f"{name} {value}")
    if entry.provider:
        said.add(f"provider {' '.join(sorted(entry.provider))} {start}")
    return said


def _parts(
    label: str, block: list[int], entries: list[Entry], skipped: list[str]
) -> Iterator[list[int]]:
    """Split what is too large by the first letters of every word; skip what is still too large."""
    parts: dict[str, list[int]] = {}
    for number in block:
        for start in {word[:4] for word in entries[number].words}:
            parts.setdefault(start, []).append(number)
    for start, part in parts.items():
        if len(part) <= LARGEST_BLOCK:
            yield part
        else:
            skipped.append(f"{len(part)} entries share {label}, and a word with {start}.")


@dataclass
class _Group:
    """A cluster as it grows: its entries, and by what all of them look the same."""

    entries: list[Entry] = field(default_factory=list)
    reasons: tuple[str, ...] = ()


def _joined(matches: Iterable[Match]) -> list[Cluster]:
    """Join matches into clusters, the surest first; no cluster holds two that differ."""
    groups: dict[str, _Group] = {}
    for match in matches:
        one = _group_of(match.one, groups)
        other = _group_of(match.other, groups)
        if one is not other and _go_together(one, other):
            both = [reason for reason in one.reasons or match.reasons if reason in match.reasons]
            one.reasons = tuple(both or one.reasons)
            one.entries += other.entries
            groups.update({entry.activity.key: one for entry in other.entries})
    found = {id(group): group for group in groups.values() if len(group.entries) > 1}
    return [_cluster(group) for group in found.values()]


def _group_of(entry: Entry, groups: dict[str, _Group]) -> _Group:
    return groups.setdefault(entry.activity.key, _Group([entry]))


def _go_together(one: _Group, other: _Group) -> bool:
    if len(one.entries) + len(other.entries) > LARGEST_CLUSTER:
        return False
    return not any(differ(here, there) for here in one.entries for there in other.entries)


def _cluster(group: _Group) -> Cluster:
    keys = sorted(entry.activity.key for entry in group.entries)
    return Cluster(tuple(keys), ", ".join(group.reasons))
