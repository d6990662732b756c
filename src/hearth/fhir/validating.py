"""Is a resource as FHIR R4 says? Every problem is named by its element, such as Goal.target[0].

fhirkit checks the structure; `shapes.json` (drawn from the definitions by docs/draw_fhir_shapes.py)
adds what it leaves out: required lists of codes, and which types a reference may name.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import fhirkit
from django.conf import settings

from hearth.fhir.made import Body
from hearth.fhir.outcome import Issue, Wrong

Shape = tuple[str, frozenset[str] | None, frozenset[str]]
"""Of one element: the type of what is in it, the codes it may hold, the types it may refer to."""

MOST = 20
_DATE = re.compile(r'"(\d{4}-\d\d-\d\d)T[0-9:.]+(?:Z|[+-]\d\d:\d\d)?" is not a valid date')
_LITERAL = re.compile(r"(?:.*/)?([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]+)?")
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_PLAIN = {
    "unknown element": "FHIR R4 has no such element here. Leave it out, or use an extension.",
    "the key appears more than once": "This key is here twice. Keep one of them.",
    "required element missing": "This is missing. Fill it in.",
}


def validate(text: str, body: Body, *, lenient: bool = False) -> list[Issue]:
    """Raise Wrong (400) with every problem; return the warnings of what was let pass."""
    found = problems(text, body, lenient=lenient)
    if wrong := [issue for issue in found if issue.severity == "error"]:
        raise Wrong(400, no_more_than(MOST, wrong))
    return found


def problems(text: str, body: Body, *, lenient: bool = False) -> list[Issue]:
    """List everything that is not as R4 says, as errors; and what was let pass, as warnings.

    `text` is what was sent, `body` what was read from it. A date with a time, where FHIR has a
    date alone, is cut to the date in `body` when `lenient`; the caller hears of it.
    """
    found = _structure(text)
    if any(issue.where == "" for issue in found):
        return found
    if lenient and _cut_to_dates(body, found):
        warnings = [issue for issue in found if issue.severity == "warning"]
        found = [*_structure(body), *warnings]
    return [*found, *codes_and_references(body)]


def may_be_lenient(handling: str) -> bool:
    """Say whether a date-time may stand for a date: as the site is set, and not asked strictly."""
    return bool(getattr(settings, "FHIR_LENIENT_DATES", False)) and handling != "strict"


def _structure(sent: str | Body) -> list[Issue]:
    try:
        found = fhirkit.validate(sent)
    except ValueError as error:
        return [Issue("structure", f"This cannot be read: {_short(str(error))}.")]
    return [
        Issue("structure", plain(each.message), _path(each.path), severity="error")
        for each in found
    ]


def _cut_to_dates(body: Body, found: list[Issue]) -> list[Issue]:
    """Cut date-times to dates where FHIR has dates, and turn those errors into warnings."""
    warnings = []
    for place, issue in enumerate(found):
        if issue.words.startswith(_NOT_A_DATE) and _cut(body, issue.where):
            words = "FHIR has a date here, without a time. Only the date was kept."
            found[place] = Issue("value", words, issue.where, severity="warning")
            warnings.append(found[place])
    return warnings


def _cut(body: Body, path: str) -> bool:
    """Keep the first ten letters of what stands at a path like "Goal.target[0].dueDate"."""
    *way, last = re.findall(r"\w+", path.partition(".")[2])
    place: Any = body
    for step in way:
        place = place[int(step)] if step.isdecimal() else place[step]
    place[last] = place[last][:10]
    return True


_NOT_A_DATE = "FHIR has a date here, without a time."


def plain(message: str) -> str:
    """Put a message of fhirkit in plain words, without the value: it may be a name."""
    if message in _PLAIN:
        return _PLAIN[message]
    if found := _DATE.fullmatch(message):
        return f"{_NOT_A_DATE} Send “{found[1]}”."
    if found := re.search(r"is not a valid (\w+)$", message, re.DOTALL):
        return f"This is not a valid {found[1]}. Check how it is written."
    if found := re.fullmatch(r"expected (.+), found (.+)", message):
        return f"There is {found[2]} here; FHIR wants {found[1]}."
    return f"{message[:1].upper()}{_short(message[1:])}." if '"' not in message else _NOT_R4


_NOT_R4 = "This is not as FHIR R4 says."


def _short(words: str) -> str:
    return words[:200].encode("utf-8", "replace").decode()


def _path(path: str) -> str:
    return path[:200].encode("ascii", "backslashreplace").decode("ascii")


def no_more_than(most: int, found: list[Issue]) -> list[Issue]:
    """Keep the first of many problems, and say how many more there are."""
    if len(found) <= most:
        return found
    more = f"And {len(found) - most} more."
    return [*found[:most], Issue("informational", more, severity="information")]


@cache
def shapes() -> dict[str, dict[str, Shape]]:
    """Return the elements of each type that hold codes or references, or lead to some."""
    held = json.loads(resources.files("hearth.fhir").joinpath("shapes.json").read_text())
    codes = [frozenset(each) for each in held["codes"]]
    return {
        type: {
            name: (inside, None if place is None else codes[place], frozenset(targets))
            for name, (inside, place, targets) in elements.items()
        }
        for type, elements in held["types"].items()
    }


def codes_and_references(body: Body) -> list[Issue]:
    """List the codes that are not in a required list, and references to the wrong type."""
    type = str(body.get("resourceType", ""))
    if type != "Bundle":
        return list(_within(body, type, type))
    entries = body.get("entry")
    listed = entries if isinstance(entries, list) else []
    inside = [each.get("resource") if isinstance(each, dict) else None for each in listed]
    return [
        issue
        for place, each in enumerate(inside)
        if isinstance(each, dict)
        for issue in _within(each, str(each.get("resourceType")), f"Bundle.entry[{place}].resource")
    ]


def _within(value: Any, type: str, at: str) -> Iterator[Issue]:
    if isinstance(value, dict) and isinstance(value.get("resourceType"), str):
        yield from _bad_id(value, at)
    known = shapes().get(type)
    if known is None or not isinstance(value, dict):
        return
    for name, held in value.items():
        shape = known.get(name)
        if name == "contained" and isinstance(held, list):
            yield from _contained(held, at)
        elif shape is not None:
            many = isinstance(held, list)
            for place, each in enumerate(held if many else [held]):
                yield from _one(each, shape, f"{at}.{name}[{place}]" if many else f"{at}.{name}")


def _bad_id(value: Body, at: str) -> Iterator[Issue]:
    if isinstance(id := value.get("id"), str) and not _ID.fullmatch(id):
        yield Issue("value", "An id has up to 64 of A-Z, a-z, 0-9, - and full stops.", f"{at}.id")


def _contained(held: list[Any], at: str) -> Iterator[Issue]:
    for place, each in enumerate(held):
        if isinstance(each, dict):
            inside = str(each.get("resourceType", ""))
            yield from _within(each, inside, f"{at}.contained[{place}]")


def _one(value: Any, shape: Shape, at: str) -> Iterator[Issue]:
    inside, codes, targets = shape
    if codes is not None and not _is_coded(value, inside, codes):
        words = f"FHIR has no such code here. It knows {', '.join(sorted(codes)[:12])}."
        yield Issue("code-invalid", words, at)
    elif targets and isinstance(value, dict) and _is_to_another(value, targets):
        words = f"This must refer to {' or '.join(sorted(targets))}."
        yield Issue("value", words, f"{at}.reference")
    if isinstance(value, dict):
        yield from _within(value, inside, at)


def _is_coded(value: Any, inside: str, codes: frozenset[str]) -> bool:
    """Say whether a value is one of the codes; what is no text is the structure's to refuse."""
    if inside == "code":
        return not isinstance(value, str) or value in codes
    if not isinstance(value, dict):
        return True
    listed = value.get("coding") if inside == "CodeableConcept" else [value]
    found = [c.get("code") for c in listed or [] if isinstance(c, dict)]
    return not any(isinstance(code, str) for code in found) or any(code in codes for code in found)


def _is_to_another(value: dict[str, Any], targets: frozenset[str]) -> bool:
    reference = value.get("reference")
    found = _LITERAL.fullmatch(reference) if isinstance(reference, str) else None
    named = found[1] if found else value.get("type")
    return isinstance(named, str) and named in fhirkit.RESOURCE_TYPES and named not in targets
