"""Names that Hearth gives to what FHIR has no name for, and codes that several mappers share."""

from collections.abc import Iterable
from typing import Any

from hearth.core.fields import Field, Kind
from hearth.core.words import TITLES, Section
from hearth.fhir.made import Body

OURS = "urn:hearth"
KIND = f"{OURS}:kind"
SECTION = f"{OURS}:section"
FIELD = f"{OURS}:field"
STATUS = f"{OURS}:status"
PRSB = f"{OURS}:prsb"
SNOMED = "http://snomed.info/sct"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
CARE_PLAN = {"system": SNOMED, "code": "734163000", "display": "Care plan"}
# What clients of US Core ask for when they want the one plan of a person (MyCarePlanner does).
ASSESS_PLAN = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/careplan-category",
    "code": "assess-plan",
}
PERTAINS_TO_GOAL = "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal"


def extension_url(kind: str, name: str) -> str:
    """The address of the extension for one field of one kind of entry. It never changes."""
    return f"{OURS}:{kind}:{name}"


def choice_system(kind: str, name: str) -> str:
    """The code system of the answers to choose from in one field."""
    return f"{OURS}:choice:{kind}:{name}"


def kind_concept(kind: Kind) -> Body:
    """What sort of entry this is, in our own words."""
    return {"coding": [{"system": KIND, "code": kind.code, "display": kind.title}]}


def section_concept(section: Section) -> Body:
    """The part of the plan that it belongs to."""
    return {"coding": [{"system": SECTION, "code": section.value, "display": TITLES[section]}]}


def field_concept(kind: Kind, field: Field) -> Body:
    """Which field of an entry a value answers, and its name in the PRSB standard if it has one."""
    coding = [{"system": FIELD, "code": f"{kind.code}.{field.name}", "display": field.label}]
    if field.prsb:
        coding.append({"system": PRSB, "code": field.prsb})
    return {"coding": coding, "text": field.label}


def codings(held: Any) -> Iterable[Body]:
    """Yield the codings of a CodeableConcept, or of a list of them."""
    for concept in held if isinstance(held, list) else [held]:
        if isinstance(concept, dict):
            yield from (each for each in concept.get("coding", []) if isinstance(each, dict))


def code_in(held: Any, system: str) -> str:
    """Return the first code of one system, "" for none."""
    return next((str(c.get("code", "")) for c in codings(held) if c.get("system") == system), "")


def words_in(concept: Any) -> str:
    """Return how a CodeableConcept reads: its text, or else the words of its first code."""
    if not isinstance(concept, dict):
        return ""
    named = (str(each.get("display") or each.get("code") or "") for each in codings(concept))
    return str(concept.get("text") or "") or next((each for each in named if each), "")


def plain(text: str) -> str:
    """Return words without the few characters that FHIR's strings cannot carry."""
    return "".join(" " if _is_odd(letter) else letter for letter in text)


def _is_odd(letter: str) -> bool:
    if letter in " \n\t\r":
        return False
    return letter.isspace() or ord(letter) < 32
