"""What one may ask the open API by: each parameter, how it is described, and how it is read."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hearth.core.directory.activity import WEEKDAYS
from hearth.core.directory.facts import DAYS
from hearth.core.directory.keys import A_UUID
from hearth.core.words import Refusal, Refused

MOST_A_PAGE = 500
MOST_MINIMAL = 10_000
USUAL_A_PAGE = 50
MOST_METRES = 200_000
NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,3})?", re.A)
TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?Z?", re.A)
SPACE_FOR_PLUS = re.compile(r" (?=\d\d:\d\d$)")


class Unreadable(Refused):
    """A parameter says what cannot be."""


@dataclass(frozen=True)
class Parameter:
    """One parameter. `read` returns its value, or raises ValueError with what to give instead."""

    name: str
    description: str
    read: Callable[[str], Any]
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})


def read_all(parameters: Iterable[Parameter], given: Mapping[str, str]) -> dict[str, Any]:
    """Return the values given. Raises Unreadable with a reason for each that is wrong."""
    values: dict[str, Any] = {}
    reasons: list[Refusal] = []
    for each in parameters:
        if text := given.get(each.name, "").strip():
            try:
                values[each.name] = each.read(text)
            except ValueError as error:
                reasons.append(Refusal(str(error), each.name))
    if "proximity" in values and "postcode" not in given:
        reasons.append(Refusal("Give a postcode too: how far from where?", "proximity"))
    if reasons:
        raise Unreadable(reasons)
    return values


def whole(least: int, most: int) -> Callable[[str], int]:
    """Read a whole number."""

    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,8}", text, re.A) or not least <= int(text) <= most:
            raise ValueError(f"Give a whole number from {least} to {most}.")
        return int(text)

    return read


def number(most: int) -> Callable[[str], float]:
    """Read a number that is not negative."""

    def read(text: str) -> float:
        if not NUMBER.fullmatch(text) or float(text) > most:
            raise ValueError(f"Give a number from 0 to {most}.")
        return float(text)

    return read


def yes_or_no(text: str) -> bool:
    """Read true or false."""
    known = {"true": True, "1": True, "false": False, "0": False}
    if text.lower() not in known:
        raise ValueError("Give true or false.")
    return known[text.lower()]


def key(text: str) -> UUID:
    """Read an id."""
    if not A_UUID.fullmatch(text):
        raise ValueError("Give an id as we publish it: a UUID.")
    return UUID(text)


def some_words(text: str) -> str:
    """Read words to look for."""
    if len(text) > 200 or not text.isprintable():
        raise ValueError("Give some words, at most 200 letters.")
    return text


def weekday(text: str) -> int:
    """Read a day of the week: 0 is Monday."""
    known = [name.lower() for name in (*DAYS, *WEEKDAYS)]
    if text.lower() not in known:
        raise ValueError("Give a day of the week: MO or Monday, TU or Tuesday, and so on.")
    return known.index(text.lower()) % 7


def time(text: str) -> int:
    """Read a time of the day: minutes after midnight."""
    found = TIME.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2]) if found else -1
    if not 0 <= minutes <= 24 * 60:
        raise ValueError("Give a time of the day as 09:30.")
    return minutes


def moment(text: str) -> datetime:
    """Read a date, or a date and time; without an offset it is UTC."""
    try:
        # A plus sign in an address says a space.
        found = datetime.fromisoformat(SPACE_FOR_PLUS.sub("+", text))
    except ValueError:
        found = datetime.min
    if not 1900 <= found.year <= 2200:
        raise ValueError("Give a date and time as 2026-11-02T10:00:00Z.")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


BOOLEAN = {"type": "boolean"}
A_KEY = {"type": "string", "format": "uuid"}
A_TIME = {"type": "string", "format": "time"}

SEARCH = Parameter("search", "Words in the name or the description.", some_words)
PAGE = Parameter(
    "page",
    "Which page; the first is 1.",
    whole(1, 10_000_000),
    {"type": "integer", "minimum": 1, "default": 1},
)
PER_PAGE = Parameter(
    "per_page",
    f"How many on a page: at most {MOST_A_PAGE}, or {MOST_MINIMAL} with minimal.",
    whole(1, MOST_MINIMAL),
    {"type": "integer", "minimum": 1, "maximum": MOST_MINIMAL, "default": USUAL_A_PAGE},
)
FULL = Parameter("full", "Show all that is nested.", yes_or_no, BOOLEAN)
FULL_SERVICE = Parameter("full_service", "Show all of the services inside.", yes_or_no, BOOLEAN)
MINIMAL = Parameter("minimal", "Show only the id and when it was modified.", yes_or_no, BOOLEAN)
MODIFIED_AFTER = Parameter(
    "modified_after",
    "Only what its source changed, or we came to know, at this time or later.",
    moment,
    {"type": "string", "format": "date-time"},
)
TERM = Parameter("taxonomy_term_id", "Only services filed under this term.", key, A_KEY)
TAXONOMY = Parameter("taxonomy_id", "Only what is filed under any term of this.", key, A_KEY)
ORGANIZATION = Parameter("organization_id", "Only services of this organization.", key, A_KEY)
MINIMUM_AGE = Parameter(
    "minimum_age", "Only services with a minimum age of this or more.", number(150),
    {"type": "number", "minimum": 0},
)  # fmt: skip
MAXIMUM_AGE = Parameter(
    "maximum_age", "Only services with a maximum age of this or less.", number(150),
    {"type": "number", "minimum": 0},
)  # fmt: skip
START_TIME = Parameter("start_time", "Only services that start at this time or later.", time,
                       A_TIME)  # fmt: skip
END_TIME = Parameter("end_time", "Only services that end at this time or before.", time, A_TIME)
DAY = Parameter("day", "Only services on this day: MO or Monday.", weekday)
POSTCODE = Parameter(
    "postcode", "Only what is within `proximity` of this postcode, or 8,000 metres.", some_words
)
PROXIMITY = Parameter(
    "proximity", "How many metres from the postcode.", number(MOST_METRES),
    {"type": "number", "minimum": 0, "maximum": MOST_METRES},
)  # fmt: skip

PAGING = (PAGE, PER_PAGE)
OF_SERVICES = (
    SEARCH, *PAGING, FULL, MINIMAL, MODIFIED_AFTER, TERM, TAXONOMY, ORGANIZATION, MINIMUM_AGE,
    MAXIMUM_AGE, START_TIME, END_TIME, DAY, POSTCODE, PROXIMITY,
)  # fmt: skip
OF_SITES = tuple(each for each in OF_SERVICES if each is not MINIMAL)
OF_ORGANIZATIONS = (SEARCH, *PAGING, FULL, FULL_SERVICE)
