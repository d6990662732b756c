"""AuditEvent: who looked, as the person reads it on the page of the same name (IHE BALP)."""

from typing import Any

from hearth.core.access import Action
from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Mapper, Version
from hearth.fhir.mappers.codes import OURS, TERMINOLOGY, plain
from hearth.fhir.mappers.elements import concept, instant

REST = {"system": f"{TERMINOLOGY}/audit-event-type", "code": "rest", "display": "RESTful Operation"}
OPENED = {
    "system": "http://dicom.nema.org/resources/ontology/DCM",
    "code": "110110",
    "display": "Patient Record",
}
PATIENT = {"system": f"{TERMINOLOGY}/audit-entity-type", "code": "1", "display": "Person"}
AS_PATIENT = {"system": f"{TERMINOLOGY}/object-role", "code": "1", "display": "Patient"}
ADDS = ("wrote", "registered", "made", "invited", "shared", "added", "started", "sealed", "gave")
"""The words with which the names of deeds begin that add something."""


def event(row: Any) -> Made:
    """One line of "who looked". It is shown to those to whom its part of the plan is shown."""
    version = Version(_body(row), row.at, row.who)
    return Made(
        "AuditEvent", f"audit-{row.pk}", (version,), needs=Action.SEE_WHO_LOOKED,
        section=Section(row.section) if row.section else None,
        thread=str(row.thread) if row.thread else "",
    )  # fmt: skip


def _body(row: Any) -> Body:
    body: Body = {
        "type": OPENED if row.is_change else REST,
        "subtype": [{"system": f"{OURS}:deed", "code": plain(row.did), "display": plain(row.did)}],
        "action": _action(row),
        "recorded": instant(row.at),
        "outcome": "0" if row.allowed else "8",
        "agent": [_agent(row)],
        "source": {"observer": {"display": "Hearth"}},
        "entity": [_person(row), *_object(row)],
    }
    if row.reason:
        body["outcomeDesc"] = plain(row.reason)
    if row.why:
        body["purposeOfEvent"] = [concept(row.why)]
    return body


def _action(row: Any) -> str:
    if not row.is_change:
        return "R"
    return "C" if row.did.startswith(ADDS) else "U"


def _agent(row: Any) -> Body:
    found: Body = {"who": {"display": plain(row.who)}, "requestor": True}
    if row.acting_as:
        role = {"system": f"{OURS}:role", "code": row.acting_as, "display": row.acting_as}
        found["role"] = [concept(row.through or row.acting_as, role)]
    return found


def _person(row: Any) -> Body:
    who = {"reference": f"Patient/{row.person_id}"}
    return {"what": who, "type": PATIENT, "role": AS_PATIENT}


def _object(row: Any) -> list[Body]:
    return [{"name": plain(row.what)}] if row.what else []


MAPPER = Mapper("AuditEvent", why="who looked")
