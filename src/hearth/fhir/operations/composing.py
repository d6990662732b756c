"""A FHIR document: a Composition first, with what it speaks of, and nothing that is not inside."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hearth.core.words import READING_ORDER, TITLES, Section
from hearth.fhir.made import Body
from hearth.fhir.operations.narrative import narrative, paragraphs
from hearth.fhir.parsing import bytes_of

ORDER = (*READING_ORDER, Section.RESULTS)
TYPE = {
    "coding": [
        {"system": "http://loinc.org", "code": "18776-5", "display": "Plan of care note"},
    ]
}


@dataclass(frozen=True)
class Inside:
    """A resource in a document, with the section of the plan that it belongs to."""

    body: Body
    section: Section | None = None

    @property
    def reference(self) -> str:
        """How others refer to it."""
        return f"{self.body['resourceType']}/{self.body['id']}"


@dataclass(frozen=True)
class Told:
    """What a document says in words: how the plan stands, then each section as elements."""

    title: str
    stands: str
    is_agreed: bool
    sections: Mapping[Section, Sequence[str]]


def composed(
    patient: Body, told: Told, inside: Sequence[Inside], *, base: str, at: datetime
) -> Body:
    """Return the Bundle. The same record gives the same bytes: `at` is its last change."""
    held = {each.reference: each for each in (Inside(patient), *inside)}
    cut = {
        reference: Inside(only_inside(each.body, held.keys()), each.section)
        for reference, each in held.items()
    }
    first = _composition(patient, told, list(cut.values()), at)
    said = bytes_of({"first": first, "all": [each.body for each in cut.values()]})
    first = {"resourceType": "Composition", "id": _uuid(said), **first}
    rows = [first, *(each.body for each in cut.values())]
    return {
        "resourceType": "Bundle",
        "id": _uuid(b"bundle" + said),
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": f"urn:uuid:{_uuid(b'document' + said)}",
        },
        "type": "document",
        "timestamp": at.isoformat(timespec="seconds"),
        "entry": [
            {"fullUrl": f"{base}/{row['resourceType']}/{row['id']}", "resource": row}
            for row in rows
        ],
    }


def _uuid(said: bytes) -> str:
    return str(uuid5(NAMESPACE_URL, hashlib.sha256(said).hexdigest()))


def _composition(patient: Body, told: Told, inside: list[Inside], at: datetime) -> Body:
    subject = {"reference": f"Patient/{patient['id']}"}
    stands = {"title": "How this plan stands", "text": narrative(paragraphs(told.stands))}
    sections = [_section(each, told, inside) for each in ORDER]
    return {
        "status": "final" if told.is_agreed else "preliminary",
        "type": TYPE,
        "subject": subject,
        "date": at.isoformat(timespec="seconds"),
        "author": [subject],
        "title": told.title,
        "section": [stands, *(each for each in sections if each), *_others(inside)],
    }


def _section(section: Section, told: Told, inside: list[Inside]) -> Body:
    found: Body = {"title": TITLES[section]}
    if words := told.sections.get(section):
        found["text"] = narrative(words)
    if entries := [{"reference": e.reference} for e in inside if e.section is section]:
        found["entry"] = entries
    return found if len(found) > 1 else {}


def _others(inside: list[Inside]) -> list[Body]:
    """The plan itself, its papers, and those around: what belongs to no section of its own."""
    entries = [
        {"reference": e.reference}
        for e in inside
        if e.section is None and e.body["resourceType"] not in ("Patient", "Binary")
    ]
    return [{"title": "About this plan", "entry": entries}] if entries else []


def only_inside(body: Body, inside: Any) -> Body:
    """Leave out references to what is not in the document; a name beside one stays."""
    kept = _cut(body, inside)
    assert isinstance(kept, dict)
    return kept


def _cut(value: Any, inside: Any) -> Any:
    """Return the value without references that lead outside; None where nothing is left."""
    if isinstance(value, list):
        kept = [each for each in (_cut(one, inside) for one in value) if each is not None]
        return kept or None
    if not isinstance(value, dict):
        return value
    reference = value.get("reference")
    rest = {name: _cut(each, inside) for name, each in value.items()}
    found = {name: each for name, each in rest.items() if each is not None}
    if isinstance(reference, str) and not _resolves(reference, inside):
        del found["reference"]
        return found if "display" in found or "identifier" in found else None
    return found or None


def _resolves(reference: str, inside: Any) -> bool:
    return reference.startswith("#") or reference.partition("/_history/")[0] in inside
