"""Write what a group says into the document of its activity. What it did not change stays."""

import copy
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from hearth.core.directory.activity import Meets, Way
from hearth.core.directory.entries import Entry
from hearth.core.directory.entry_times import times_of
from hearth.core.directory.facts import DAYS, OUR_TAXONOMY

Document = dict[str, Any]
EMPTY: Entry = {}
TIMES = frozenset({"when", "when_more"})
PLACE = {"address": "address_1", "town": "city", "postcode": "postal_code"}
TEXTS = {
    "name": "name",
    "description": "description",
    "status": "status",
    "who_for": "eligibility_description",
    "how_to_join": "application_process",
    "email": "email",
    "url": "url",
}


def written(
    document: Mapping[str, Any],
    said: Entry,
    *,
    now: Entry = EMPTY,
    at: datetime,
    counted: datetime | None = None,
) -> Document:
    """Return a new document that says what `said` does (some fields), changed at this moment.

    `now`: what the document says so far. With other times, what is said of them is written again.
    `counted`: when they counted their free places, where that was not now.
    """
    if "when" in said:
        said = {"when_more": now.get("when_more", ""), **said}
    found = copy.deepcopy(dict(document))
    for name, value in said.items():
        if name in TEXTS:
            found[TEXTS[name]] = value
    for names, write in WRITERS:
        if names & said.keys():
            write(found, said)
    if "capacity" in said:
        for row in found["service_capacities"]:
            row["updated"] = (counted or at).isoformat()
    found["last_modified"] = at.isoformat()
    return found


def assured(document: Mapping[str, Any], *, on: date, at: datetime) -> Document:
    """Return the document with the day on which somebody made sure that it is right."""
    return {**document, "assured_date": on.isoformat(), "last_modified": at.isoformat()}


def new_document(
    key: str, provider: str, provider_key: str, said: Entry, *, at: datetime
) -> Document:
    """Begin the document of a group that adds itself."""
    organization = {"id": provider_key, "name": provider, "description": provider}
    return written({"id": key, "organization": organization}, said, at=at)


def _times(found: Document, said: Entry) -> None:
    """Write the times, or only what is said of them: then the times stay as they are.

    All new times stand in one list: a site has no times of its own any more.
    """
    if "when" in said:
        rows = [_schedule(each) for each in times_of(str(said["when"]))]
        for site in found.get("service_at_locations") or []:
            site.pop("schedules", None)
    else:
        for holder in _with_times(found):
            for row in holder["schedules"]:
                row.pop("description", None)
        rows = [row for row in found.get("schedules") or [] if row]
    if more := said["when_more"]:
        rows.append({"description": more})
    found["schedules"] = rows


def _with_times(found: Document) -> list[Document]:
    holders = [found, *(found.get("service_at_locations") or [])]
    return [each for each in holders if each.get("schedules")]


def _schedule(each: Meets) -> Document:
    row: Document = {"freq": "WEEKLY", "byday": DAYS[each.weekday]}
    if each.opens is not None:
        row["opens_at"] = _clock(each.opens)
    if each.closes is not None:
        row["closes_at"] = _clock(each.closes)
    return row


def _clock(minutes: int) -> str:
    hours, rest = divmod(min(minutes, 24 * 60 - 1), 60)
    return f"{hours:02d}:{rest:02d}"


def _place(found: Document, said: Entry) -> None:
    """Write the first place. With another address, its point on the map is not known any more."""
    location = _first_location(found)
    if "place_name" in said:
        location["name"] = said["place_name"]
    new = {PLACE[name]: said[name] for name in PLACE if name in said}
    if new:
        address = (location.get("addresses") or [{}])[0]
        if "address_1" in new:
            address.pop("address_2", None)
        location["addresses"] = [address | new, *(location.get("addresses") or [])[1:]]
        location.pop("latitude", None)
        location.pop("longitude", None)
    if "step_free" in said:
        words = {"yes": "Step-free access.", "no": "Not step-free."}
        told = words.get(str(said["step_free"]))
        location["accessibility"] = [{"description": told}] if told else []


def _first_location(found: Document) -> Document:
    sites = found.get("service_at_locations") or []
    if not sites:
        sites = [{"id": f"{found['id']}-place"}]
        found["service_at_locations"] = sites
    location: Document = sites[0].setdefault(
        "location", {"id": f"{found['id']}-location", "location_type": "physical"}
    )
    return location


def _cost(found: Document, said: Entry) -> None:
    found["fees_description"] = said["cost"]
    found.pop("fees", None)
    found.pop("cost_options", None)


def _ages(found: Document, said: Entry) -> None:
    for name in ("minimum_age", "maximum_age"):
        if name in said:
            found.pop(name, None)
            found |= {name: int(str(said[name]))} if said[name] else {}


def _languages(found: Document, said: Entry) -> None:
    names = [name.strip() for name in str(said["languages"]).split(",")]
    found["languages"] = [{"name": name} for name in dict.fromkeys(names) if name]


def _telephone(found: Document, said: Entry) -> None:
    """Write the number that comes first; without one, those of its contacts go as well."""
    number = said["telephone"]
    found["phones"] = [{"number": number}] if number else []
    if not number:
        for contact in found.get("contacts") or []:
            contact.pop("phones", None)


def _terms(found: Document, said: Entry) -> None:
    """Write interests and ways as terms of our own taxonomy; those of others stay."""
    ways = {way.value for way in Way}
    terms = [row for row in found.get("attributes") or [] if isinstance(row, dict)]
    for name in ("helps_with", "ways"):
        if name in said:
            terms = [row for row in terms if not _is_ours(row, ways, name)]
            terms += [_term(code) for code in said[name]]
    found["attributes"] = terms


def _is_ours(row: Document, ways: set[str], name: str) -> bool:
    term = row.get("taxonomy_term") or {}
    called = term.get("name") or term.get("term")
    return term.get("taxonomy") == OUR_TAXONOMY and (called in ways) == (name == "ways")


def _term(code: str) -> Document:
    return {"taxonomy_term": {"taxonomy": OUR_TAXONOMY, "name": code}}


def _capacity(found: Document, said: Entry) -> None:
    rows = [{"available": int(str(said["capacity"]))}] if said["capacity"] else []
    found["service_capacities"] = rows


WRITERS: tuple[tuple[frozenset[str], Callable[[Document, Entry], None]], ...] = (
    (TIMES, _times),
    (frozenset({"place_name", "step_free", *PLACE}), _place),
    (frozenset({"cost"}), _cost),
    (frozenset({"minimum_age", "maximum_age"}), _ages),
    (frozenset({"languages"}), _languages),
    (frozenset({"telephone"}), _telephone),
    (frozenset({"helps_with", "ways"}), _terms),
    (frozenset({"capacity"}), _capacity),
)
