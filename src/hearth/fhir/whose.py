"""Whose resource it is: the element of each type that names the person."""

import re
from typing import Any
from uuid import UUID

from hearth.fhir.made import Body
from hearth.fhir.outcome import Issue, Wrong

PERSON_IN = {
    "Patient": "",
    "RelatedPerson": "patient",
    "CareTeam": "subject",
    "CarePlan": "subject",
    "Goal": "subject",
    "Condition": "subject",
    "Observation": "subject",
    "Task": "for",
    "ServiceRequest": "subject",
    "Communication": "subject",
    "Consent": "patient",
    "QuestionnaireResponse": "subject",
    "DocumentReference": "subject",
    "Flag": "subject",
    "Appointment": "participant.actor",
}
"""Where each type names its person. A type that is not here is nobody's."""
NAMED_BY_THE_PERSON = ("Patient", "CarePlan")
"""Types with a resource whose id is that of the person."""

_PATIENT = re.compile(r"(?P<base>.*/|)Patient/(?P<id>[A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?")


def person_in(body: Body, base: str) -> tuple[str, str]:
    """Return the id of the person whom a resource is about, and the path that names them.

    `base` is our own address: a reference to another server's patient is nobody's here. Raises
    Wrong (422) where a resource must be about somebody, and does not say about whom.
    """
    type = body["resourceType"]
    element = PERSON_IN.get(type)
    if element is None or element == "":
        return (str(body.get("id", "")), f"{type}.id") if element == "" else ("", "")
    found = [
        (reference["reference"], at)
        for reference, at in _references(body, element, type)
        if isinstance(reference.get("reference"), str)
    ]
    patients = [(match, at) for said, at in found if (match := _PATIENT.fullmatch(said))]
    if not patients:
        raise Wrong(422, Issue("required", _SAY_WHO, f"{type}.{element}"))
    match, at = patients[0]
    if match["base"] and match["base"].rstrip("/") != base.rstrip("/"):
        raise nobody_here(at)
    return match["id"], at


_SAY_WHO = "Say who it is about: refer to a Patient of this server, as in Patient/123."


def nobody_here(at: str) -> Wrong:
    """Nobody has that id, or nobody whom the caller may know of. The two are never told apart."""
    words = "There is no such person here, or you may not know of them."
    return Wrong(422, Issue("not-found", words, at))


def _references(body: Body, element: str, type: str) -> list[tuple[dict[str, Any], str]]:
    first, _, inner = element.partition(".")
    held = body.get(first)
    if not inner:
        return [(held, f"{type}.{first}.reference")] if isinstance(held, dict) else []
    listed = held if isinstance(held, list) else []
    return [
        (each[inner], f"{type}.{first}[{place}].{inner}.reference")
        for place, each in enumerate(listed)
        if isinstance(each, dict) and isinstance(each.get(inner), dict)
    ]


def as_person_id(text: str) -> str:
    """Return the id of a person as we write it, "" for what cannot be one."""
    try:
        found = str(UUID(text))
    except ValueError:
        return ""
    return found if found == text.lower() else ""
