"""What we know better than a feed: kept over it, until the feed says so too, or something new."""

from dataclasses import dataclass
from enum import StrEnum

from hearth.core.directory.entries import Entry, Value


@dataclass(frozen=True)
class Kept:
    """One field that we keep over a feed. `theirs`: what the feed said when we did."""

    name: str
    ours: Value
    theirs: Value


class Now(StrEnum):
    """How a field that we keep stands, after its feed was read again."""

    STANDS = "the feed says what it said"
    SAME = "the feed says it too"
    BOTH = "the feed says something new"


def compared(kept: Kept, fed: Entry) -> Now:
    """Compare one field with what the feed says now."""
    said = fed.get(kept.name, "")
    if said == kept.ours:
        return Now.SAME
    return Now.STANDS if said == kept.theirs else Now.BOTH
