"""What is on in Calderwick: a town's directory that a council keeps, and small things beside it.

The words lie in calderwick.toml. Here they become documents as a feed would bring them.
"""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from hearth.core.directory.activity import WEEKDAYS
from hearth.core.directory.facts import DAYS, OUR_TAXONOMY
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import COMMUNITY
from hearth.jobs.directory import postcodes
from hearth.records.directory.changes.keeping import keep
from hearth.records.feeds import changes as feeds

POSTCODES = Path(__file__).parents[2] / "packs" / "directory" / "postcodes-demo.csv"
"""Made up: no real postcode begins with XW."""

FEED = "Calderwick directory"
NAMES = UUID("0f5c1f62-2f0e-5a0c-8f1e-6b1f6a1e9a55")
"""The namespace of the ids of this town's activities."""

Facts = dict[str, Any]


def fill_directory(days: Calendar) -> None:
    """Keep the town's directory as its feed brought it, and the entries that are our own."""
    told = _told()
    postcodes.load(POSTCODES, by=None, at=days.ago(400, "09:00"), progress=lambda *_: None)
    documents = [(document_of(each, told, days), each) for each in told["activity"]]
    added, read = days.ago(400, "09:00"), days.ago(1, "05:00")
    feed = feeds.add(community=COMMUNITY, name=FEED, by=None, at=added)
    theirs = [document for document, each in documents if not each.get("own")]
    keep(theirs, community=feed.community, feed=feed, at=read)
    counts = {"read": len(theirs), "kept": len(theirs), "unchanged": 0, "refused": 0, "gone": 0}
    reading = feeds.Reading(
        started_at=read, is_kept=True, profile="Open Referral UK 3.0", counts=counts
    )
    feeds.note_run(feed=feed, reading=reading, by=None, at=read)
    own = [document for document, each in documents if each.get("own")]
    keep(own, community=feed.community, at=days.ago(8))


def activity_key(key: str) -> UUID:
    """Return the id of an activity of the town, for the other stories: "mill-lane-singers"."""
    return uuid5(NAMES, key)


@cache
def _told() -> Facts:
    return tomllib.loads(Path(__file__).with_name("calderwick.toml").read_text(encoding="utf-8"))


def document_of(told: Facts, all_told: Facts, days: Calendar) -> Facts:
    """Return the service document (HSDS 3) of one activity of the file."""
    key, checked = told["key"], days.today - timedelta(days=told["checked"])
    document = {
        "id": str(activity_key(key)),
        "name": told["name"],
        "description": told["about"],
        "status": told.get("status", "active"),
        "fees_description": told["fees"],
        "application_process": told.get("join", ""),
        "eligibility_description": told.get("who", ""),
        "alert": told.get("alert", ""),
        "assured_date": checked.isoformat(),
        "last_modified": f"{checked.isoformat()}T09:30:00Z",
        "schedules": [_schedule(key, words) for words in told.get("when", ())],
        "service_at_locations": _sites(told, all_told),
        "cost_options": _costs(told),
        "languages": [_named(key, "language", name) for name in told.get("languages", ())],
        "attributes": [_term(key, code) for code in (*told["helps"], *told["ways"])],
    }
    document |= _ages(told) | _reach(told["by"], all_told) | _capacity(told, checked)
    return {name: value for name, value in document.items() if value not in ("", [])}


def _named(key: str, kind: str, name: str) -> Facts:
    return {"id": str(uuid5(NAMES, f"{key} {kind} {name}")), "name": name}


def _schedule(key: str, words: str) -> Facts:
    day, opens, closes = re.split(r"[ -]", words)
    return {
        "id": str(uuid5(NAMES, f"{key} {words}")), "freq": "WEEKLY", "interval": 1, "byday": day,
        "opens_at": opens, "closes_at": closes,
        "description": f"{WEEKDAYS[DAYS.index(day)]}, {opens} to {closes}",
    }  # fmt: skip


def _sites(told: Facts, all_told: Facts) -> list[Facts]:
    places = [(key, _place(key, all_told["place"][key])) for key in told.get("at", ())]
    if told.get("online"):
        places.append(("online", {"id": str(uuid5(NAMES, "online")), "location_type": "virtual",
                                  "name": "Online"}))  # fmt: skip
    return [
        {"id": str(uuid5(NAMES, f"{told['key']} at {key}")), "location": place}
        for key, place in places
    ]


def _place(key: str, told: list[Any]) -> Facts:
    name, address, postcode, north, east, access = told
    own = uuid5(NAMES, f"place {key}")
    return {
        "id": str(own), "location_type": "physical", "name": name,
        "latitude": north, "longitude": east,
        "addresses": [{
            "id": str(uuid5(own, "address")), "address_1": address, "city": "Calderwick",
            "state_province": "Moor and Valley", "postal_code": postcode, "country": "GB",
            "address_type": "physical",
        }],
        "accessibility": [{"id": str(uuid5(own, "access")), "description": access}],
    }  # fmt: skip


def _costs(told: Facts) -> list[Facts]:
    if "price" not in told:
        return []
    own = uuid5(NAMES, f"{told['key']} price")
    return [{"id": str(own), "amount": told["price"], "currency": "GBP", "option": told["fees"]}]


def _term(key: str, code: str) -> Facts:
    own = uuid5(NAMES, f"term {code}")
    term = {"id": str(own), "name": code, "taxonomy": OUR_TAXONOMY}
    return {"id": str(uuid5(own, key)), "taxonomy_term": term}


def _ages(told: Facts) -> Facts:
    least, most = told.get("ages", (0, 0))
    ages = {"minimum_age": least, "maximum_age": most}
    return {name: years for name, years in ages.items() if years}


def _reach(provider: str, all_told: Facts) -> Facts:
    name, about, email, telephone = all_told["provider"][provider]
    own = uuid5(NAMES, f"provider {provider}")
    phones = [{"id": str(uuid5(own, "phone")), "number": telephone}] if telephone else []
    organization = {"id": str(own), "name": name, "description": about, "email": email}
    return {"email": email, "phones": phones, "organization": organization}


def _capacity(told: Facts, checked: date) -> Facts:
    if "free_places" not in told:
        return {}
    unit = {"id": str(uuid5(NAMES, "unit")), "name": "places"}
    own = uuid5(NAMES, f"{told['key']} capacity")
    row = {"id": str(own), "available": told["free_places"], "unit": unit}
    return {"service_capacities": [row | {"updated": f"{checked.isoformat()}T09:30:00Z"}]}
