"""References inside a transaction: by urn:uuid to what is made beside it, and by a search."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hearth.fhir.bundle_entries import Entry
from hearth.fhir.outcome import Issue, Wrong


def names_in(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every reference and address in a resource, with its path."""
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from names_in(each, f"{at}[{place}]")
    elif isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str):
                if _names(name):
                    yield each, f"{at}.{name}"
            elif isinstance(each, dict | list):
                yield from names_in(each, f"{at}.{name}")


def _names(name: str) -> bool:
    return name in ("reference", "url", "uri") or name.endswith(("Uri", "Url"))


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a resource in which each name that `names` knows is what it stands for."""
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: names.get(each, each)
        if isinstance(each, str) and _names(name)
        else renamed(each, names)
        for name, each in value.items()
    }


def aliases(entry: Entry) -> list[str]:
    """Return the names by which others in the Bundle may refer to an entry."""
    if not entry.full_url:
        return []
    ending = f"/{entry.type}/"
    _, found, fid = entry.full_url.partition(ending)
    return [entry.full_url, *([f"{entry.type}/{fid}"] if found and "/" not in fid else [])]


def in_order(entries: list[Entry]) -> list[Entry]:
    """Put what is created in such an order that each comes after those that it refers to.

    Raises Wrong (422) for a ring: none of it could be first.
    """
    by_name = {name: each.place for each in entries for name in aliases(each)}
    needs = {
        each.place: {by_name[n] for n, _ in names_in(each.body) if n in by_name} - {each.place}
        for each in entries
    }
    ordered: list[Entry] = []
    waiting = list(entries)
    placed: set[int] = set()
    while waiting:
        ready = [each for each in waiting if needs[each.place] <= placed]
        if not ready:
            words = "These refer to each other in a ring, so that none can be first."
            raise Wrong(422, [Issue("business-rule", words, each.at) for each in waiting])
        ordered += ready
        placed |= {each.place for each in ready}
        waiting = [each for each in waiting if each.place not in placed]
    return ordered


def by_search(entries: list[Entry], find: Callable[[str, str, str], str]) -> dict[str, str]:
    """Return what each reference by a search ("Patient?identifier=...") stands for.

    `find(type, criteria, where)` returns one id, or "" for none, or raises Wrong (412).
    """
    found: dict[str, str] = {}
    for entry in entries:
        for name, at in names_in(entry.body, f"{entry.at}.resource"):
            type, question, criteria = name.partition("?")
            if question and type.isalpha() and name not in found and at.endswith(".reference"):
                fid = find(type, criteria, at)
                if not fid:
                    words = "Nothing fits this condition, or nothing that you may know of."
                    raise Wrong(412, Issue("not-found", words, at))
                found[name] = f"{type}/{fid}"
    return found
