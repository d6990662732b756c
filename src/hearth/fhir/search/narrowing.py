"""Less of each resource: _summary and _elements, marked as only a part."""

import json
from pathlib import Path
from typing import Any

from hearth.fhir.parsing import parsed, text_of
from hearth.fhir.search.asking import Asked

SUBSETTED = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
}
ALWAYS = ("resourceType", "id", "meta")
SHAPES: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("summaries.json").read_text()
)
"""By type, the elements of a `summary`, and those that are `required`; value[x] is any value."""


def is_narrowed(asked: Asked) -> bool:
    """Say whether less than the whole is wanted."""
    return bool(asked.elements) or asked.summary in ("true", "text", "data")


def narrowed(text: str, asked: Asked, *, is_match: bool) -> str:
    """Return the part of a resource that is wanted, with the tag that says so."""
    body = parsed(text.encode())
    named = asked.elements if is_match else ()
    kept = {name: held for name, held in body.items() if _is_kept(name, body, asked, named)}
    if asked.summary in ("true", "text", "data") or named:
        meta = kept.get("meta", {})
        kept["meta"] = {**meta, "tag": [*meta.get("tag", []), SUBSETTED]}
    return text_of(kept)


def _is_kept(name: str, body: dict[str, Any], asked: Asked, named: tuple[str, ...]) -> bool:
    if name in ALWAYS:
        return True
    shape = SHAPES[body["resourceType"]]
    plain = name.removeprefix("_")
    if named:
        return _is_one_of(plain, (*named, *shape["required"]))
    match asked.summary:
        case "true":
            return _is_one_of(plain, (*shape["summary"], *shape["required"]))
        case "text":
            return plain == "text" or _is_one_of(plain, shape["required"])
        case "data":
            return plain != "text"
    return True


def _is_one_of(name: str, elements: tuple[str, ...] | list[str]) -> bool:
    return any(name == each or _is_choice(name, each) for each in elements)


def _is_choice(name: str, element: str) -> bool:
    stem = element.removesuffix("[x]")
    return stem != element and name.startswith(stem) and name[len(stem) :][:1].isupper()
