"""Condition -> conditions."""

from datetime import date

from hearth.jobs.imports.facts import Context, Fact, Findings, NotUsed
from hearth.jobs.imports.fhir.elements import Resource, coded_status, concept, subject_of
from hearth.jobs.imports.values import Row
from hearth.records.results.findings import Kind

CLINICAL = {
    "active": True, "recurrence": True, "relapse": True,
    "inactive": False, "remission": False, "resolved": False,
}  # fmt: skip
VERIFIED = {
    "confirmed": True, "unconfirmed": False, "provisional": False, "differential": False,
    "refuted": False, "entered-in-error": False,
}  # fmt: skip


def read(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one Condition. One that was not confirmed is not used."""
    subject = subject_of(resource, "subject", row)
    verified = coded_status(resource, "verificationStatus", VERIFIED, row)
    if not VERIFIED.get(verified, True):
        return NotUsed(f"It is {verified}.", "Condition.verificationStatus")
    named = concept("Condition.code", resource.content.get("code"), row, context)
    if not named["name"] and not row.bad:
        return NotUsed("It has no name.", "Condition.code")
    where, began = _onset(resource, row)
    ended = row.day("Condition.abatementDateTime", resource.content.get("abatementDateTime"))
    if began and ended and ended < began:
        row.refuse("Condition.abatementDateTime", "This is before it began.", "Check both dates.")
    if not ended and not CLINICAL.get(
        coded_status(resource, "clinicalStatus", CLINICAL, row), True
    ):
        ended = _last_word(resource, row, context)
    fields = {**named, "began_on": began, "ended_on": ended}
    return Findings(Kind.CONDITION, subject, resource.source_id, (("", fields),), began, where)


def _onset(resource: Resource, row: Row) -> tuple[str, date | None]:
    if period := resource.content.get("onsetPeriod"):
        where = "Condition.onsetPeriod.start"
        return where, row.day(where, period.get("start"))
    where = "Condition.onsetDateTime"
    return where, row.day(where, resource.content.get("onsetDateTime"))


def _last_word(resource: Resource, row: Row, context: Context) -> date:
    """It is over, nobody says since when: the day it was written down, or that of the import."""
    row.remark("Condition.abatementDateTime", "This is over, without a date.")
    return row.day("Condition.recordedDate", resource.content.get("recordedDate")) or context.latest
