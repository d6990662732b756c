"""Elements that several mappers share: references, concepts, periods, ways to be reached."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from hearth.fhir.made import Body
from hearth.fhir.mappers.codes import plain

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TELEPHONE = re.compile(r"[+(]?\d[\d\s()/+-]{4,}")


def refers(type: str, id: object, display: str = "") -> Body:
    """Write a reference, with the name of what it refers to."""
    found: Body = {"reference": f"{type}/{id}"}
    return found | ({"display": plain(display)} if display else {})


def concept(text: str, *codings: Mapping[str, str]) -> Body:
    """Write a CodeableConcept. `text` is how people say it."""
    found: Body = {"coding": [dict(each) for each in codings]} if codings else {}
    return found | ({"text": plain(text)} if text else {})


def moment(at: datetime) -> str:
    """Write a moment as FHIR's dateTime."""
    return at.isoformat(timespec="seconds")


def instant(at: datetime) -> str:
    """Write a moment as FHIR's instant."""
    return at.isoformat(timespec="milliseconds")


def period(start: date | datetime | None = None, end: date | datetime | None = None) -> Body:
    """Write a Period; a side that is not known is left out."""
    sides = (("start", start), ("end", end))
    return {name: _written(side) for name, side in sides if side is not None}


def _written(side: date | datetime) -> str:
    return moment(side) if isinstance(side, datetime) else side.isoformat()


def telecom(written: str) -> list[Body]:
    """Write what somebody put down as a way to be reached: a number, an address, or just words."""
    words = plain(written).strip()
    if not words:
        return []
    if _EMAIL.fullmatch(words):
        return [{"system": "email", "value": words}]
    system = "phone" if _TELEPHONE.fullmatch(words) else "other"
    return [{"system": system, "value": words}]


def listed(held: Any) -> list[Body]:
    """Return the things in a list of a body; none where there is no list."""
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


def without_empty(body: Body) -> Body:
    """Leave out elements that say nothing: FHIR has no empty ones."""
    return {name: value for name, value in body.items() if value not in ("", None, [], {})}


def named(type: str, id: str, body: Body) -> Body:
    """A body with its type and its id first, as it is sent: its version is a hash of that text."""
    rest = {name: value for name, value in body.items() if name not in ("resourceType", "id")}
    return {"resourceType": type, "id": id, **rest}
