"""What is sent: a care plan of another service of about 3 kB, goals and two measurements."""

from typing import Any
from uuid import UUID

Body = dict[str, Any]
SNOMED, LOINC = "http://snomed.info/sct", "http://loinc.org"
UNITS = "http://unitsofmeasure.org"
MATTERS = (
    "What matters to me: to keep walking to the allotment with my neighbour, to sleep through the "
    "night and to feel in charge of my diabetes. "
)
STEP = "walk for twenty minutes with the group and note how the knees feel afterwards. "


def patient(number: int) -> Body:
    return {
        "resourceType": "Patient",
        "active": True,
        "name": [{"family": f"Example{number}", "given": ["Ada"]}],
        "gender": "female",
        "birthDate": "1948-05-02",
        "identifier": [{"system": "https://example.org/test-id", "value": f"T{number:06d}"}],
    }


def careplan(person: str, number: int, goals: tuple[str, ...] = ()) -> Body:
    body = {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "title": f"Care and support plan {number}",
        "description": MATTERS * 2,
        "category": [_coded(SNOMED, "734163000", "Care plan (record artifact)")],
        "subject": {"reference": f"Patient/{person}"},
        "period": {"start": "2025-03-31", "end": "2026-03-30"},
        "created": "2025-03-31T09:30:00Z",
        "activity": [{"detail": _detail(step)} for step in range(5)],
        "note": [{"time": "2025-03-31T09:45:00Z", "text": "Prepared with her daughter. " * 6}],
    }
    return body | ({"goal": [{"reference": each} for each in goals]} if goals else {})


def _detail(step: int) -> Body:
    return {
        "kind": "Task",
        "status": "in-progress",
        "description": f"Step {step}: " + STEP * 2,
        "code": _coded(SNOMED, "304549008", "Giving encouragement to exercise (procedure)"),
        "scheduledTiming": {"repeat": {"frequency": 3, "period": 1, "periodUnit": "wk"}},
    }


def _coded(system: str, code: str, display: str) -> Body:
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [coding], "text": display}


def goal(person: str, number: int) -> Body:
    return {
        "resourceType": "Goal",
        "lifecycleStatus": "active",
        "description": {"text": f"Goal {number}: walk to the allotment twice a week"},
        "subject": {"reference": f"Patient/{person}"},
        "startDate": "2025-03-31",
        "target": [
            {
                "measure": {"text": "Walks to the allotment in a week"},
                "detailString": "two walks a week",
                "dueDate": "2025-09-30",
            }
        ],
        "note": [{"text": "Her own words: I want my Saturdays back."}],
    }


def observation(person: str, code: str, display: str, value: int, unit: str) -> Body:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": code, "display": display}]},
        "subject": {"reference": f"Patient/{person}"},
        "effectiveDateTime": "2025-03-20T10:00:00Z",
        "valueQuantity": {"value": value, "unit": unit, "system": UNITS, "code": unit},
    }


def bundle(person: str) -> Body:
    """A transaction of ten: seven goals, two measurements, a plan that refers to the goals."""
    names = tuple(f"urn:uuid:{UUID(int=number + 1)}" for number in range(7))
    sugar = "Hemoglobin A1c/Hemoglobin.total in Blood by IFCC"
    entries = [_entry(name, goal(person, place)) for place, name in enumerate(names)]
    pressure = observation(person, "8480-6", "Systolic blood pressure", 132, "mm[Hg]")
    entries.append(_entry(_name(100), pressure))
    entries.append(_entry(_name(101), observation(person, "59261-8", sugar, 53, "mmol/mol")))
    entries.append(_entry(_name(200), careplan(person, 0, names)))
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def _name(number: int) -> str:
    return f"urn:uuid:{UUID(int=number)}"


def _entry(name: str, resource: Body) -> Body:
    request = {"method": "POST", "url": resource["resourceType"]}
    return {"fullUrl": name, "resource": resource, "request": request}
