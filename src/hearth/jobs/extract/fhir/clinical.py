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
    if resource.get("status") in NOT_MEASURED:
        happened(resource, NOT_MEASURED)
    person = read.person(resource, "subject")
    said = resource.get("effectiveDateTime")
    on = read.first_day(resource, OBSERVED) if said is None else read.day(said, OBSERVED[0])
    if "component" not in resource:
        return read.measured(row, person, on, resource)
    parts = resource["component"]
    rows = [each for part in parts for each in read.measured(row, person, on, part, "component")]
    if not rows or "coding" in resource["code"]:
        rows += read.measured(row, person, on, resource)
    return rows


def condition(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A condition: an event on the day on which it began, or else was written down."""
    status = resource.get("verificationStatus")
    for coding in status["coding"] if status and "coding" in status else ():
        if coding["code"] in REFUTED:
            raise Rejected("verificationStatus", f"The source says “{coding['code']}”.")
    person = read.person(resource, "subject")
    return read.events(row, person, read.first_day(resource, BEGAN), resource)


def procedure(read: Reading, resource: Resource, row: int) -> list[Row]:
    """Something that was done."""
    happened(resource, NOT_DONE)
    person = read.person(resource, "subject")
    return read.events(row, person, read.first_day(resource, PERFORMED), resource)


def immunization(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A vaccine that was given."""
    happened(resource, NOT_DONE)
    person = read.person(resource, "patient")
    on = read.first_day(resource, ("occurrenceDateTime", "recorded"))
    return read.events(row, person, on, resource, "vaccineCode")


def encounter(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A contact with a service: an event for what kind it was."""
    happened(resource, NOT_MET)
    person = read.person(resource, "subject")
    on = read.first_day(resource, ("period",))
    kinds = resource.get("type") or [{}]
    found = [known for kind in kinds for known in read.codes(kind, "type")]
    return [(row, person, system, code, on, None) for system, code, _ in found]


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
    return [(row, person, system, code, starts, ends) for system, code, _ in codes]
