"""Which resource is read by which function; the rest are counted, and not used."""

from collections.abc import Callable, Mapping
from typing import Any

from hearth.jobs.imports.facts import Context, Fact, NotUsed
from hearth.jobs.imports.fhir import allergy, condition, medicine, observation, patient, plans
from hearth.jobs.imports.fhir.check import TYPES, check
from hearth.jobs.imports.fhir.elements import Resource, refuse_modifiers
from hearth.jobs.imports.opening import Unreadable
from hearth.jobs.imports.values import Row

READERS: Mapping[str, Callable[[Resource, Row, Context], Fact]] = {
    "Patient": patient.read,
    "Condition": condition.read,
    "Observation": observation.read,
    "MedicationRequest": medicine.read,
    "Medication": medicine.read_medication,
    "AllergyIntolerance": allergy.read,
    "CarePlan": plans.read_plan,
    "Goal": plans.read_goal,
}


def type_of(content: dict[str, Any]) -> str:
    """Say what resource this is. Raises Unreadable where FHIR R4 knows no such thing."""
    named = content.get("resourceType")
    if not isinstance(named, str) or named not in TYPES:
        raise Unreadable("FHIR R4 has no such resource.", "Check its type.", where="resourceType")
    return named


def read(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one resource: structure first, meaning next. What is wrong is noted in `row`."""
    reader = READERS.get(resource.type)
    if reader is None:
        return NotUsed()
    check(resource.content, row)
    if row.bad:
        return NotUsed()
    refuse_modifiers(resource, row)
    return reader(resource, row, context)
