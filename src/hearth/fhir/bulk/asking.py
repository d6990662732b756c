"""What a kick-off asks for: read, checked, and ready to be kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hearth.core.smart import write_scope
from hearth.fhir.caller import Caller
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.outcome import Issue, Wrong
from hearth.fhir.parsing import parsed

Pairs = list[tuple[str, str]]
NDJSON = ("application/fhir+ndjson", "application/ndjson", "ndjson")
NEVER = ("Subscription", "Binary")
"""What no export holds: secrets of other apps; papers stand in their DocumentReference."""
NOBODYS = (
    "Organization", "Practitioner", "PractitionerRole", "HealthcareService", "Location",
    "Questionnaire", "PlanDefinition",
)  # fmt: skip
"""Types that are nobody's: only an export of the whole system holds them."""
KNOWN = ("_outputFormat", "_since", "_type", "patient")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Wanted:
    """What one kick-off asks for, checked against what its caller may have."""

    types: tuple[str, ...]
    since: str = ""
    patients: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As plain values, to be kept with the export."""
        return {"types": list(self.types), "since": self.since, "patients": list(self.patients)}


def types_for(caller: Caller, level: str) -> tuple[str, ...]:
    """The types that this caller may take away: by whole scopes of a system, to be read."""
    whole = [each for each in caller.scopes if each.context == "system" and not each.only]
    left_out = NEVER if level == "system" else (*NEVER, *NOBODYS)
    return tuple(
        type
        for type in sorted(MAPPERS)
        if type not in left_out and any(each.allows(type, "r") for each in whole)
    )


def scopes_of(caller: Caller) -> str:
    """The scopes within which the export is made, as they are kept with it."""
    return " ".join(write_scope(each) for each in caller.scopes if each.context == "system")


def wanted(caller: Caller, level: str, pairs: Pairs, *, is_lenient: bool) -> Wanted:
    """Read a kick-off. Raises Wrong: 403 where no scope covers it, 400 for what we cannot do."""
    may = types_for(caller, level)
    if not may:
        words = "A bulk export needs a scope of the system to read, such as system/Goal.rs."
        raise Wrong(403, Issue("forbidden", words))
    unknown = [name for name, _ in pairs if name not in KNOWN]
    if unknown and not is_lenient:
        raise _cannot(f"We cannot do {unknown[0][:40]} in an export.")
    asked = dict(pairs)
    if asked.get("_outputFormat", NDJSON[0]).replace(" ", "+") not in NDJSON:
        raise _cannot("We write exports as application/fhir+ndjson.")
    since = asked.get("_since", "").replace(" ", "+")
    if since and not _is_instant(since):
        raise _cannot("_since must be an instant, such as 2026-11-02T10:00:00Z.")
    return Wanted(_types(pairs, may, is_lenient), since, _patients(pairs, level))


def _types(pairs: Pairs, may: tuple[str, ...], is_lenient: bool) -> tuple[str, ...]:
    named = list(_listed(pairs, "_type"))
    if not named:
        return may
    if wrong := [each for each in named if each not in may]:
        if not is_lenient:
            raise _cannot(f"This export cannot hold {wrong[0][:40]}.")
        named = [each for each in named if each in may]
    return tuple(dict.fromkeys(named))


def _patients(pairs: Pairs, level: str) -> tuple[str, ...]:
    found = tuple(each.removeprefix("Patient/") for each in _listed(pairs, "patient"))
    if found and level == "system":
        raise _cannot("Name people in an export of Patient or of a Group.")
    return found


def _listed(pairs: Pairs, name: str) -> Iterable[str]:
    """A parameter that is said twice is as one with commas."""
    return (each for key, value in pairs if key == name for each in value.split(",") if each)


def _is_instant(text: str) -> bool:
    try:
        return bool(_INSTANT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _cannot(words: str) -> Wrong:
    return Wrong(400, Issue("not-supported", words))


def pairs_in(raw: bytes) -> Pairs:
    """Read a Parameters resource as the pairs that a query string would hold."""
    body = parsed(raw)
    if body.get("resourceType") != "Parameters":
        raise Wrong(400, Issue("invalid", "Send a Parameters resource.", "Parameters"))
    return [_pair(each) for each in body.get("parameter") or [] if isinstance(each, dict)]


def _pair(parameter: dict[str, Any]) -> tuple[str, str]:
    value = next((held for name, held in parameter.items() if name.startswith("value")), "")
    said = value.get("reference", "") if isinstance(value, dict) else value
    return str(parameter.get("name", "")), str(said)
