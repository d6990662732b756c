"""Persons, and what surrounds them, from FHIR: one function for each type of resource."""

from collections.abc import Mapping
from typing import Any

from hearth.jobs.extract.batches import Rejected, Row
from hearth.jobs.extract.cells import after_last, text_of
from hearth.jobs.extract.fhir.reading import Reading, Resource, happened

VOID = frozenset({"entered-in-error", "cancelled", "planned"})
UNBORN = frozenset({"draft", "entered-in-error", "unknown"})
SINCE_ALWAYS = -25_567  # 1 January 1900, in days from 1970


def patient(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A person: one row."""
    own = text_of(resource.get("id"), 200, "id")
    if not own:
        raise Rejected("id", "This is missing.")
    born = read.day_or_none(resource.get("birthDate"), "birthDate")
    died = read.day_or_none(resource.get("deceasedDateTime"), "deceasedDateTime")
    if resource.get("deceasedBoolean") is True and died is None:
        raise Rejected("deceasedDateTime", "The person has died, and the day is missing.")
    if born is not None and died is not None and died < born:
        raise Rejected("deceasedDateTime", "This is before the person was born.")
    return [
        (
            row, read.means.person(own), born,
            text_of(resource.get("gender"), 40, "gender"), died,
            _ethnicity(resource), _language(resource), None, _place(resource),
            _number(read, resource),
        )
    ]  # fmt: skip


def practices(read: Reading, resource: Resource, row: int) -> list[Row]:
    """The practice that a Patient names, from birth on: FHIR has no other day for it here."""
    if resource.get("active") is False:
        return []
    named = [*resource.get("generalPractitioner", ()), resource.get("managingOrganization")]
    called = next((name for each in named if each and (name := organisation(each))), None)
    if called is None:
        return []
    starts = read.day_or_none(resource.get("birthDate"), "birthDate")
    person = read.means.person(resource["id"])
    return [(row, person, called, SINCE_ALWAYS if starts is None else starts, None)]


def organisation(reference: Mapping[str, Any]) -> str | None:
    """Return what a reference calls an organisation: its code, else its id."""
    code = reference.get("identifier", {}).get("value")
    said = reference.get("reference") or ""
    own = said.rpartition("Organization/")[2] if "Organization/" in said else None
    return text_of(code or own, 100, "organisation")


def episode(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A time for which an organisation looked after the person: a registration."""
    happened(resource, VOID)
    called = organisation(resource["managingOrganization"])
    if not called:
        raise Rejected("managingOrganization", "This names no organisation.")
    period = resource["period"]
    starts = read.day(period["start"], "period.start")
    ends = after_last(read.day_or_none(period.get("end"), "period.end"))
    return [(row, read.person(resource, "patient"), called, starts, ends)]


def care_plan(read: Reading, resource: Resource, row: int) -> list[Row]:
    """A plan: when it began; agreed from then on, unless it is a draft."""
    status = resource.get("status")
    if status == "entered-in-error":
        raise Rejected("status", f"The source says “{status}”.")
    started = read.first_day(resource, ("period", "created"))
    agreed = None if status in UNBORN else started
    return [(row, read.person(resource, "subject"), started, agreed, None, None)]


def service_request(read: Reading, resource: Resource, row: int) -> list[Row]:
    """Something that was asked for: an event. Whether it is a referral, its code says."""
    happened(resource, UNBORN | VOID)
    person = read.person(resource, "subject")
    on = read.first_day(resource, ("authoredOn", "occurrenceDateTime", "occurrencePeriod"))
    return read.events(row, person, on, resource)


def referrals(
    events: list[Row], resource: Resource, asked: frozenset[tuple[str, str]]
) -> list[Row]:
    """The events of a request as a referral, where their code is one of those that ask for it."""
    said = str(resource.get("requester", {}).get("reference", ""))
    by = "self" if "Patient/" in said else said.partition("/")[0].casefold() or "unknown"
    found = [event for event in events if (event[2], event[3]) in asked]
    return [(found[0][0], found[0][1], found[0][4], by[:100])] if found else []


def _number(read: Reading, resource: Resource) -> int | None:
    for each in resource.get("identifier", ()):
        if each.get("system") == read.means.scheme[1] and type(each.get("value")) is str:
            return read.means.number(each["value"])
    return None


def _place(resource: Resource) -> str | None:
    homes = resource.get("address", ())
    return text_of(homes[0].get("city"), 100, "address.city") if homes else None


def _language(resource: Resource) -> str | None:
    spoken = resource.get("communication", ())
    chosen = next((each for each in spoken if each.get("preferred")), spoken[0] if spoken else {})
    coding = chosen.get("language", {}).get("coding") or [{}]
    code = coding[0].get("code") or chosen.get("language", {}).get("text")
    return text_of(code, 40, "communication.language")


def _ethnicity(resource: Resource) -> str | None:
    """Read UK Core's and US Core's extensions: the words, else the code."""
    for each in resource.get("extension", ()):
        if "ethnic" in str(each.get("url")).casefold():
            inner = {part.get("url"): part for part in each.get("extension", ())}
            concept = each.get("valueCodeableConcept", {})
            coding = (concept.get("coding") or [{}])[0]
            words = inner.get("text", {}).get("valueString") or concept.get("text")
            return text_of(words or coding.get("display") or coding.get("code"), 100, "extension")
    return None
