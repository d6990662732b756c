"""What a search must find, said a second time and slowly: by looking at bodies, without an index.

It knows only the few parameters that the generated worlds use, and shares no code with the search.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ALWAYS = (datetime(1, 1, 3, tzinfo=LONDON), datetime(9999, 12, 29, tzinfo=LONDON))
KINDS = {
    "status": "token", "category": "token", "lifecycle-status": "token", "identifier": "token",
    "title": "string", "name": "string", "family": "string",
    "date": "date", "start-date": "date", "birthdate": "date",
    "goal": "reference", "subject": "reference", "patient": "reference",
    "value-quantity": "quantity", "instantiates-uri": "uri",
}  # fmt: skip
PATHS = {
    ("Goal", "lifecycle-status"): "lifecycleStatus", ("CarePlan", "date"): "period",
    ("Goal", "start-date"): "startDate", ("Patient", "birthdate"): "birthDate",
    ("CarePlan", "patient"): "subject", ("Goal", "patient"): "subject",
    ("Observation", "patient"): "subject", ("Observation", "value-quantity"): "valueQuantity",
    ("CarePlan", "instantiates-uri"): "instantiatesUri",
}  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """One resource of a generated world, with its labels. `goals` are those it refers to."""

    body: dict[str, Any]
    whose: str
    section: str = ""
    thread: str = ""
    parts: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def address(self) -> str:
        return f"{self.body['resourceType']}/{self.body['id']}"


@dataclass(frozen=True)
class Viewer:
    """Whom somebody sees, which sections, and not which threads."""

    people: frozenset[str]
    sections: frozenset[str]
    closed: frozenset[tuple[str, str]]

    def opens(self, section: str, thread: str) -> bool:
        return not section or (section in self.sections and (section, thread) not in self.closed)

    def seen(self, things: Iterable[Thing]) -> list[dict[str, Any]]:
        """The bodies that this viewer sees, cut as they are shown."""
        return [
            self._cut(thing)
            for thing in things
            if thing.whose in self.people and self.opens(thing.section, thing.thread)
        ]

    def _cut(self, thing: Thing) -> dict[str, Any]:
        shut = {ref for ref, section, thread in thing.parts if not self.opens(section, thread)}
        goals = [each for each in thing.body.get("goal", []) if each["reference"] not in shut]
        rest = {name: held for name, held in thing.body.items() if name != "goal"}
        return {**rest, "goal": goals} if goals else rest


def found(type: str, pairs: list[tuple[str, str]], bodies: list[dict[str, Any]]) -> set[str]:
    """The ids of those that fit, among what the viewer sees."""
    return {
        body["id"]
        for body in bodies
        if body["resourceType"] == type and all(fits(body, *pair, bodies) for pair in pairs)
    }


def fits(body: dict[str, Any], key: str, text: str, bodies: list[dict[str, Any]]) -> bool:
    """Say whether one resource fits one parameter."""
    if key.startswith("_has:"):
        _, type, param, rest = key.split(":", 3)
        me = f"{body['resourceType']}/{body['id']}"
        return any(
            other["resourceType"] == type
            and me in references(values(other, param))
            and fits(other, rest, text, bodies)
            for other in bodies
        )
    first, dot, rest = key.partition(".")
    if dot:
        param, _, type = first.partition(":")
        led = references(values(body, param))
        return any(
            f"{other['resourceType']}/{other['id']}" in led
            and type in ("", other["resourceType"])
            and fits(other, rest, text, bodies)
            for other in bodies
        )
    param, _, modifier = key.partition(":")
    if param == "_id":
        return body["id"] in text.split(",")
    held = values(body, param)
    if modifier == "missing":
        return bool(held) is (text == "false")
    each = re.split(r"(?<!\\),", text)
    met = any(one(KINDS[param], modifier, held, said.replace("\\,", ",")) for said in each)
    return met is not (modifier == "not")


def values(body: dict[str, Any], param: str) -> list[Any]:
    """What stands in the body for a parameter."""
    if param == "family":
        return [name["family"] for name in body.get("name", []) if "family" in name]
    if param == "name":
        return [
            word
            for name in body.get("name", [])
            for word in [name.get("family"), *name.get("given", [])]
            if word
        ]
    held = body.get(PATHS.get((body["resourceType"], param), param))
    return held if isinstance(held, list) else [] if held is None else [held]


def references(held: list[Any]) -> set[str]:
    return {each["reference"] for each in held if isinstance(each, dict) and "reference" in each}


def one(kind: str, modifier: str, held: list[Any], said: str) -> bool:
    return any(_ONE[kind](modifier, each, said) for each in held)


def _token(modifier: str, held: Any, said: str) -> bool:
    codings = [{"code": held}] if isinstance(held, str) else held.get("coding", [held])
    if modifier == "text":
        words = [each.get("display", "") for each in codings]
        words += [held.get("text", "")] if isinstance(held, dict) else []
        return any(plain(said) in plain(each) for each in words if each)
    system, bar, code = said.partition("|")
    for each in codings:
        has = each.get("code", each.get("value", ""))
        if not bar and has == said:
            return True
        if bar and each.get("system", "") == system and (not code or has == code):
            return True
    return False


def _string(modifier: str, held: str, said: str) -> bool:
    if modifier == "exact":
        return held == said
    if modifier == "contains":
        return plain(said) in plain(held)
    return plain(held).startswith(plain(said))


def plain(words: str) -> str:
    """Without case, accents and doubled spaces."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _reference(modifier: str, held: dict[str, Any], said: str) -> bool:
    there = held.get("reference", "")
    return there == said or there.endswith(f"/{said}") or there == f"{modifier}/{said}"


def _date(modifier: str, held: Any, said: str) -> bool:
    if isinstance(held, dict):
        low = span(held["start"])[0] if "start" in held else ALWAYS[0]
        high = span(held["end"])[1] if "end" in held else ALWAYS[1]
    else:
        low, high = span(held)
    prefix, rest = (said[:2], said[2:]) if said[:2].isalpha() else ("eq", said)
    first, last = span(rest)
    inside = first <= low and high <= last
    return {
        "eq": inside, "ne": not inside, "gt": high > last, "lt": low < first,
        "ge": inside or high > last, "le": inside or low < first,
        "sa": low >= last, "eb": high <= first,
    }[prefix]  # fmt: skip


def span(text: str) -> tuple[datetime, datetime]:
    """From the first moment of a year, month or day to the first after it, in London."""
    year, month, day = (*map(int, text.split("-")), None, None)[:3]
    first = date(year, month or 1, day or 1)
    if day:
        last = first + timedelta(days=1)
    elif month:
        last = date(year + (month == 12), month % 12 + 1, 1)
    else:
        last = date(year + 1, 1, 1)
    return tuple(datetime(d.year, d.month, d.day, tzinfo=LONDON) for d in (first, last))  # type: ignore[return-value]


def _quantity(modifier: str, held: dict[str, Any], said: str) -> bool:
    number, *unit = said.split("|")
    prefix, rest = (number[:2], number[2:]) if number[:2].isalpha() else ("eq", number)
    if unit and unit[-1] not in (held.get("code"), ""):
        return False
    has, wanted = held["value"], float(rest)
    half = 0.5 * 10 ** -len(rest.partition(".")[2])
    inside = wanted - half <= has < wanted + half
    return {
        "eq": inside, "ne": not inside, "gt": has > wanted, "lt": has < wanted,
        "ge": has >= wanted, "le": has <= wanted, "sa": has > wanted, "eb": has < wanted,
    }[prefix]  # fmt: skip


def _uri(modifier: str, held: str, said: str) -> bool:
    if modifier == "below":
        return held.startswith(said)
    return said.startswith(held) if modifier == "above" else held == said


_ONE = {
    "token": _token, "string": _string, "reference": _reference, "date": _date,
    "quantity": _quantity, "uri": _uri,
}  # fmt: skip
