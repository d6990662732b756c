"""Events and medications from FHIR: one function for each type of resource."""

from hearth.jobs.extract.batches import Rejected, Row
from hearth.jobs.extract.fhir.reading import Reading, Resource, happened

NOT_MEASURED = frozenset({"entered-in-error", "cancelled", "registered"})
NOT_DONE = frozenset({"entered-in-error", "not-done", "preparation"})
NOT_GIVEN = frozenset({"entered-in-error", "cancelled", "draft", "not-taken", "intended"})
NOT_MET = frozenset({"entered-in-error", "cancelled", "planned"})
REFUTED = frozenset({"entered-in-error", "refuted"})
OBSERVED = ("effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued")
BEGAN = ("onsetDateTime", "onsetPeriod", "recordedDate")
PERFORMED = ("performedDateTime", "performedPeriod")
PRESCRIBED = ("authoredOn", "effectiveDateTime", "effectivePeriod", "dateAsserted")


def observation(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A measurement: an event for its code, and one for each of its parts (blood pressure)."""
    happened(resource, NOT_MEASURED)
    person = read.person(resource, "subject")
    on = read.first_day(resource, OBSERVED)
    concept = resource["code"]
    rows: list[Row] = []
    if "component" in resource:
        for part in resource["component"]:
            for system, code, value in read.values(part, part["code"], "component.code"):
                rows.append((row, person, system, code, on, value))
    if not rows or "coding" in concept:
        for system, code, value in read.values(resource, concept, "code"):
            rows.append((row, person, system, code, on, value))
    return rows


def condition(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A condition: an event on the day on which it began, or else was written down."""
    status = resource.get("verificationStatus")
    for coding in status["coding"] if status and "coding" in status else ():
        if coding["code"] in REFUTED:
            raise Rejected("verificationStatus", f"The source says “{coding['code']}”.")
    person = read.person(resource, "subject")
    on = read.first_day(resource, BEGAN)
    codes = read.codes(resource["code"], "code")
    return [(row, person, system, code, on, None) for system, code in codes]


def procedure(read: Reading, resource: Resource, row: int) -> list[Row]:
    """Something that was done."""
    happened(resource, NOT_DONE)
    person = read.person(resource, "subject")
    on = read.first_day(resource, PERFORMED)
    codes = read.codes(resource["code"], "code")
    return [(row, person, system, code, on, None) for system, code in codes]


def immunization(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A vaccine that was given."""
    happened(resource, NOT_DONE)
    person = read.person(resource, "patient")
    on = read.first_day(resource, ("occurrenceDateTime", "recorded"))
    codes = read.codes(resource["vaccineCode"], "vaccineCode")
    return [(row, person, system, code, on, None) for system, code in codes]


def encounter(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A contact with a service: an event for what kind it was."""
    happened(resource, NOT_MET)
    person = read.person(resource, "subject")
    on = read.first_day(resource, ("period",))
    kinds = resource.get("type") or [{}]
    codes = [pair for kind in kinds for pair in read.codes(kind, "type")]
    return [(row, person, system, code, on, None) for system, code in codes]


def medication(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A medicine: an issue that ends on its day, or a repeat that goes on while it is active."""
    happened(resource, NOT_GIVEN)
    person = read.person(resource, "subject")
    starts = read.first_day(resource, PRESCRIBED)
    period = (
        resource.get("dispenseRequest", {}).get("validityPeriod")
        or resource.get("effectivePeriod")
        or {}
    )
    ends = read.day_or_none(period.get("end"), "validityPeriod.end")
    if ends is None and resource.get("status") not in ("active", "on-hold", "unknown"):
        ends = starts
    if ends is not None and ends < starts:
        raise Rejected("validityPeriod.end", "This is before it began.")
    codes = read.codes(resource["medicationCodeableConcept"], "medicationCodeableConcept")
    return [(row, person, system, code, starts, ends) for system, code in codes]
