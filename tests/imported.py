"""Rows that are right, for tests of the import to bend: one of each kind, about one person."""

import json
from typing import Any

PERSON_ID = "0f0e0d0c-0b0a-4908-8706-050403020100"
NUMBER_URI = "https://fhir.nhs.uk/Id/nhs-number"
SNOMED = "http://snomed.info/sct"
SUBJECT = {"reference": f"Patient/{PERSON_ID}"}


def concept(name: str, code: str = "1", system: str = SNOMED) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": name}], "text": name}


def a_patient(number: int = 0, **more: Any) -> dict[str, Any]:
    """A Patient; each `number` is somebody else, and 0 is the one whom the other rows are about."""
    id = f"{number:08x}-0b0a-4908-8706-050403020100" if number else PERSON_ID
    return {
        "resourceType": "Patient",
        "id": id,
        "name": [{"use": "official", "family": f"Okafor{number}", "given": ["Ada"]}],
        "gender": "female",
        "birthDate": "1951-04-02",
        "address": [{"line": ["1 Mill Lane"], "city": "Calderwick", "postalCode": "CW1 1AA"}],
        "telecom": [{"system": "phone", "value": "01632 960001", "use": "home"}],
        **more,
    }


def a_condition(id: str = "c1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "id": id,
        "clinicalStatus": concept("Active", "active", "condition-clinical"),
        "verificationStatus": concept("Confirmed", "confirmed", "condition-ver-status"),
        "code": concept("Type 2 diabetes", "44054006"),
        "subject": SUBJECT,
        "onsetDateTime": "2011-06-01",
        **more,
    }


def an_observation(id: str = "o1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "code": concept("HbA1c", "59261-8", "http://loinc.org"),
        "subject": SUBJECT,
        "effectiveDateTime": "2026-05-04T09:30:00+01:00",
        "valueQuantity": {
            "value": 53, "unit": "mmol/mol", "code": "mmol/mol", "system": "http://unitsofmeasure.org",
        },
        **more,
    }  # fmt: skip


def a_request(id: str = "m1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "id": id,
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept("Metformin 500 mg", "325278007"),
        "subject": SUBJECT,
        "authoredOn": "2024-02-03",
        "dosageInstruction": [{"text": "One with breakfast"}],
        **more,
    }


def an_allergy(id: str = "a1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "AllergyIntolerance",
        "id": id,
        "code": concept("Penicillin", "91936005"),
        "patient": SUBJECT,
        "recordedDate": "1999-09-09",
        "reaction": [{"manifestation": [concept("Rash")]}],
        **more,
    }


def a_care_plan(id: str = "p1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "CarePlan",
        "id": id,
        "status": "active",
        "intent": "plan",
        "title": "Diabetes care",
        "subject": SUBJECT,
        "period": {"start": "2026-01-05"},
        "goal": [{"reference": "Goal/g1"}],
        "activity": [{"detail": {"status": "in-progress", "code": concept("Foot check")}}],
        **more,
    }


def a_goal(id: str = "g1", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Goal",
        "id": id,
        "lifecycleStatus": "active",
        "description": {"text": "Walk to the shop"},
        "subject": SUBJECT,
        **more,
    }


def a_bundle(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    entries = [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries, **more}


def as_json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


TABLES: dict[str, dict[str, str]] = {
    "persons": {
        "person": PERSON_ID, "given_name": "Ada", "family_name": "Okafor0", "born": "1951-04-02",
        "number": "", "gender": "female", "needs_interpreter": "no", "line_1": "1 Mill Lane",
        "postcode": "CW1 1AA", "email": "ada@example.org", "died_on": "",
    },
    "results": {
        "person": PERSON_ID, "source_id": "r1", "system": "http://loinc.org", "code": "59261-8",
        "name": "HbA1c", "taken_on": "2026-05-04", "value": "53", "unit": "mmol/mol",
    },
    "conditions": {
        "person": PERSON_ID, "source_id": "c1", "system": SNOMED, "code": "44054006",
        "name": "Type 2 diabetes", "began_on": "2011-06-01", "ended_on": "",
    },
    "medicines": {
        "person": PERSON_ID, "source_id": "m1", "system": SNOMED, "code": "325278007",
        "name": "Metformin 500 mg", "started_on": "2024-02-03", "ended_on": "",
        "how_to_take": "One with breakfast",
    },
    "allergies": {
        "person": PERSON_ID, "source_id": "a1", "system": SNOMED, "code": "91936005",
        "name": "Penicillin", "recorded_on": "1999-09-09", "reaction": "Rash",
    },
}  # fmt: skip
"""A right row of each of our tables."""


def a_table(*rows: dict[str, str]) -> str:
    """Write rows of one table as CSV, with quotes around every cell."""
    header = list(rows[0])
    lines = [header, *([row[name] for name in header] for row in rows)]
    return "".join(
        ",".join('"' + c.replace('"', '""') + '"' for c in line) + "\n" for line in lines
    )
