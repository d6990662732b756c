"""Patient -> a person's details and the numbers that others know them by."""

import hashlib
from collections.abc import Iterable
from typing import Any

from hearth.jobs.imports.facts import Context, Fact, NotUsed, PersonFacts
from hearth.jobs.imports.fhir.elements import Resource, words_of
from hearth.jobs.imports.values import Row

FIRST_NAMES = ("official", "usual", "", "temp", "anonymous")
GENDERS = frozenset({"male", "female", "other", "unknown"})
# Numbers that say who somebody is elsewhere, and that care does not need: never kept.
NOT_OURS = frozenset({"SS", "DL", "PPN", "TAX", "NI"})
BIRTH_PLACE = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
INTERPRETER = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"


def read(resource: Resource, row: Row, context: Context) -> Fact:
    """Read one Patient. Without a name and a whole birth date, two people look alike."""
    content = resource.content
    if any(each.get("type") == "replaced-by" for each in content.get("link") or []):
        return NotUsed("Another row took its place at the source.", "Patient.link")
    index, name = _best_name(content.get("name") or [])
    at = f"Patient.name[{index}]"
    given = row.text(f"{at}.given", " ".join(_words(name.get("given"))), most=100, needed=True)
    family = row.text(f"{at}.family", name.get("family"), most=100, needed=True)
    born = row.day("Patient.birthDate", content.get("birthDate"), needed=True)
    number_at, number = _number(content, row, context)
    details, address = _details(content, name, row, at), _address(content, row)
    contacts, ids = tuple(_contacts(content, row)), tuple(_ids(resource, row, context))
    died_on = _died_on(content, row, born)
    if born is None or row.bad:
        return NotUsed()
    return PersonFacts(
        refs=resource.refs,
        given=given,
        family=family,
        born=born,
        details=details,
        number=number,
        ids=ids,
        address=address,
        contacts=contacts,
        died_on=died_on,
        where_number=number_at,
        where_born="Patient.birthDate",
        where_family=f"{at}.family",
        where_given=f"{at}.given",
    )


def _best_name(names: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
    ranked = [
        (FIRST_NAMES.index(n.get("use", "")), i)
        for i, n in enumerate(names)
        if n.get("use", "") in FIRST_NAMES
    ]
    index = min(ranked)[1] if ranked else 0
    return index, names[index] if names else {}


def _words(parts: Iterable[Any] | None) -> list[str]:
    return [part for part in parts or [] if isinstance(part, str)]


def _number(content: dict[str, Any], row: Row, context: Context) -> tuple[str, str]:
    """Find the number of the jurisdiction's own scheme; two different ones are refused."""
    found = [
        (f"Patient.identifier[{index}].value", str(each.get("value") or ""))
        for index, each in enumerate(content.get("identifier") or [])
        if each.get("system") == context.number_uri
        and each.get("use") != "old"
        and each.get("value")
    ]
    if len({value for _, value in found}) > 1:
        row.refuse(found[1][0], "There are two numbers of the same kind.", "Keep the right one.")
    return found[0] if found else ("Patient.identifier", "")


def _ids(resource: Resource, row: Row, context: Context) -> Iterable[tuple[str, str]]:
    if resource.id:
        yield context.scheme, resource.id
    for index, each in enumerate(resource.content.get("identifier") or []):
        system, value = str(each.get("system") or ""), each.get("value")
        types = {coding.get("code") for coding in (each.get("type") or {}).get("coding") or []}
        if not value or not system or system == context.number_uri or types & NOT_OURS:
            continue
        yield source_scheme(system), row.text(f"Patient.identifier[{index}].value", value, most=100)


def source_scheme(system: str) -> str:
    """Name the scheme that holds another system's ids; a long name is shortened to its digest."""
    scheme = f"source:{system}"
    return (
        scheme
        if len(scheme) <= 60
        else f"source:{hashlib.sha256(system.encode()).hexdigest()[:40]}"
    )


def _details(content: dict[str, Any], name: dict[str, Any], row: Row, at: str) -> dict[str, Any]:
    gender = str(content.get("gender") or "")
    if gender and gender not in GENDERS:
        row.refuse(
            "Patient.gender", "FHIR has no such gender.", "Check the list of FHIR.", value=gender
        )
    extensions = {each.get("url"): each for each in content.get("extension") or []}
    place = (extensions.get(BIRTH_PLACE) or {}).get("valueAddress") or {}
    found = {
        "title": row.text(f"{at}.prefix", " ".join(_words(name.get("prefix"))), most=35),
        "suffix": row.text(f"{at}.suffix", " ".join(_words(name.get("suffix"))), most=35),
        "preferred_name": row.text("Patient.name.given", _nickname(content), most=100),
        "gender": gender if gender in GENDERS - {"unknown"} else "",
        "marital_status": row.text("Patient.maritalStatus", _marital(content), most=60),
        "place_of_birth": row.text("Patient.extension", place.get("city"), most=100),
        "language": row.text("Patient.communication.language", _language(content), most=60),
    }
    needs = bool((extensions.get(INTERPRETER) or {}).get("valueBoolean"))
    return {key: value for key, value in found.items() if value} | {"needs_interpreter": needs}


def _nickname(content: dict[str, Any]) -> str:
    names = (n for n in content.get("name") or [] if n.get("use") == "nickname")
    found: dict[str, Any] = next(names, {})
    return " ".join(_words(found.get("given")))


def _marital(content: dict[str, Any]) -> str:
    """A bare letter ("M") is a code, and no word for a page."""
    words = words_of(content.get("maritalStatus"))
    return words if len(words) > 1 else ""


def _language(content: dict[str, Any]) -> str:
    spoken = content.get("communication") or []
    best = next((each for each in spoken if each.get("preferred")), spoken[0] if spoken else {})
    return words_of(best.get("language"))


def _address(content: dict[str, Any], row: Row) -> dict[str, str]:
    addresses = content.get("address") or []
    homes = [(i, a) for i, a in enumerate(addresses) if a.get("use") in (None, "home")]
    index, held = homes[0] if homes else (0, dict[str, Any]())
    at, lines = f"Patient.address[{index}]", _words(held.get("line"))
    first = lines[0] if lines else str(held.get("text") or "")
    if not first:
        return {}
    return {
        "line_1": row.text(f"{at}.line[0]", first, most=200),
        "line_2": row.text(f"{at}.line[1]", ", ".join(lines[1:]), most=200),
        "town": row.text(f"{at}.city", held.get("city"), most=100),
        "postcode": row.text(f"{at}.postalCode", held.get("postalCode"), most=12),
    }


def _contacts(content: dict[str, Any], row: Row) -> Iterable[dict[str, Any]]:
    rank = 0
    for index, each in enumerate(content.get("telecom") or []):
        system, value = each.get("system"), each.get("value")
        if (
            not value
            or each.get("use") == "old"
            or system not in ("phone", "email", "sms")
            or rank == 5
        ):
            continue
        rank += 1
        is_mobile = each.get("use") == "mobile" or system == "sms"
        kind = "email" if system == "email" else "mobile" if is_mobile else "telephone"
        words = row.text(f"Patient.telecom[{index}].value", value, most=200)
        yield {"system": kind, "value": words, "rank": rank}


def _died_on(content: dict[str, Any], row: Row, born: Any) -> Any:
    died = row.day("Patient.deceasedDateTime", content.get("deceasedDateTime"))
    if died and born and died < born:
        row.refuse(
            "Patient.deceasedDateTime", "This is before the person was born.", "Check both dates."
        )
    no_day = content.get("deceasedBoolean") or (content.get("deceasedDateTime") and not died)
    if no_day and not row.bad:
        row.remark(
            "Patient.deceased[x]",
            "This person has died, but no day is given.",
            "Record it by hand.",
        )
    return died
