"""What a Patient of another system says, as the details that Hearth holds."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from hearth.core.words import Refusal
from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import codings, words_in
from hearth.fhir.mappers.elements import listed
from hearth.fhir.mappers.patient_shown import (
    BIRTH_PLACE,
    ETHNICITY,
    GENDER_IDENTITY,
    INTERPRETER,
    LANGUAGES,
    MARITAL,
    PRONOUNS,
    RELIGION,
    SEX,
    WAY,
    WAYS,
)

LAST_RANK = 5
LONGEST_SCHEME, LONGEST_NUMBER = 60, 100
OTHERS = frozenset({"SS", "DL", "PPN", "TAX", "NI"})
"""Numbers that say who somebody is elsewhere, and that care does not need: no key of ours."""
RANKED = ("official", "usual", "", "temp", "anonymous")
CALLED = ("nickname", "usual")
WHERE = {
    "given_name": "Patient.name.given",
    "family_name": "Patient.name.family",
    "born": "Patient.birthDate",
    "number": "Patient.identifier",
}
LONGEST = {
    "title": 35, "given_name": 100, "family_name": 100, "suffix": 35, "preferred_name": 100,
    "pronouns": 40, "gender": 40, "sex": 40, "ethnicity": 100, "religion": 100,
    "place_of_birth": 100, "marital_status": 60, "language": 60, "interpreter_language": 60,
    "preferred_contact": 30, "line_1": 200, "line_2": 200, "town": 100, "postcode": 12,
}  # fmt: skip
Facts = dict[str, Any]


def name_of(body: Body) -> Facts:
    """The official name, and what people call them."""
    held = sorted(listed(body.get("name")), key=_rank)
    best = next((each for each in held if each.get("use", "") in RANKED), {})
    called = (each for each in held if each.get("use") in CALLED and each is not best)
    preferred = next((" ".join(each.get("given", [])) for each in called), "")
    return {
        "title": " ".join(best.get("prefix", [])),
        "given_name": " ".join(best.get("given", [])),
        "family_name": str(best.get("family", "")),
        "suffix": " ".join(best.get("suffix", [])),
        "preferred_name": preferred,
    }


def _rank(name: Body) -> int:
    use = str(name.get("use", ""))
    return RANKED.index(use) if use in RANKED else len(RANKED)


def number_of(body: Body) -> str:
    """The number in the jurisdiction's own scheme, "" for none."""
    own = settings.JURISDICTION.identifier
    held = (
        each for each in listed(body.get("identifier"))
        if each.get("system") == own.uri and each.get("use") != "old"
    )  # fmt: skip
    return own.tidy(str(next(held, {}).get("value", "")))


def other_numbers(body: Body) -> list[tuple[str, str]]:
    """The numbers by which other systems know the person: (system, value)."""
    found, own = [], settings.JURISDICTION.identifier.uri
    for each in listed(body.get("identifier")):
        system, value = str(each.get("system", "")), str(each.get("value", ""))
        kinds = {coding.get("code") for coding in codings(each.get("type"))}
        is_other = system not in ("", own) and 0 < len(value) <= LONGEST_NUMBER
        if is_other and not kinds & OTHERS and each.get("use") != "old":
            found.append((system, value))
    return found


def address_of(body: Body) -> Facts:
    """Where the person lives now."""
    at_home = [a for a in listed(body.get("address")) if a.get("use", "home") == "home"]
    held = at_home[0] if at_home else {}
    lines = [str(line) for line in held.get("line", [])] or [str(held.get("text", ""))]
    if not lines[0]:
        return {}
    return {
        "line_1": lines[0],
        "line_2": ", ".join(lines[1:]),
        "town": str(held.get("city", "")),
        "postcode": str(held.get("postalCode", "")),
    }


def contacts_of(body: Body) -> list[Facts]:
    """How to reach the person: those to be tried first, first."""
    held = [each for each in listed(body.get("telecom")) if _is_way(each)]
    held.sort(key=lambda each: each.get("rank", 99))
    return [
        {"system": _system(each), "value": str(each["value"]), "rank": min(place, LAST_RANK)}
        for place, each in enumerate(held, start=1)
    ]


def _is_way(each: Body) -> bool:
    systems = ("phone", "email", "sms", "other")
    return bool(each.get("value")) and each.get("use") != "old" and each.get("system") in systems


def _system(each: Body) -> str:
    if each["system"] == "phone":
        return "mobile" if each.get("use") == "mobile" else "telephone"
    return {"sms": "mobile"}.get(each["system"], str(each["system"]))


def languages_of(body: Body) -> Facts:
    """The language of the person, and that of the interpreter where one is needed."""
    spoken = listed(body.get("communication"))
    first = next((each for each in spoken if each.get("preferred")), spoken[0] if spoken else {})
    other: Body = next((each for each in spoken if each is not first), {})
    needs = extra_of(body, INTERPRETER)
    return {
        "language": _language(first.get("language")) or "English",
        "interpreter_language": _language(other.get("language")) if needs else "",
    }


def _language(concept: Any) -> str:
    words = words_in(concept)
    named = {code: name for name, code in LANGUAGES.items()}
    return named.get(words.partition("-")[0], words)


def marital_status_of(body: Body) -> str:
    """Married or single, in words."""
    held = body.get("maritalStatus")
    words = words_in(held)
    if len(words) > 1:
        return words
    codes = {code: name for name, code in reversed(MARITAL.items())}
    return codes.get(words, "")


def extension_of(body: Body, url: str) -> Body:
    """One extension, by its address; {} where there is none."""
    held = (each for each in listed(body.get("extension")) if each.get("url") == url)
    return next(held, {})


def extra_of(body: Body, url: str) -> Any:
    """What one of the extensions says that Hearth has a field for."""
    held = extension_of(body, url)
    if url == INTERPRETER:
        return bool(held.get("valueBoolean"))
    if url == BIRTH_PLACE:
        place = held.get("valueAddress", {})
        return str(place.get("text") or place.get("city") or "")
    if url in (PRONOUNS, WAY):
        inner = next(iter(listed(held.get("extension"))), {})
        return words_in(inner.get("valueCodeableConcept"))
    return words_in(held.get("valueCodeableConcept"))


EXTRAS = {
    INTERPRETER: "needs_interpreter",
    ETHNICITY: "ethnicity",
    SEX: "sex",
    PRONOUNS: "pronouns",
    RELIGION: "religion",
    BIRTH_PLACE: "place_of_birth",
    WAY: "preferred_contact",
    GENDER_IDENTITY: "gender",
}


def extras_of(body: Body) -> Facts:
    """All that extensions say, by our names. A way of contact that we do not know stays there."""
    found = {name: extra_of(body, url) for url, name in EXTRAS.items()}
    gender = found["gender"] or str(body.get("gender", ""))
    way = found["preferred_contact"]
    found["preferred_contact"] = way if way in (*WAYS, "through a supporter") else ""
    return found | {"gender": "" if gender == "unknown" else gender}


def died_on(body: Body) -> str:
    """The day of death, "" for none or for one that is not a whole day."""
    return str(body.get("deceasedDateTime", ""))[:10]


def details_of(body: Body) -> Facts:
    """All details, ready to be registered or changed."""
    return {
        **name_of(body),
        **languages_of(body),
        **extras_of(body),
        "marital_status": marital_status_of(body),
        "born": day(str(body.get("birthDate", ""))),
    }


def day(written: str) -> date | None:
    """Read a whole day; None for a month or a year alone."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def problems_in(body: Body, details: Mapping[str, Any]) -> list[Refusal]:
    """List what Hearth cannot take, each with its element."""
    found = []
    if body.get("birthDate") and details["born"] is None:
        found.append(Refusal("Give the whole date of birth.", "Patient.birthDate"))
    if body.get("deceasedBoolean") or (body.get("deceasedDateTime") and not day(died_on(body))):
        words = "Give the day of the death, as deceasedDateTime."
        found.append(Refusal(words, "Patient.deceased[x]"))
    for each in (details, address_of(body)):
        for name, value in each.items():
            if isinstance(value, str) and len(value) > LONGEST.get(name, len(value)):
                where = WHERE.get(name, "Patient")
                words = f"This is too long: {LONGEST[name]} letters at most ({name})."
                found.append(Refusal(words, where))
    if any(each.get("type") == "replaced-by" for each in listed(body.get("link"))):
        found.append(Refusal("Send the record that took its place.", "Patient.link"))
    return found


def scheme_of(system: str) -> str:
    """Name the scheme of another system's numbers, as imports do."""
    scheme = f"source:{system}"
    short = hashlib.sha256(system.encode()).hexdigest()[:40]
    return scheme if len(scheme) <= LONGEST_SCHEME else f"source:{short}"
