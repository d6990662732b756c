"""A person's details as the elements of a Patient."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from hearth.core.people import ContactWay, Name
from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import OURS, TERMINOLOGY, plain
from hearth.fhir.mappers.elements import concept, refers, without_empty
from hearth.records.people.queries import Details

HL7 = "http://hl7.org/fhir/StructureDefinition"
UK_CORE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore"
UK_CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore"
INTERPRETER = f"{HL7}/patient-interpreterRequired"
BIRTH_PLACE = f"{HL7}/patient-birthPlace"
RELIGION = f"{HL7}/patient-religion"
GENDER_IDENTITY = f"{HL7}/patient-genderIdentity"
PRONOUNS = f"{HL7}/individual-pronouns"
ETHNICITY = f"{UK_CORE}-EthnicCategory"
SEX = f"{UK_CORE}-BirthSex"
WAY = f"{UK_CORE}-ContactPreference"

GENDERS = ("male", "female", "other", "unknown")
IN_FHIR = {
    "woman": "female", "girl": "female", "f": "female", "man": "male", "boy": "male", "m": "male",
    "non-binary": "other", "nonbinary": "other",
}  # fmt: skip
"""What people write for gender, and FHIR's administrative gender."""
BIRTH_SEX = {"male": "M", "female": "F"}
MARITAL = {
    "single": "S", "never married": "S", "married": "M", "divorced": "D", "widowed": "W",
    "separated": "L",
}  # fmt: skip
LANGUAGES = {
    "English": "en", "Welsh": "cy", "Polish": "pl", "Romanian": "ro", "Punjabi": "pa", "Urdu": "ur",
    "Portuguese": "pt", "Spanish": "es", "Arabic": "ar", "Bengali": "bn", "Gujarati": "gu",
    "Italian": "it", "French": "fr", "German": "de", "Somali": "so", "Turkish": "tr", "Tamil": "ta",
    "Hindi": "hi", "Farsi": "fa", "Kurdish": "ku", "Ukrainian": "uk", "Chinese": "zh",
    "British Sign Language": "bfi",
}  # fmt: skip
WAYS = {
    ContactWay.LETTER.value: "1",
    ContactWay.TELEPHONE.value: "3",
    ContactWay.EMAIL.value: "4",
    ContactWay.TEXT.value: "9",
}
SYSTEMS = {
    "telephone": {"system": "phone", "use": "home"},
    "mobile": {"system": "phone", "use": "mobile"},
    "email": {"system": "email"},
}
OTHER = {"system": "other"}


def names(name: Name, aliases: Iterable[str]) -> list[Body]:
    """The official name, what people call them, and others by which they are known."""
    official = {
        "use": "official",
        "family": plain(name.family),
        "given": [plain(name.given)],
        "prefix": [plain(name.title)] if name.title else [],
        "suffix": [plain(name.suffix)] if name.suffix else [],
    }
    usual = {"use": "usual", "given": [plain(name.preferred)]}
    more = [{"text": plain(alias)} for alias in aliases]
    return [without_empty(official), *([usual] if name.preferred else []), *more]


def identifiers(rows: Iterable[Any]) -> list[Body]:
    """Each number in its scheme: the jurisdiction's by its own address, others as they named it."""
    own = settings.JURISDICTION.identifier
    found = []
    for row in rows:
        system = own.uri if row.scheme == own.code else row.scheme.removeprefix("source:")
        system = system if ":" in system else f"{OURS}:identifier:{system}"
        use = {"use": "official"} if row.scheme == own.code else {}
        found.append({**use, "system": system, "value": plain(row.value)})
    return found


def administrative_gender(gender: str, sex: str) -> str:
    """FHIR's code for what was written, "" where nothing fits."""
    for said in (gender.casefold().strip(), sex.casefold().strip()):
        if said in GENDERS or said in IN_FHIR:
            return IN_FHIR.get(said, said)
    return "other" if gender.strip() else ""


def addresses(rows: Iterable[Any]) -> list[Body]:
    """Where the person lives, and where else they can be found."""
    uses = {"home": "home", "work": "work", "temporary": "temp", "temp": "temp", "old": "old"}
    return [
        without_empty(
            {
                "use": uses.get(row.type, ""),
                "line": [plain(line) for line in (row.line_1, row.line_2) if line],
                "city": plain(row.town),
                "postalCode": plain(row.postcode),
            }
        )
        for row in rows
    ]


def contact_points(rows: Iterable[Any]) -> list[Body]:
    """How to reach the person, in the order in which they want to be tried."""
    return [
        {
            **SYSTEMS.get(row.system, {"system": "other"}),
            "value": plain(row.value),
            "rank": row.rank,
        }
        for row in rows
    ]


def languages(person: Any) -> list[Body]:
    """The language of the person, and that of the interpreter where it is another."""
    found = [{"language": _language(person.language), "preferred": True}] if person.language else []
    other = person.interpreter_language
    if person.needs_interpreter and other and other != person.language:
        found.append({"language": _language(other)})
    return found


def _language(words: str) -> Body:
    code = LANGUAGES.get(words.strip().title() if words.islower() else words.strip())
    coding = ({"system": "urn:ietf:bcp:47", "code": code, "display": words},) if code else ()
    return concept(words, *coding)


def marital_status(words: str) -> Body:
    """Married or single, with FHIR's code where there is one."""
    code = MARITAL.get(words.casefold().strip())
    coding = ({"system": f"{TERMINOLOGY}/v3-MaritalStatus", "code": code},) if code else ()
    return concept(words, *coding)


def extensions(person: Any) -> list[Body]:
    """What R4's Patient has no element for."""
    found: list[Body] = []
    if person.needs_interpreter:
        found.append({"url": INTERPRETER, "valueBoolean": True})
    if person.ethnicity:
        found.append({"url": ETHNICITY, "valueCodeableConcept": concept(person.ethnicity)})
    if person.sex:
        found.append({"url": SEX, "valueCodeableConcept": _birth_sex(person.sex)})
    if person.gender and person.gender not in GENDERS:
        found.append({"url": GENDER_IDENTITY, "valueCodeableConcept": concept(person.gender)})
    if person.pronouns:
        said = {"url": "value", "valueCodeableConcept": concept(person.pronouns)}
        found.append({"url": PRONOUNS, "extension": [said]})
    if person.religion:
        found.append({"url": RELIGION, "valueCodeableConcept": concept(person.religion)})
    if person.place_of_birth:
        place = {"text": plain(person.place_of_birth)}
        found.append({"url": BIRTH_PLACE, "valueAddress": place})
    if person.preferred_contact:
        found.append({"url": WAY, "extension": [_way(person.preferred_contact)]})
    return found


def _birth_sex(words: str) -> Body:
    code = BIRTH_SEX.get(administrative_gender("", words))
    system = f"{TERMINOLOGY}/v3-AdministrativeGender"
    return concept(words, *([{"system": system, "code": code}] if code else []))


def _way(words: str) -> Body:
    code = WAYS.get(words)
    coding = [{"system": f"{UK_CODES}-PreferredContactMethod", "code": code}] if code else []
    return {"url": "PreferredContactMethod", "valueCodeableConcept": concept(words, *coding)}


def patient(held: Details, numbers: Iterable[Any], practice: Any, died_on: Any) -> Body:
    """All that we hold on who a person is, in the elements of a Patient."""
    person = held.person
    return without_empty(
        {
            "resourceType": "Patient",
            "id": str(person.pk),
            "extension": extensions(person),
            "identifier": identifiers(numbers),
            "active": True,
            "name": names(person.name, held.aliases),
            "telecom": contact_points(held.contacts),
            "gender": administrative_gender(person.gender, person.sex),
            "birthDate": person.born.isoformat(),
            "deceasedDateTime": died_on.isoformat() if died_on else "",
            "address": addresses(held.addresses),
            "maritalStatus": marital_status(person.marital_status) if person.marital_status else {},
            "communication": languages(person),
            "generalPractitioner": [_organisation(practice)] if practice else [],
        }
    )


def _organisation(row: Any) -> Body:
    return refers("Organization", f"organisation-{row.pk}", row.name)
