"""Results, conditions, medicines and allergies that came in with an import, as resources."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from hearth.core.words import Section
from hearth.fhir.made import Body, Made, Version, Whole
from hearth.fhir.mappers.codes import KIND, OURS, TERMINOLOGY, plain, section_concept
from hearth.records.results.findings import Kind
from hearth.records.results.known import rows_known

CAME_OVER_FHIR = ("Observation/", "Condition/")
"""How the source of a row begins that other software sent: its own resource shows that."""
_UCUM = "http://unitsofmeasure.org"
_BEGINNING = date(1970, 1, 1)


def observations(whole: Whole) -> Iterator[Made]:
    """One Observation for each result, medicine and allergy."""
    for kind, rows in rows_known(whole.record, Kind.RESULT, Kind.MEDICINE, Kind.ALLERGY).items():
        for row in rows:
            if not row.source_id.startswith(CAME_OVER_FHIR):
                body = _OBSERVED[kind](row)
                yield _made(whole, "Observation", f"{kind.value}-{row.pk}", row, body)


def conditions(whole: Whole) -> Iterator[Made]:
    """One Condition for each condition that is known."""
    for row in rows_known(whole.record, Kind.CONDITION)[Kind.CONDITION]:
        if not row.source_id.startswith(CAME_OVER_FHIR):
            yield _made(whole, "Condition", f"condition-{row.pk}", row, _condition(row))


def _made(whole: Whole, type: str, id: str, row: Any, body: Body) -> Made:
    said = {**body, "subject": {"reference": whole.patient}}
    if row.run is not None:
        url = f"{OURS}:source"
        said["extension"] = [{"url": url, "valueString": plain(row.run.source)}]
    return Made(type, id, (Version(said, _at(row)),), section=Section.RESULTS)


def _at(row: Any) -> datetime:
    """When it came here; where nobody noted that, its own day."""
    if row.run is not None:
        at: datetime = row.run.at
        return at
    names = ("taken_on", "began_on", "started_on", "recorded_on")
    day = next((getattr(row, name, None) for name in names if getattr(row, name, None)), None)
    return datetime.combine(day or _BEGINNING, time(12), UTC)


def _named(row: Any) -> Body:
    coding = {"system": row.system, "code": row.code, "display": plain(row.name)}
    held = {name: value for name, value in coding.items() if value}
    return {"coding": [held], "text": plain(row.name)} if row.code else {"text": plain(row.name)}


def _result(row: Any) -> Body:
    body: Body = {
        "status": "final",
        "category": [section_concept(Section.RESULTS)],
        "code": _named(row),
        "effectiveDateTime": row.taken_on.isoformat(),
    }
    if row.value is not None:
        return body | {"valueQuantity": quantity(row.value, row.unit)}
    if row.words:
        return body | {"valueString": plain(row.words)}
    unknown = {"system": f"{TERMINOLOGY}/data-absent-reason", "code": "unknown"}
    return body | {"dataAbsentReason": {"coding": [unknown]}}


def quantity(value: Decimal, unit: str) -> Body:
    """A value with its unit, which is UCUM where it can be one."""
    held: Body = {"value": Decimal(f"{value.normalize():f}")}
    if unit:
        held["unit"] = plain(unit)
    if unit and not any(letter.isspace() for letter in unit):
        held |= {"system": _UCUM, "code": unit}
    return held


def _medicine(row: Any) -> Body:
    said = [_part("medicine", "is_current", {"valueBoolean": row.is_current})]
    if row.how_to_take:
        said.append(_part("medicine", "how_to_take", {"valueString": plain(row.how_to_take)}))
    return _kept("medicine", "Medicine", row, row.started_on, said)


def _allergy(row: Any) -> Body:
    said = []
    if row.reaction:
        said.append(_part("allergy", "reaction", {"valueString": plain(row.reaction)}))
    return _kept("allergy", "Allergy", row, row.recorded_on, said)


def _kept(code: str, words: str, row: Any, day: date | None, said: list[Body]) -> Body:
    body: Body = {
        "status": "final",
        "category": [section_concept(Section.RESULTS)],
        "code": {"coding": [{"system": KIND, "code": code}], "text": words},
        "valueCodeableConcept": _named(row),
    }
    if day:
        body["effectiveDateTime"] = day.isoformat()
    return body | ({"component": said} if said else {})


def _part(kind: str, name: str, value: Body) -> Body:
    coding = {"system": f"{OURS}:field", "code": f"{kind}.{name}"}
    return {"code": {"coding": [coding]}, **value}


def _condition(row: Any) -> Body:
    code = "inactive" if row.ended_on else "active"
    clinical = {"system": f"{TERMINOLOGY}/condition-clinical", "code": code}
    listed = {"system": f"{TERMINOLOGY}/condition-category", "code": "problem-list-item"}
    body: Body = {
        "clinicalStatus": {"coding": [clinical]},
        "category": [{"coding": [listed]}, section_concept(Section.RESULTS)],
        "code": _named(row),
    }
    if row.began_on:
        body["onsetDateTime"] = row.began_on.isoformat()
    if row.ended_on:
        body["abatementDateTime"] = row.ended_on.isoformat()
    return body


_OBSERVED = {Kind.RESULT: _result, Kind.MEDICINE: _medicine, Kind.ALLERGY: _allergy}
