"""All that one caller sees of one person, by the same search as everyone's: so nothing else."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from hearth.fhir import search
from hearth.fhir.caller import Caller
from hearth.fhir.made import Body
from hearth.fhir.parsing import parsed

Pairs = list[tuple[str, str]]

OF_A_PERSON = (
    "Patient", "CarePlan", "Goal", "Task", "ServiceRequest", "Condition", "Observation",
    "CareTeam", "RelatedPerson", "QuestionnaireResponse", "DocumentReference", "Communication",
    "Appointment", "Flag", "Consent", "Provenance", "AuditEvent",
)  # fmt: skip
"""In this order. Each is found by its person."""
AROUND = ("Practitioner", "PractitionerRole", "Organization", "Location", "HealthcareService")
"""What is nobody's, and is sent along where something refers to it."""
EACH = 200


def gathered(
    caller: Caller, person_id: str, types: Iterable[str], *, base: str, more: Pairs | None = None
) -> list[Body]:
    """Return what the caller sees of these types, in order."""
    found: list[Body] = []
    for type in types:
        if not caller.may(type, "s"):
            continue
        by = ("_id" if type == "Patient" else "patient", person_id)
        found += _all(caller, type, [by, *(more or [])], base)
    return found


def around(caller: Caller, held: Iterable[Body], *, base: str) -> list[Body]:
    """Return the people and places to which resources refer, and those to which they refer."""
    found: dict[str, Body] = {}
    waiting = list(held)
    while waiting:
        wanted: dict[str, set[str]] = {}
        for reference in _references(waiting):
            type, _, id = reference.partition("/")
            if type in AROUND and reference not in found:
                wanted.setdefault(type, set()).add(id.partition("/")[0])
        waiting = []
        for type, ids in sorted(wanted.items()):
            if caller.may(type, "s"):
                waiting += _all(caller, type, [("_id", ",".join(sorted(ids)))], base)
        waiting = [each for each in waiting if named(each) not in found]
        found |= {named(each): each for each in waiting}
    return [found[name] for name in sorted(found)]


def named(body: Body) -> str:
    """How others refer to a resource."""
    return f"{body['resourceType']}/{body['id']}"


def _all(caller: Caller, type: str, pairs: Pairs, base: str) -> Iterator[Body]:
    """Follow the pages of a search to its end."""
    asked: Pairs | None = [*pairs, ("_count", str(EACH))]
    while asked is not None:
        bundle = parsed(search.search(caller, type, asked, base))
        for entry in bundle.get("entry", []):
            if entry.get("search", {}).get("mode", "match") == "match":
                yield entry["resource"]
        asked = _next(bundle)


def _next(bundle: Body) -> Pairs | None:
    for link in bundle.get("link", []):
        if link["relation"] == "next":
            return parse_qsl(urlsplit(link["url"]).query)
    return None


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for each in value.values():
            yield from _references(each)
