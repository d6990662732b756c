"""What a search finds a resource by: its values, as R4 says of each kind of search parameter."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hearth.fhir.dates import EARLIEST, LATEST, Span, span_of, span_of_period, span_of_timing
from hearth.fhir.made import Body, Part
from hearth.fhir.parameters import PARAMETERS, Parameter
from hearth.fhir.paths import values_at
from hearth.fhir.showing import is_cut

LONGEST = 255
_OURS = re.compile(r"(?:.*/)?(?P<reference>[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?")


@dataclass(frozen=True)
class Value:
    """One value. `low` and `high`: the first moment of a date, and the first after it."""

    param: str
    text: str = ""
    system: str = ""
    low: datetime | None = None
    high: datetime | None = None
    number: float | None = None
    section: str = ""
    thread: str = ""


def findables(body: Body, parts: Iterable[Part] = ()) -> list[Value]:
    """Return every value of a resource.

    A value that goes when a part is cut carries the label of that part. One that stands in an item
    with two labels is not found at all: it would have to be open twice.
    """
    by_part, rest = _apart(body, list(parts))
    found = dict.fromkeys(_all(rest))
    for part, items in by_part:
        for value in _all({"resourceType": body["resourceType"], part.path: items}):
            if value not in found:
                labelled = replace(value, section=part.section.value, thread=part.thread)
                found.setdefault(labelled)
    return list(found)


def _apart(body: Body, parts: list[Part]) -> tuple[list[tuple[Part, list[Any]]], Body]:
    """Take the items that a part can cut out of a body; return them by part, and the rest."""
    rest, taken = dict(body), []
    for path in {part.path for part in parts}:
        held = body.get(path, [])
        items = held if isinstance(held, list) else [held]
        theirs = [part for part in parts if part.path == path]
        closing = [[part for part in theirs if is_cut(item, part.reference)] for item in items]
        rest[path] = [item for item, by in zip(items, closing, strict=True) if not by]
        for part in theirs:
            alone = [i for i, by in zip(items, closing, strict=True) if _same(by, part)]
            taken.append((part, alone))
    return taken, rest


def _same(closing: list[Part], part: Part) -> bool:
    labels = {(each.section, each.thread) for each in closing}
    return labels == {(part.section, part.thread)}


def _all(body: Body) -> Iterator[Value]:
    for parameter in PARAMETERS.get(body["resourceType"], {}).values():
        yield from _values(body, parameter)
    meta = body.get("meta", {})
    for name, element in _IN_META.items():
        held = meta.get(element, [])
        for each in held if isinstance(held, list) else [held]:
            yield from _tokens(name, each) if isinstance(each, dict) else _uris(name, each)


_IN_META = {"_tag": "tag", "_security": "security", "_profile": "profile", "_source": "source"}


def _values(body: Body, parameter: Parameter) -> Iterator[Value]:
    read = _READ[parameter.kind]
    for branch in parameter.branches:
        for held in values_at(body, branch):
            for value in read(parameter.code, held):
                if not branch.target or value.text.startswith(branch.target + "/"):
                    yield value


def _tokens(param: str, held: Any) -> Iterator[Value]:
    """Codes: of a Coding, CodeableConcept, Identifier, ContactPoint, code or boolean."""
    if isinstance(held, bool):
        yield Value(param, "true" if held else "false")
    elif isinstance(held, str):
        yield Value(param, cut(held))
    elif isinstance(held, dict):
        yield from _tokens_in(param, held)


def _tokens_in(param: str, held: dict[str, Any]) -> Iterator[Value]:
    for coding in held.get("coding", []):
        if isinstance(coding, dict):
            yield from _coded(param, coding.get("system"), coding.get("code"))
            yield from _words(param, coding.get("display"))
    if "coding" not in held:
        yield from _coded(param, held.get("system"), held.get("code", held.get("value")))
        yield from _words(param, held.get("display"))
    yield from _words(param, held.get("text"))


def _coded(param: str, system: Any, code: Any) -> Iterator[Value]:
    if isinstance(code, str):
        yield Value(param, cut(code), cut(system) if isinstance(system, str) else "")


TEXT = ":text"
"""Beside the values of a token stand its words, under its name with `:text`."""


def _words(param: str, words: Any) -> Iterator[Value]:
    if isinstance(words, str):
        yield Value(param + TEXT, folded(words))


def _references(param: str, held: Any) -> Iterator[Value]:
    """References: "Patient/1" for ours however written, others as they are, and identifiers."""
    if isinstance(held, str):
        yield from _uris(param, held)
    if not isinstance(held, dict):
        return
    said = held.get("reference")
    if isinstance(said, str):
        found = _OURS.fullmatch(said)
        yield Value(param, cut(found["reference"] if found else said))
        if found and "/" in said[: -len(found["reference"])]:
            yield Value(param, cut(said))
    identifier = held.get("identifier")
    if isinstance(identifier, dict):
        yield from _coded(param + IDENTIFIER, identifier.get("system"), identifier.get("value"))


IDENTIFIER = ":identifier"


def _strings(param: str, held: Any) -> Iterator[Value]:
    """Words: a string, a HumanName or an Address, each of its parts."""
    if isinstance(held, str):
        yield Value(param, folded(held), cut(held))
    elif isinstance(held, dict):
        for each in held.values():
            for words in each if isinstance(each, list) else [each]:
                if isinstance(words, str):
                    yield Value(param, folded(words), cut(words))


def _dates(param: str, held: Any) -> Iterator[Value]:
    span: Span | None = None
    if isinstance(held, str):
        span = span_of(held)
    elif isinstance(held, dict):
        is_period = "start" in held or "end" in held
        span = span_of_period(held) if is_period else span_of_timing(held)
    if span:
        yield Value(param, low=span[0] or EARLIEST, high=span[1] or LATEST)


def _numbers(param: str, held: Any) -> Iterator[Value]:
    """Quantities by their code (or unit), and plain numbers."""
    if isinstance(held, bool):
        return
    if isinstance(held, int | float):
        yield Value(param, number=float(held))
    elif isinstance(held, dict) and isinstance(held.get("value"), int | float):
        unit = held.get("code") or held.get("unit") or ""
        yield Value(param, cut(str(unit)), cut(str(held.get("system", ""))), number=held["value"])


def _uris(param: str, held: Any) -> Iterator[Value]:
    if isinstance(held, str):
        yield Value(param, cut(held))
        if "|" in held:
            yield Value(param, cut(held.partition("|")[0]))


_READ = {
    "token": _tokens,
    "reference": _references,
    "string": _strings,
    "date": _dates,
    "quantity": _numbers,
    "number": _numbers,
    "uri": _uris,
}


def folded(words: str) -> str:
    """Fold words as a search does: without case, accents and doubled spaces."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return cut(" ".join(kept.replace("\x00", "").split()))


def cut(text: str) -> str:
    return text.replace("\x00", "")[:LONGEST]


__all__ = ["IDENTIFIER", "TEXT", "Value", "cut", "findables", "folded"]
