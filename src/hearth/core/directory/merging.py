"""Entries that are the same: one stays, the others lead to it; nothing is deleted.

`merged` maps the key of an entry to the key of the one into which it was merged.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")


def leads_to(key: Key, merged: Mapping[Key, Key]) -> Key:
    """Return the entry that stands for this one: itself, where it was not merged."""
    here, seen = key, {key}
    while (there := merged.get(here, here)) != here and there not in seen:
        here = there
        seen.add(here)
    return here


def merge_problems(kept: Key, other: Key, merged: Mapping[Key, Key]) -> list[str]:
    """List why one entry cannot be merged into another."""
    if kept == other:
        return ["Choose two entries. One of them stays."]
    if other in merged:
        return ["One of these is merged already. Take them apart first."]
    if leads_to(kept, merged) == other:
        return ["The entry that you want to keep is merged into this one."]
    if kept in merged:
        return ["The entry that you want to keep is merged into another one."]
    return []


def unmerge_problems(other: Key, merged: Mapping[Key, Key]) -> list[str]:
    """List why an entry cannot be taken apart again."""
    return [] if other in merged else ["This entry is not merged."]


def still_to_look_at(
    keys: Iterable[Key], *, merged: Collection[Key], different: Collection[frozenset[Key]]
) -> list[Key]:
    """Return the entries of a cluster that may still be the same as another one in it."""
    left = [key for key in keys if key not in merged]
    return [
        key for key in left
        if any(other != key and frozenset((key, other)) not in different for other in left)
    ]  # fmt: skip
