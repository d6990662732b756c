"""What a group says about itself, field by field: to show, to compare, and to check.

An entry is a plain mapping of text and of lists of text, so that what a group sends can be kept
as it is, and shown beside what the directory says now.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hearth.core.directory.activity import Activity, Status, Way
from hearth.core.directory.entry_times import Unclear, text_of, times_of
from hearth.core.directory.interests import Interests
from hearth.core.words import Refusal, Refused, joined

Value = str | list[str]
Entry = Mapping[str, Value]


class CannotSend(Refused):
    """What a group sent cannot be kept as it is."""


@dataclass(frozen=True)
class EntryField:
    """One thing that a group says. `longest`: letters at most."""

    name: str
    label: str
    longest: int = 200


FIELDS: tuple[EntryField, ...] = (
    EntryField("name", "What is it called?", 100),
    EntryField("description", "What is it?", 2000),
    EntryField("status", "Is it running?"),
    EntryField("when", "When is it?", 1500),
    EntryField("when_more", "More about when", 500),
    EntryField("place_name", "Where is it?"),
    EntryField("address", "Street"),
    EntryField("town", "Town", 100),
    EntryField("postcode", "Postcode", 10),
    EntryField("step_free", "Can people get in without steps?"),
    EntryField("cost", "What does it cost?", 500),
    EntryField("minimum_age", "Youngest age", 3),
    EntryField("maximum_age", "Oldest age", 3),
    EntryField("languages", "Languages"),
    EntryField("who_for", "Who is it for?", 500),
    EntryField("how_to_join", "How do people join?", 500),
    EntryField("telephone", "Telephone", 60),
    EntryField("email", "Email", 254),
    EntryField("url", "Website", 500),
    EntryField("helps_with", "What does it offer?"),
    EntryField("ways", "How do people take part?"),
    EntryField("capacity", "How many places are free?", 4),
)
BY_NAME: Mapping[str, EntryField] = {each.name: each for each in FIELDS}
LISTS = frozenset({"helps_with", "ways"})

STATUS_WORDS: Mapping[str, str] = {
    Status.ACTIVE.value: "Yes, it is running",
    Status.CLOSED_FOR_NOW.value: "It is closed for now",
    Status.DEFUNCT.value: "It has ended",
}
STEP_FREE_WORDS: Mapping[str, str] = {"yes": "Yes", "no": "No", "": "I am not sure"}
WAY_WORDS: Mapping[str, str] = {
    Way.GROUP.value: "In a group",
    Way.ONE_TO_ONE.value: "One to one",
    Way.ONLINE.value: "Online",
}

EMAIL = re.compile(r"[^@\s<>,;\"']+@[^@\s<>,;\"']+\.[^@\s<>,;\"'.]{2,}")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
OLDEST = 120


def entry_of(activity: Activity) -> dict[str, Value]:
    """Return what the directory says now, as the form of a group shows it."""
    place = activity.places[0] if activity.places else None
    said = {True: "yes", False: "no", None: ""}
    return {
        "name": activity.name,
        "description": activity.description,
        "status": activity.status.value,
        "when": text_of(activity.meets),
        "when_more": activity.when_words,
        "place_name": place.name if place else "",
        "address": place.address if place else "",
        "town": place.town if place else "",
        "postcode": place.postcode if place else "",
        "step_free": said[place.step_free if place else None],
        "cost": activity.cost_words,
        "minimum_age": _number(activity.minimum_age),
        "maximum_age": _number(activity.maximum_age),
        "languages": ", ".join(activity.languages),
        "who_for": activity.who_for,
        "how_to_join": activity.how_to_join,
        "telephone": activity.telephone,
        "email": activity.email,
        "url": activity.url,
        "helps_with": sorted(activity.helps_with),
        "ways": sorted(way.value for way in activity.ways),
        "capacity": _number(activity.capacity),
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def tidy(given: Mapping[str, object]) -> dict[str, Value]:
    """Return what was typed without signs that nobody sees; known fields only."""
    found: dict[str, Value] = {}
    for each in FIELDS:
        if each.name not in given:
            continue
        value = given[each.name]
        if each.name in LISTS:
            found[each.name] = sorted(
                {str(one) for one in value} if isinstance(value, list) else ()
            )
        else:
            text = UNSEEN.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
            found[each.name] = text.strip()
    return _with_scheme(found)


def _with_scheme(found: dict[str, Value]) -> dict[str, Value]:
    url = str(found.get("url", ""))
    if url and "://" not in url and not url.casefold().startswith(("javascript:", "data:")):
        found["url"] = f"https://{url}"
    return found


def changed(before: Entry, after: Entry) -> dict[str, Value]:
    """Return the fields that say something else now, with what they say. In the order of FIELDS."""
    return {
        each.name: after[each.name]
        for each in FIELDS
        if each.name in after and not _same(before.get(each.name, ""), after[each.name])
    }


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return sorted(one or []) == sorted(other or [])
    return " ".join(one.split()) == " ".join(other.split())


def problems(entry: Entry, interests: Interests) -> list[Refusal]:
    """List what stops an entry from being sent, each with its field."""
    found = [
        Refusal(f"Keep it under {each.longest} letters.", each.name)
        for each in FIELDS
        if each.name not in LISTS and len(str(entry.get(each.name, ""))) > each.longest
    ]
    found += [Refusal("Write a name.", "name")] if entry.get("name") == "" else []
    return [*found, *_bad_times(entry), *_bad_numbers(entry), *_bad_ways_to_reach(entry),
            *_bad_choices(entry, interests)]  # fmt: skip


def _bad_times(entry: Entry) -> list[Refusal]:
    try:
        times_of(str(entry.get("when", "")))
    except Unclear as unclear:
        return [Refusal(str(unclear), "when")]
    return []


def _bad_numbers(entry: Entry) -> list[Refusal]:
    names = ("minimum_age", "maximum_age", "capacity")
    given = {name: str(entry.get(name, "")) for name in names}
    found = [
        Refusal("Write a whole number, or leave it empty.", name)
        for name, text in given.items()
        if text and not (text.isascii() and text.isdecimal())
    ]
    if found:
        return found
    ages = [int(given[name]) for name in names[:2] if given[name]]
    if any(age > OLDEST for age in ages):
        return [Refusal(f"An age is at most {OLDEST} years.", "maximum_age")]
    if len(ages) == 2 and ages[0] > ages[1]:
        return [Refusal("The oldest age is below the youngest one.", "maximum_age")]
    return []


def _bad_ways_to_reach(entry: Entry) -> list[Refusal]:
    email, url = str(entry.get("email", "")), str(entry.get("url", ""))
    found = []
    if email and not is_email(email):
        found.append(Refusal("Write an email like name@example.org.", "email"))
    if url and not re.fullmatch(r"https?://[^\s/.]+\.[^\s]+", url):
        found.append(Refusal("Write a web address like www.example.org.", "url"))
    return found


def is_email(text: str) -> bool:
    """Say whether this can be an e-mail address."""
    return bool(EMAIL.fullmatch(text)) and len(text) <= BY_NAME["email"].longest


def _bad_choices(entry: Entry, interests: Interests) -> list[Refusal]:
    allowed = {
        "status": {*STATUS_WORDS, Status.INACTIVE.value, ""},
        "step_free": set(STEP_FREE_WORDS),
        "ways": set(WAY_WORDS),
        "helps_with": set(interests.by_code),
    }
    return [
        Refusal("Choose one of the answers.", name)
        for name, known in allowed.items()
        if name in entry and not _chosen(entry[name]) <= known
    ]


def _chosen(value: Value) -> set[str]:
    return set(value) if isinstance(value, list) else {value}


def words_of(name: str, value: Value, interests: Interests) -> str:
    """Write one field as people read it; empty: nothing is said."""
    if isinstance(value, list):
        known = WAY_WORDS if name == "ways" else {
            code: each.name for code, each in interests.by_code.items()
        }  # fmt: skip
        called = [known.get(each, each) for each in value]
        return joined(called) if called else ""
    if name == "status":
        return STATUS_WORDS.get(value, value)
    return STEP_FREE_WORDS.get(value, value) if name == "step_free" and value else value
