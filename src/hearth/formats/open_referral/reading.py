"""Read one service of a feed into a document: HSDS 3, clean, with all that its source said.

A service comes in clean or is refused with a reason. It must have an id and a name; it may not be
nested without end, nor be very large. Everything else is made clean, and the reader says what was.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from hearth.formats.open_referral import values
from hearth.formats.open_referral.cleaning import Notes, cleaned
from hearth.formats.open_referral.plain import one_line
from hearth.formats.open_referral.upgrading import SAID, upgraded
from hearth.formats.open_referral.writing import document_of

DEEPEST = 20
LARGEST = 1_000_000
"""So many letters of JSON may one service be; the largest real ones have some 50,000."""
LONGEST_ID = 200
OF_OTHER_THINGS = frozenset({
    "website", "parent_organization_id", "parent_id", "term", "taxonomy", "version",
    "location_type", "term_uri", "addresses",
})  # fmt: skip
OF_A_SERVICE = frozenset({
    "status", "organization", "organization_id", "organisation", "fees", "fees_description",
    "service_at_locations", "schedules", "regular_schedules", "assured_date", "minimum_age",
})  # fmt: skip
UNNAMED = UUID("2b1b8a52-6e8e-5b0e-8a49-8d2f7f0c9b11")
"""The namespace of ids of providers that only have a name."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field, in words that somebody who keeps a directory can use."""

    field: str
    words: str


@dataclass(frozen=True)
class Read:
    """What came of reading a service. Without a document it is refused: `problems` say why."""

    document: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()
    key: str = ""


def read_service(raw: object) -> Read:
    """Read one service of any profile. Never raises, whatever a feed holds."""
    if not isinstance(raw, Mapping):
        return _refused("", "", "This is not a service but something else.")
    key = _key(raw.get("id"))
    if is_too_deep(raw):
        return _refused(key, "", f"This is nested more than {DEEPEST} deep.")
    if _size(raw) > LARGEST:
        return _refused(key, "", "This is too large for one service.")
    notes = Notes()
    document = cleaned(upgraded(document_of(raw)), notes)
    _settle(document, notes)
    names = document.keys() | document.get(SAID, {}).keys()
    if OF_OTHER_THINGS & names and not OF_A_SERVICE & names:
        return _refused(key, "", "This is not a service but something else of a directory.")
    if not key:
        return _refused(key, "id", "There is no id.")
    if not isinstance(document.get("name"), str):
        return _refused(key, "name", "There is no name.")
    document["id"] = key
    problems = tuple(Problem(where, words) for where, words in dict.fromkeys(notes.found))
    return Read(document, problems, key)


def _refused(key: str, where: str, words: str) -> Read:
    return Read(None, (Problem(where, words),), key)


def _key(given: object) -> str:
    """Return an id as text; empty: there is none that can be used."""
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**30:
        return str(given)
    text = one_line(given) if isinstance(given, str) else ""
    return text if len(text) <= LONGEST_ID else ""


def is_too_deep(given: object) -> bool:
    """Say whether things are nested deeper than any feed needs."""
    level: list[object] = [given]
    for _ in range(DEEPEST + 1):
        level = [inside for each in level for inside in _inside(each)]
        if not level:
            return False
    return True


def _inside(given: object) -> Iterator[object]:
    if isinstance(given, Mapping):
        yield from given.values()
    elif isinstance(given, list):
        yield from given


def _size(raw: Mapping[str, Any]) -> int:
    return len(json.dumps(raw, default=str))


def _settle(document: dict[str, Any], notes: Notes) -> None:
    """Settle what belongs to the whole service: whether it runs, and who provides it."""
    if "status" in document:
        found = values.status(document["status"])
        if found is None:
            notes.add("status", "not known; taken as active")
        if found != document["status"]:
            document.setdefault(SAID, {}).setdefault("status", document["status"])
            document["status"] = found or "active"
    provider = document.get("organization")
    if isinstance(provider, dict) and not _settle_provider(provider):
        notes.add("organization", "without a name")
        document.setdefault(SAID, {})["organization"] = document.pop("organization")


def _settle_provider(provider: dict[str, Any]) -> bool:
    """Give a provider an id, from its name where it has none. Says whether it can be kept."""
    name, key = provider.get("name"), _key(provider.get("id"))
    if not isinstance(name, str):
        return False
    provider["id"] = key or str(uuid5(UNNAMED, name.casefold()))
    return True
