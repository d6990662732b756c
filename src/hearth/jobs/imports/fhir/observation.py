"""Observation -> results. A panel gives one result for each of its parts."""

from decimal import Decimal
from typing import Any

from hearth.jobs.imports.facts import Context, Fact, Findings, NotUsed
from hearth.jobs.imports.fhir.elements import Resource, concept, status_of, subject_of, words_of
from hearth.jobs.imports.values import Row, is_part_of_a_date
from hearth.records.results.findings import Kind

STATUSES = {
    "final": True, "amended": True, "corrected": True, "registered": False, "preliminary": False,
    "cancelled": False, "entered-in-error": False, "unknown": False,
}  # fmt: skip
UCUM = "http://unitsofmeasure.org"


def read(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one Observation. One that is not final, or has no value or day, is not used."""
    subject = subject_of(resource, "subject", row)
    status = status_of(resource, "status", STATUSES, row)
    if not STATUSES.get(status, True):
        return NotUsed(f"It is {status}.", "Observation.status")
    where, moment = _moment(resource.content)
    if moment is None or is_part_of_a_date(moment):
        return NotUsed("It has no day.", where)
    day = row.day(where, moment, needed=True)
    rows = tuple(_rows(resource, row, context, day))
    if not rows and not row.bad:
        return NotUsed("It has no value.", "Observation.value[x]")
    return Findings(Kind.RESULT, subject, resource.source_id, rows, day, where)


def _moment(content: dict[str, Any]) -> tuple[str, Any]:
    for element in ("effectiveDateTime", "effectiveInstant"):
        if content.get(element):
            return f"Observation.{element}", content[element]
    period = content.get("effectivePeriod") or {}
    for element in ("end", "start"):
        if period.get(element):
            return f"Observation.effectivePeriod.{element}", period[element]
    return ("Observation.issued", content["issued"]) if content.get("issued") else (
        "Observation.effective[x]", None
    )  # fmt: skip


def _rows(resource: Resource, row: Row, context: Context, day: Any) -> Any:
    parts = [("Observation", "", resource.content)]
    for number, part in enumerate(resource.content.get("component") or []):
        parts.append((f"Observation.component[{number}]", f"#{number}", part))
    for where, mark, part in parts:
        value = _value(where, part, row)
        if value is None:
            continue
        named = concept(f"{where}.code", part.get("code"), row, context)
        if not named["name"]:
            row.refuse(f"{where}.code", "This has no name.", "Give a text or a display.")
        yield mark, {**named, "taken_on": day, **value}


def _value(where: str, part: dict[str, Any], row: Row) -> dict[str, Any] | None:
    """Read value[x] as {value, unit, words}; None where there is none that we can show."""
    if quantity := part.get("valueQuantity"):
        return _quantity(f"{where}.valueQuantity", quantity, row)
    if (whole := part.get("valueInteger")) is not None:
        return _measured(row.number(f"{where}.valueInteger", whole), "")
    if (said := part.get("valueBoolean")) is not None:
        return _said("yes" if said else "no")
    if (text := part.get("valueString")) is not None:
        return _said(row.long_text(f"{where}.valueString", text, most=500))
    if coded := part.get("valueCodeableConcept"):
        words = words_of(coded)
        return (
            _said(row.long_text(f"{where}.valueCodeableConcept", words, most=500))
            if words
            else None
        )
    return None


def _quantity(where: str, quantity: dict[str, Any], row: Row) -> dict[str, Any] | None:
    if quantity.get("value") is None:
        return None
    value = row.number(f"{where}.value", quantity["value"])
    is_ucum = quantity.get("system") == UCUM and quantity.get("code")
    name = "code" if is_ucum else "unit"
    unit = row.text(f"{where}.{name}", quantity.get(name), most=60)
    if comparator := row.text(f"{where}.comparator", quantity.get("comparator"), most=2):
        # "< 5" is a bound, not a value: it must never be drawn or judged as 5.
        return _said(f"{comparator} {quantity['value']} {unit}".strip()[:500])
    return _measured(value, unit)


def _measured(value: Decimal | None, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "words": ""}


def _said(words: str) -> dict[str, Any] | None:
    return {"value": None, "unit": "", "words": words} if words else None
