"""Rows for an extract that are wrong in one known place, made from right ones by chance."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests import imported
from tests.resilience.malformed import NOT_DAYS, NOT_NUMBERS, noise

NUL, HIDDEN = "a\x00b", "\u202eevil"
BAD_DAYS = [day for day in NOT_DAYS if "T99" not in day]
NOT_OBJECTS: Sequence[Any] = (5, "x", [5], True)
Change = tuple[str, Any, str]
"""(element, what stands there now, the start of the column that the rejection names)"""


def _days(element: str) -> list[Change]:
    return [(element, day, element) for day in [*BAD_DAYS, 5, ["2020-01-01"], True]]


def _about(element: str) -> list[Change]:
    wrong = [{"reference": "Practitioner/1"}, {"reference": 5}, {}, {"reference": ""}]
    named = [(element, each, "reference" if each == {} else element) for each in wrong]
    return [*named, *((element, each, element) for each in NOT_OBJECTS)]


def _codes(element: str) -> list[Change]:
    wrong = [
        {"coding": 5}, {"coding": ["x"]}, {"coding": []}, {"text": "Gout"},
        {"coding": [{"system": "http://loinc.org"}]}, {"coding": [{"code": "1"}]},
        {"coding": [{"system": 5, "code": "1"}]}, {"coding": [{"system": "u", "code": ["1"]}]},
        {"coding": [{"system": "u", "code": NUL}]}, {"coding": [{"system": HIDDEN, "code": "1"}]},
        {"coding": [{"system": "u", "code": "1" * 101}]},
    ]  # fmt: skip
    return [(element, each, element) for each in [*wrong, *NOT_OBJECTS]]


CHANGES: Mapping[str, tuple[Callable[..., dict[str, Any]], list[Change]]] = {
    "Patient": (
        imported.a_patient,
        [
            *_days("birthDate"), *_days("deceasedDateTime"), ("id", 5, "id"), ("id", NUL, "id"),
            ("id", None, "id"), ("gender", ["female"], "gender"), ("gender", "w" * 41, "gender"),
            ("deceasedDateTime", "1950-01-01", "deceasedDateTime"), ("address", "x", "address"),
            ("address", [5], "address"), ("identifier", 5, "identifier"),
            ("identifier", ["x"], "identifier"), ("communication", {"a": 1}, "communication"),
            ("address", [{"city": HIDDEN}], "address"), ("deceasedBoolean", True, "deceased"),
            ("extension", [7], "extension"),
        ],
    ),
    "Condition": (
        imported.a_condition,
        [
            *_days("onsetDateTime"), *_about("subject"), *_codes("code"),
            ("onsetDateTime", None, "onsetDateTime"),
            ("verificationStatus", imported.concept("No", "refuted"), "verificationStatus"),
            ("verificationStatus", 5, "verificationStatus"), ("resourceType", "Goal", "resource"),
        ],
    ),
    "Observation": (
        imported.an_observation,
        [
            *_days("effectiveDateTime"), *_about("subject"), *_codes("code"),
            *(("valueQuantity", {"value": number}, "valueQuantity")
              for number in [*NOT_NUMBERS[:3], 10**16, [5], True, {}]),
            ("valueQuantity", 5, "valueQuantity"), ("status", "cancelled", "status"),
            ("component", 5, "component"), ("component", [5], "component"),
            ("component", [{"code": 5}], "component"), ("resourceType", 5, "resourceType"),
        ],
    ),
    "MedicationRequest": (
        imported.a_request,
        [
            *_days("authoredOn"), *_about("subject"), *_codes("medicationCodeableConcept"),
            ("status", "draft", "status"), ("dispenseRequest", 5, "dispenseRequest"),
        ],
    ),
}  # fmt: skip


def a_line(chance: random.Random, type_: str, number: int) -> tuple[bytes, str]:
    """Bend one element of a resource. Return the line, and how the named column may begin."""
    make, changes = CHANGES[type_]
    element, value, column = chance.choice(changes)
    resource = make(number) if type_ == "Patient" else make(f"r{number}")
    resource[element] = value
    return json.dumps(resource).encode(), column


def a_noisy_line(chance: random.Random, type_: str, number: int) -> bytes:
    """Hurt the bytes of a resource. It stays one line."""
    make, _ = CHANGES[type_]
    resource = make(number) if type_ == "Patient" else make(f"r{number}")
    return noise(chance, json.dumps(resource).encode()).replace(b"\n", b" ")


CELLS: Mapping[str, Mapping[str, str]] = {
    "persons": {
        "person": "p1", "born": "1950-01-02", "sex": "female", "died": "2020-01-02",
        "ethnicity": "Irish", "language": "en", "deprivation": "3", "place": "Calderwick",
        "identifier": "9990000018",
    },
    "registrations": {
        "person": "p0", "organisation": "A81001", "starts": "2010-01-01", "ends": "2012-01-01",
    },
    "events": {
        "person": "p0", "system": "snomed", "code": "1", "on": "2010-01-01", "value": "5.5",
    },
    "medications": {
        "person": "p0", "system": "dmd", "code": "1", "starts": "2010-01-01", "ends": "2010-01-01",
    },
    "plans": {
        "person": "p0", "started": "2020-01-01", "agreed": "2020-02-01", "reviewed": "2021-01-01",
        "review_due": "2022-01-01",
    },
    "budgets": {"person": "p0", "kind": "nhs", "starts": "2020-01-01", "ends": "2021-01-01"},
    "referrals": {"person": "p0", "on": "2020-01-01", "by": "self"},
}  # fmt: skip
REQUIRED = {"person", "organisation", "system", "code", "starts", "on", "started", "kind", "by"}
DAYS = {
    "born", "died", "starts", "ends", "on", "started", "agreed", "reviewed", "review_due",
}  # fmt: skip


def a_row(chance: random.Random, table: str, number: int) -> tuple[dict[str, str], str]:
    """Bend one cell of a row. Return the row, and the column that the rejection names."""
    row = dict(CELLS[table])
    if table == "persons":
        row["person"] = f"x{number}"
    column = chance.choice(list(row))
    row[column] = chance.choice(_bad(column))
    return row, column


def _bad(column: str) -> list[str]:
    missing = [""] if column in REQUIRED else []
    if column in DAYS:
        return [*BAD_DAYS, *missing]
    if column == "value":
        return [each for each in NOT_NUMBERS if each != "1e5"]
    if column == "deprivation":
        return ["0", "11", "2.5", "three", "NaN", "-1"]
    return [NUL, HIDDEN, "w" * 201, "x\x07", *missing]
