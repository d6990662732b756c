"""The ids under which we publish: those of the source where they are UUIDs, else made from them.

Made ids are always the same for the same source, so that whoever reads us twice finds the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any
from uuid import UUID, uuid5

from hearth.core.directory.facts import Document

OURS = UUID("b7d7c1e4-50f4-5d0b-8c53-0f8f6a4f2a11")
"""The namespace of the ids that we make."""
A_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I | re.A)


@dataclass(frozen=True)
class Keys:
    """How the ids of one source become ours. `known`: (kind, id of the source) -> our id."""

    source: str = ""
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, given: object, *, otherwise: str = "") -> str | None:
        """Return our id of a thing; one without an id goes by `otherwise`, or has none."""
        text = str(given) if _is_an_id(given) else ""
        if text and (known := self.known.get((kind, text))):
            return known
        if A_UUID.fullmatch(text):
            return text
        if text:
            return str(uuid5(OURS, f"{kind} {self.source} {text}"))
        return str(uuid5(OURS, f"{kind} {otherwise}")) if otherwise else None


def _is_an_id(given: object) -> bool:
    return isinstance(given, str | int) and not isinstance(given, bool)


@dataclass(frozen=True)
class Term:
    """A term under which a document is filed, as it is published. `taxonomy`: its id, or none."""

    key: str
    document: Document
    taxonomy: str | None = None
    taxonomy_document: Document = field(default_factory=dict)


def term_key(term: Document, keys: Keys) -> str | None:
    """Return the id of a term: its own, or one made from its name and its taxonomy."""
    name = term.get("name") or term.get("term")
    otherwise = f"{term.get('taxonomy') or ''}: {name}" if name else ""
    return keys.of("taxonomy_term", term.get("id"), otherwise=otherwise)


def taxonomy_key(term: Document, keys: Keys) -> str | None:
    """Return the id of a term's taxonomy, where the term says anything of it."""
    detail = term.get("taxonomy_detail")
    given = term.get("taxonomy_id") or (detail.get("id") if isinstance(detail, Mapping) else None)
    return keys.of("taxonomy", given, otherwise=_name_of(term.get("taxonomy")))


def _name_of(said: object) -> str:
    """Return a name as it is published: a number is written as text."""
    is_number = isinstance(said, int | float) and not isinstance(said, bool)
    return str(said) if isinstance(said, str) or (is_number and isfinite(said)) else ""  # type: ignore[arg-type]


def sites_of(document: Document, keys: Keys, service: str) -> list[tuple[Document, str]]:
    """Return the places of a service with the ids under which they are published."""
    rows = document.get("service_at_locations")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return []
    return [(row, _site_key(row, keys, service, number)) for number, row in enumerate(rows)]


def _site_key(row: Document, keys: Keys, service: str, number: int) -> str:
    otherwise = within(service, "service_at_locations", number)
    return keys.of("service_at_location", row.get("id"), otherwise=otherwise) or ""


def within(parent: str, name: str, number: int | None = None) -> str:
    """Say where a thing without an id stands: in what, in which field, the how manieth."""
    return f"{parent} {name}" + ("" if number is None else f" {number}")


def filed_under(document: object, keys: Keys) -> dict[str, Term]:
    """Return every term in a document, wherever it stands in it, by id."""
    return {term.key: term for term in _terms(document, keys)}


def _terms(given: object, keys: Keys) -> Iterator[Term]:
    if isinstance(given, list):
        for each in given:
            yield from _terms(each, keys)
    elif isinstance(given, Mapping):
        if term := _term(given, keys):
            yield term
        for value in given.values():
            if isinstance(value, list | Mapping):
                yield from _terms(value, keys)


def _term(row: Document, keys: Keys) -> Term | None:
    term = row.get("taxonomy_term")
    if not isinstance(term, Mapping):
        return None
    key = term_key(term, keys)
    return _as_published(term, key, keys) if key else None


def _as_published(term: Document, key: str, keys: Keys) -> Term:
    taxonomy = taxonomy_key(term, keys)
    ids: dict[str, Any] = {
        "id": key,
        "parent_id": keys.of("taxonomy_term", term.get("parent_id") or None),
        "taxonomy_id": taxonomy,
    }
    document = {**term, **ids}
    known = {name: value for name, value in document.items() if value is not None}
    return Term(key, known, taxonomy, _taxonomy(term, taxonomy))


def _taxonomy(term: Document, key: str | None) -> Document:
    if key is None:
        return {}
    detail = term.get("taxonomy_detail")
    name = {"name": term["taxonomy"]} if isinstance(term.get("taxonomy"), str) else {}
    return {**name, **(detail if isinstance(detail, Mapping) else {}), "id": key}
