"""What an activity is, drawn from its document: a service as HSDS 3 has it, already clean.

A document is a plain mapping with text, numbers, lists and mappings. Nothing here raises for what
is missing: a group that tells little is still a group.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from hearth.core.directory import told
from hearth.core.directory.activity import (
    Activity,
    Cost,
    Meets,
    Place,
    Point,
    Status,
    Way,
)
from hearth.core.directory.interests import Interests
from hearth.core.directory.languages import NAMES_OF_CODES

Document = Mapping[str, Any]

OUR_TAXONOMY = "Hearth"
"""The taxonomy of what HSDS has no field for: our interests, and how one takes part."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_DAY = re.compile(rf"(?<![A-Z\d+-])([+-]?\d?)({'|'.join(DAYS)})(?![A-Z])")
NTH = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}
IS_ONLINE = re.compile(r"\bonline\b|\bvirtual|\bzoom\b", re.I)


def activity_of(document: Document, interests: Interests) -> Activity:
    """Return the activity that a document describes."""
    said = f"{document.get('name', '')}. {document.get('description', '')}"
    least, most = _ages(document)
    return Activity(
        key=str(document.get("id", "")),
        name=_text(document, "name"),
        description=_text(document, "description"),
        provider=_text(_mapping(document, "organization"), "name"),
        status=_status(document),
        url=_text(document, "url"),
        email=_text(document, "email"),
        telephone=_telephone(document),
        helps_with=_interests(document, said, interests),
        ways=_ways(document, said),
        meets=tuple(sorted(set(_meets(document)))),
        places=tuple(_places(document)),
        cost=_cost(document),
        cost_words=_cost_words(document),
        minimum_age=least,
        maximum_age=most,
        languages=tuple(dict.fromkeys(_languages(document))),
        who_for=_text(document, "eligibility_description"),
        how_to_join=_text(document, "application_process"),
        alert=_text(document, "alert"),
        assured_on=_day(document.get("assured_date")),
        capacity=_capacity(document),
        capacity_on=_capacity_on(document),
        when_words=" ".join(_said_of_times(document)),
    )


def _text(given: Document, name: str) -> str:
    value = given.get(name)
    return value.strip() if isinstance(value, str) else ""


def _mapping(given: Document, name: str) -> Document:
    value = given.get(name)
    return value if isinstance(value, Mapping) else {}


def _rows(given: Document, name: str) -> list[Document]:
    value = given.get(name)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _whole(value: object) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and 0 <= value <= 150 else None  # type: ignore[call-overload, operator]


def _ages(document: Document) -> tuple[int | None, int | None]:
    """Return the ages that the source names; where it names none, those its words are plain on."""
    least, most = _whole(document.get("minimum_age")), _whole(document.get("maximum_age"))
    if least is None and most is None:
        return told.ages_in(_text(document, "eligibility_description"))
    return least, most


def _day(value: object) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(str(value)[:10])
    return None


def _status(document: Document) -> Status:
    with suppress(ValueError):
        return Status(_text(document, "status").lower())
    return Status.ACTIVE


def _telephone(document: Document) -> str:
    sites = _sites(document)
    provider = _mapping(document, "organization")
    holders = [document, *_rows(document, "contacts"), *sites,
               *(_mapping(site, "location") for site in sites), provider,
               *_rows(provider, "contacts")]  # fmt: skip
    numbers = (_text(row, "number") for holder in holders for row in _rows(holder, "phones"))
    return next((number for number in numbers if number), "")


def terms_of(document: Document) -> Iterator[tuple[str, str]]:
    """Give each term of the document: (the name of its taxonomy, its own name)."""
    for row in _rows(document, "attributes"):
        term = _mapping(row, "taxonomy_term")
        yield _text(term, "taxonomy"), _text(term, "name") or _text(term, "term")


def _interests(document: Document, said: str, interests: Interests) -> frozenset[str]:
    ours = {name for taxonomy, name in terms_of(document) if taxonomy == OUR_TAXONOMY}
    if chosen := ours & set(interests.by_code):
        return frozenset(chosen)
    terms = ". ".join(name for _, name in terms_of(document))
    return frozenset(each.interest.code for each in interests.heard_in(f"{said} {terms}"))


def _ways(document: Document, said: str) -> frozenset[Way]:
    ours = {name for taxonomy, name in terms_of(document) if taxonomy == OUR_TAXONOMY}
    if chosen := {way for way in Way if way.value in ours}:
        return frozenset(chosen)
    kinds = {_text(_mapping(row, "location"), "location_type") for row in _sites(document)}
    rows = (document, *_schedules(document))
    attending = " ".join(_text(row, "attending_type") for row in rows)
    is_online = "virtual" in kinds or bool(IS_ONLINE.search(attending))
    return frozenset(told.ways_of(said)) | ({Way.ONLINE} if is_online else frozenset())


def _sites(document: Document) -> list[Document]:
    return _rows(document, "service_at_locations")


def _schedules(document: Document) -> Iterator[Document]:
    yield from _rows(document, "schedules")
    for site in _sites(document):
        yield from _rows(site, "schedules")


def _meets(document: Document) -> Iterator[Meets]:
    for row in _schedules(document):
        if _text(row, "freq").upper() == "MONTHLY" and not _text(row, "byday"):
            continue
        opens, closes = _minutes(row.get("opens_at")), _minutes(row.get("closes_at"))
        for nth, day in A_DAY.findall(_text(row, "byday").upper()):
            until = closes if opens is not None else None
            yield Meets(DAYS.index(day), opens, until, _rhythm(row, nth))


def _rhythm(row: Document, nth: str) -> str:
    """Say how often, where it is not each week: nobody is sent there in a week without it."""
    if nth.lstrip("+") in NTH:
        return f"{NTH[nth.lstrip('+')]} of the month"
    if _text(row, "freq").upper() == "MONTHLY":
        return "once a month"
    every = str(row.get("interval") or "1")
    weekly = _text(row, "freq").upper() in ("", "WEEKLY")
    return f"every {every} weeks" if weekly and every.isdecimal() and int(every) > 1 else ""


def _minutes(value: object) -> int | None:
    found = re.match(r"(\d{1,2}):(\d{2})", str(value or ""))
    if not found:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= 24 * 60 else None


def _said_of_times(document: Document) -> Iterator[str]:
    for row in _schedules(document):
        if words := _text(row, "description"):
            yield words


def _places(document: Document) -> Iterator[Place]:
    for site in _sites(document):
        location = _mapping(site, "location")
        address = next(iter(_rows(location, "addresses")), {})
        yield Place(
            name=_text(location, "name"),
            address=", ".join(
                filter(None, (_text(address, "address_1"), _text(address, "address_2")))
            ),
            town=_text(address, "city"),
            postcode=_text(address, "postal_code"),
            point=_point(location),
            step_free=_step_free(location),
        )


def _point(location: Document) -> Point | None:
    north, east = location.get("latitude"), location.get("longitude")
    if not isinstance(north, int | float) or not isinstance(east, int | float):
        return None
    fits = -90 <= north <= 90 and -180 <= east <= 180 and (north, east) != (0, 0)
    return Point(float(north), float(east)) if fits else None


def _step_free(location: Document) -> bool | None:
    said = ". ".join(
        _text(row, name)
        for row in _rows(location, "accessibility")
        for name in ("description", "details", "accessibility")
    )
    return told.is_step_free(said)


def _cost(document: Document) -> Cost:
    amounts = [row["amount"] for row in _rows(document, "cost_options")
               if isinstance(row.get("amount"), int | float)]  # fmt: skip
    return told.cost_of(_cost_words(document), amounts)


def _cost_words(document: Document) -> str:
    own = _text(document, "fees_description") or _text(document, "fees")
    return own or "; ".join(filter(None, map(_option_words, _rows(document, "cost_options"))))


def _option_words(row: Document) -> str:
    """Write one price: “Adults: £4.50 per session”. Other money than pounds is left unsaid."""
    named, said = _text(row, "option"), _text(row, "amount_description")
    amount, words = row.get("amount"), f"{named} {said}"
    in_pounds = _text(row, "currency").upper() in ("", "GBP") and isinstance(amount, int | float)
    if not in_pounds or "£" in words or re.search(r"\bfree\b", words, re.I):
        return words.strip()
    price = f"£{amount:.2f}".removesuffix(".00") if amount else "" if said else "free"
    return ": ".join(filter(None, (named, f"{price} {said}".strip())))


def _languages(document: Document) -> Iterator[str]:
    for row in _rows(document, "languages"):
        if name := _text(row, "name") or _text(row, "language") or _text(row, "code"):
            yield NAMES_OF_CODES.get(name.casefold().partition("-")[0], name)


def _capacity(document: Document) -> int | None:
    for row in _rows(document, "service_capacities"):
        if isinstance(row.get("available"), int | float):
            return int(row["available"])
    return None


def _capacity_on(document: Document) -> date | None:
    for row in _rows(document, "service_capacities"):
        if isinstance(row.get("available"), int | float):
            return _day(row.get("updated"))
    return None
