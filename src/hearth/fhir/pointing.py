"""What a resource as it was received points to: each reference that a seal may have to cut out.

Another system may refer from anywhere to anything of the same record. Such a resource is then a
composite like ours: whoever does not see a goal does not see that something points to it either.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Part
from hearth.records.exchange import queries

Labels = Mapping[tuple[str, str], tuple[str, str]]
"""By type and id: the section and the thread."""
_OURS = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?")
_NO_ENTRY = ("Patient", "Practitioner", "PractitionerRole", "Organization", "Location")


def pointed(
    bodies: Iterable[Body], person_id: UUID | str | None, known: Labels | None = None
) -> Labels:
    """Return the labels of all that these point to, of the same person. At most one query."""
    named = {address for body in bodies for _, _, address in _references(body)}
    found = {each: known[each] for each in named if known and each in known}
    if (missing := named - found.keys()) and person_id:
        found |= queries.labels(sorted(missing), person_id)
    return found


def labels_of(made: Iterable[Made]) -> Labels:
    """The labels of what is drawn in the same breath."""
    return {(e.type, e.id): (e.section.value if e.section else "", e.thread) for e in made}


def parts_beside(body: Body, known: Iterable[Part], labels: Labels) -> tuple[Part, ...]:
    """Return the parts of a body: those known already, and whatever else points to something."""
    parts = dict.fromkeys(known)
    for path, reference, address in _references(body):
        section, thread = labels.get(address, ("", ""))
        if section:
            parts.setdefault(Part(path, reference, Section(section), thread))
    return tuple(parts)


def _references(body: Body) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield the element, the reference as it is written, and the address that it names."""
    for path, held in body.items():
        for said in _said(held):
            found = _OURS.fullmatch(said)
            if found and found[1] not in _NO_ENTRY:
                yield path, said, (found[1], found[2])


def _said(held: Any) -> Iterator[str]:
    if isinstance(held, list):
        for each in held:
            yield from _said(each)
    elif isinstance(held, dict):
        if isinstance(said := held.get("reference"), str):
            yield said
        for each in held.values():
            yield from _said(each)
