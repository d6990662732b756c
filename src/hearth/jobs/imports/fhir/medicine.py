"""MedicationRequest -> medicines; Medication -> what a request that points to it is called."""

from typing import Any

from hearth.jobs.imports.facts import Context, Fact, Findings, MedicationFacts, NotUsed
from hearth.jobs.imports.fhir.elements import (
    Resource,
    concept,
    status_of,
    subject_of,
    tidy_reference,
)
from hearth.jobs.imports.values import Row
from hearth.records.results.findings import Kind

STATUSES = {
    "active": True, "on-hold": True, "unknown": True,
    "completed": False, "stopped": False, "cancelled": False,
    "draft": None, "entered-in-error": None,
}  # fmt: skip
INTENTS = {
    "order": True, "original-order": True, "reflex-order": True, "filler-order": True,
    "instance-order": True, "plan": True, "proposal": False, "option": False,
}  # fmt: skip


def read(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one MedicationRequest. A draft, a proposal or a "do not give" is not used."""
    subject = subject_of(resource, "subject", row)
    status = status_of(resource, "status", STATUSES, row)
    intent = status_of(resource, "intent", INTENTS, row)
    if STATUSES.get(status, True) is None:
        return NotUsed(f"It is {status}.", "MedicationRequest.status")
    if not INTENTS.get(intent, True):
        return NotUsed(f"It is {intent}.", "MedicationRequest.intent")
    if resource.content.get("doNotPerform"):
        return NotUsed("It says what not to take.", "MedicationRequest.doNotPerform")
    started = row.day("MedicationRequest.authoredOn", resource.content.get("authoredOn"))
    fields = {
        **_medicine(resource, row, context),
        "started_on": started,
        "is_current": bool(STATUSES.get(status)),
        "how_to_take": _how_to_take(resource, row),
    }
    return Findings(
        Kind.MEDICINE,
        subject,
        resource.source_id,
        (("", fields),),
        started,
        "MedicationRequest.authoredOn",
    )


def _medicine(resource: Resource, row: Row, context: Context) -> dict[str, str]:
    """Read what the medicine is; one in another row is looked up once all rows are read."""
    where = "MedicationRequest.medicationCodeableConcept"
    held: Any = resource.content.get("medicationCodeableConcept")
    if ref := (resource.content.get("medicationReference") or {}).get("reference"):
        where = "MedicationRequest.medicationReference"
        if not ref.startswith("#"):
            return {"system": "", "code": "", "name": "", "medication": tidy_reference(ref)}
        inside = resource.content.get("contained") or []
        held = next((each.get("code") for each in inside if f"#{each.get('id')}" == ref), None)
    named = concept(where, held, row, context)
    if not named["name"]:
        row.refuse(where, "This medicine has no name.", "Give a text or a display.")
    return named


def _how_to_take(resource: Resource, row: Row) -> str:
    doses = resource.content.get("dosageInstruction") or []
    words = [str(dose.get("patientInstruction") or dose.get("text") or "") for dose in doses]
    said = " ".join(word for word in words if word)
    return row.long_text("MedicationRequest.dosageInstruction", said, most=500)


def read_medication(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one Medication, which has meaning only for the requests that point to it."""
    named = concept("Medication.code", resource.content.get("code"), row, context)
    return MedicationFacts(resource.refs, named)
