"""A Patient that came from another system: sent back as it came, but for what changed since.

Each element is compared by what Hearth read from it. Where that is what Hearth holds now, the
element goes back as it was sent; where it is not, Hearth's own takes its place.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hearth.core.words import Section
from hearth.fhir.made import Body, Part
from hearth.fhir.mappers import patient_read as read
from hearth.fhir.mappers.elements import listed

READ: Mapping[str, Callable[[Body], Any]] = {
    "identifier": read.number_of,
    "name": read.name_of,
    "telecom": lambda body: [(c["system"], c["value"]) for c in read.contacts_of(body)],
    "gender": lambda body: str(body.get("gender", "")).replace("unknown", ""),
    "birthDate": lambda body: body.get("birthDate"),
    "deceasedDateTime": read.died_on,
    "address": read.address_of,
    "maritalStatus": lambda body: read.marital_status_of(body).casefold(),
    "communication": read.languages_of,
}
CLOSED = ("contact", "generalPractitioner")
"""Elements that tell of others around the person: shown like the people in their plan."""


def laid(received: Body, drawn: Body) -> Body:
    """Lay what Hearth says over what was received. None: the element goes."""
    found = dict(received) | {"resourceType": "Patient", "id": drawn["id"]}
    for name, fact in READ.items():
        if fact(received) != fact(drawn):
            found[name] = drawn.get(name)
    extensions = _extensions(received, drawn)
    if extensions != received.get("extension", []):
        found["extension"] = extensions or None
    return found


def _extensions(received: Body, drawn: Body) -> list[Body]:
    """Theirs where they say the same as ours, ours where not, and all that we know nothing of."""
    kept = [
        each
        for each in listed(received.get("extension"))
        if each.get("url") not in read.EXTRAS or _same(received, drawn, str(each["url"]))
    ]
    said = {each.get("url") for each in kept}
    new = [each for each in listed(drawn.get("extension")) if each["url"] not in said]
    return kept + [each for each in new if not _same(received, drawn, each["url"])]


def _same(received: Body, drawn: Body, url: str) -> bool:
    return bool(read.extra_of(received, url) == read.extra_of(drawn, url))


def parts_of(body: Body) -> tuple[Part, ...]:
    """What of it a reader may be without: who else is around the person."""
    section = Section.PEOPLE_AND_PLANS
    return tuple(Part(name, "*", section) for name in CLOSED if body.get(name))
