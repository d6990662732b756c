"""AllergyIntolerance -> allergies."""

from hearth.jobs.imports.facts import Context, Fact, Findings, NotUsed
from hearth.jobs.imports.fhir.elements import Resource, coded_status, concept, subject_of, words_of
from hearth.jobs.imports.values import Row
from hearth.records.results.findings import Kind

CLINICAL = {"active": True, "inactive": False, "resolved": False}
VERIFIED = {
    "confirmed": True,
    "unconfirmed": True,
    "presumed": True,
    "refuted": False,
    "entered-in-error": False,
}


def read(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one allergy. An unconfirmed one is kept: leaving it out could do harm."""
    subject = subject_of(resource, "patient", row)
    for element, known in (("clinicalStatus", CLINICAL), ("verificationStatus", VERIFIED)):
        status = coded_status(resource, element, known, row)
        if not known.get(status, True):
            return NotUsed(f"It is {status}.", f"AllergyIntolerance.{element}")
    named = concept("AllergyIntolerance.code", resource.content.get("code"), row, context)
    if not named["name"]:
        row.refuse("AllergyIntolerance.code", "This has no name.", "Give a text or a display.")
    recorded = row.day("AllergyIntolerance.recordedDate", resource.content.get("recordedDate"))
    fields = {**named, "reaction": _reaction(resource, row), "recorded_on": recorded}
    return Findings(
        Kind.ALLERGY,
        subject,
        resource.source_id,
        (("", fields),),
        recorded,
        "AllergyIntolerance.recordedDate",
    )


def _reaction(resource: Resource, row: Row) -> str:
    reactions = resource.content.get("reaction") or []
    words = [
        words_of(each) for reaction in reactions for each in reaction.get("manifestation") or []
    ]
    said = ", ".join(dict.fromkeys(word for word in words if word))
    return row.long_text("AllergyIntolerance.reaction", said, most=300)
