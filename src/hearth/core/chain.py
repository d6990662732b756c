"""The audit trail as hash chains: what a row's hash covers, and how tampering is found (ADR 0006).

Rows stand in 257 lanes: one for each first byte of a person's id, and one for rows about nobody.
Writers about different people rarely share a lane, so they rarely wait for each other.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

ABOUT_NOBODY = 256
LANES = ABOUT_NOBODY + 1
# What the first row of a lane gives as the hash of the row before it.
START = "0" * 64


@dataclass(frozen=True)
class Head:
    """How far a lane has come: the number and the hash of its last row. An empty lane has (0)."""

    number: int = 0
    hash: str = START


@dataclass(frozen=True)
class Link:
    """One row in its lane. `facts`: all that it says; `key` tells the row apart in its table."""

    lane: int
    number: int
    previous: str
    hash: str
    facts: dict[str, object]
    key: int = 0


@dataclass(frozen=True)
class Finding:
    """Something that shows tampering, in plain words. `number` is 0 for a whole lane."""

    lane: int
    number: int
    words: str


@dataclass(frozen=True)
class Known:
    """What is known of a lane from elsewhere, to hold its rows against.

    `before`: its head as read before the rows. `after` reads it once more when they have ended,
    since the site may be at work meanwhile. `anchored`: number -> (hash, day of the anchor).
    """

    before: Head
    after: Callable[[], Head]
    anchored: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def lane_of(person_id: UUID | None) -> int:
    """Return the lane, 0 to 256, of a row about this person, or about nobody."""
    return ABOUT_NOBODY if person_id is None else person_id.bytes[0]


def key_of(lane: int, number: int) -> int:
    """Return a row's key in its table: lanes one after another, each in its own order."""
    return (lane + 1) << 40 | number


def lane_of_key(key: int) -> int:
    """Return the lane in which a row with this key stands."""
    return (key >> 40) - 1


def digest(lane: int, number: int, previous: str, facts: dict[str, object]) -> str:
    """Return the hash of a row, 64 hexadecimal digits: SHA-256 over its canonical JSON."""
    return sha256(_canonical([lane, number, previous, facts]).encode()).hexdigest()


def _plain(value: object) -> str:
    """Write an instant in UTC to the microsecond, whatever zone it was given in."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"An audit row cannot hold {type(value).__name__}.")


_canonical = json.JSONEncoder(
    default=_plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False
).encode


def link(head: Head, lane: int, facts: dict[str, object]) -> Link:
    """Return the row that follows this head."""
    number = head.number + 1
    made = digest(lane, number, head.hash, facts)
    return Link(lane, number, head.hash, made, facts, key_of(lane, number))


def check_lane(lane: int, links: Iterable[Link], known: Known) -> Iterator[Finding]:
    """Say what is wrong with one lane, whose rows come in the order of their keys.

    It holds one row at a time. What follows a fault is not blamed for it twice.
    """
    last, seen = Head(), set[int]()
    for each in links:
        if each.number == known.before.number and each.hash != known.before.hash:
            yield _row(each, "it is not the row that the head of its lane names.")
        if (there := known.anchored.get(each.number)) and there[0] != each.hash:
            yield _row(each, f"it is not the row that was anchored on {there[1]}.")
        yield from _row_findings(lane, last, each)
        seen |= {each.number} & known.anchored.keys()
        last = Head(each.number, each.hash)
    yield from _end_findings(lane, last, seen, known)


def _row_findings(lane: int, last: Head, each: Link) -> Iterator[Finding]:
    if each.key != key_of(lane, each.number) or each.lane != lane:
        yield _row(each, "it was moved from its place.")
    if digest(each.lane, each.number, each.previous, each.facts) != each.hash:
        yield _row(each, "it was edited.")
    if each.number > last.number + 1:
        yield Finding(lane, last.number + 1, _gone(lane, last.number + 1, each.number - 1))
    elif each.previous != last.hash:
        yield _row(each, "it does not follow the row before it.")


def _end_findings(lane: int, last: Head, seen: set[int], known: Known) -> Iterator[Finding]:
    """What the end of a lane shows: its tail was cut off, or rows were put on behind its head."""
    if last.number < known.before.number:
        words = _gone(lane, last.number + 1, known.before.number)
        yield Finding(lane, last.number + 1, f"{words} The end was cut off.")
    elif last.number > known.before.number:
        yield from _new_findings(lane, last, known.after())
    for number, (_, day) in known.anchored.items():
        if number not in seen:
            words = f"Row {number} of lane {lane} was anchored on {day}, and is gone."
            yield Finding(lane, number, words)


def _new_findings(lane: int, last: Head, after: Head) -> Iterator[Finding]:
    """Rows beyond the head as it was: the head has moved on since, or nobody named them."""
    if last.number > after.number:
        words = f"The head of lane {lane} names row {after.number}, but there are {last.number}."
        yield Finding(lane, after.number + 1, words)
    elif last.number == after.number and last.hash != after.hash:
        yield Finding(lane, last.number, f"The head of lane {lane} does not name its last row.")


def _row(each: Link, words: str) -> Finding:
    at = each.facts.get("at")
    when = f", of {at.astimezone(UTC):%d %B %Y %H:%M:%S} UTC" if isinstance(at, datetime) else ""
    text = f"Row {each.number} of lane {each.lane}{when}: {words}"
    return Finding(each.lane, each.number, text)


def _gone(lane: int, first: int, last: int) -> str:
    if first == last:
        return f"Row {first} of lane {lane} is gone."
    return f"Rows {first} to {last} of lane {lane} are gone."


def root(heads: Sequence[Head]) -> str:
    """Return one hash over all lanes' heads, in order: the root of a Merkle tree over them.

    Leaves and joints are marked, so that neither can be passed off as the other.
    """
    layer = [_hash("leaf", str(place), str(each.number), each.hash)
             for place, each in enumerate(heads)]  # fmt: skip
    while len(layer) > 1:
        pairs = zip(layer[::2], [*layer[1::2], ""], strict=False)
        layer = [_hash("joint", left, right) for left, right in pairs]
    return layer[0] if layer else START


def _hash(*words: str) -> str:
    return sha256("\n".join(words).encode()).hexdigest()
