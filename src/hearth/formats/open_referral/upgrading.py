"""Bring a service of any profile into the shape of HSDS 3: other names, other places for things.

Only names and places change: a value stays what it was, for `cleaning` to look at. A field whose
new name is taken keeps its own. So nothing is lost, and what nobody knows stays as it is.
"""

import re
from collections.abc import Mapping
from typing import Any

Row = dict[str, Any]
SAID = "source_said"
"""Where a source's own words stand that were cleaned away before: left as they are."""

# Other names of fields, wherever they stand; camel case has been undone before.
EVERYWHERE = {
    "organisation": "organization", "organisation_id": "organization_id",
    "regular_schedules": "schedules", "regular_schedule": "schedules",
    "holiday_schedule": "holiday_schedules", "eligibilities": "eligibilitys",
    "eligibility": "eligibilitys", "physical_address": "physical_addresses",
    "postal_address": "postal_addresses", "service_taxonomies": "service_taxonomys",
    "service_taxonomy": "service_taxonomys", "link_taxonomies": "link_taxonomys",
    "link_taxonomy": "link_taxonomys", "cost_option": "cost_options",
    "service_area": "service_areas",
    "fundings": "funding", "contact": "contacts", "language": "languages", "phone": "phones",
    "service_at_location": "service_at_locations", "accessibilities": "accessibility",
    "accessibility_for_disabilities": "accessibility", "telephone": "phones",
    "required_document": "required_documents", "min_age": "minimum_age", "max_age": "maximum_age",
}  # fmt: skip
# Where these hold a list (or one thing), they are what the name above says; as text they are not.
ONLY_LISTS = frozenset({
    "eligibility", "language", "service_area", "contact", "phone", "telephone", "cost_option",
    "physical_address", "postal_address", "regular_schedule", "holiday_schedule", "link_taxonomy",
    "service_taxonomy", "service_at_location", "required_document", "funding", "taxonomy",
})  # fmt: skip
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
KNOWN = frozenset(EVERYWHERE) | frozenset(EVERYWHERE.values()) | frozenset({
    "accreditations", "additional_websites", "address_1", "address_2", "address_type", "alert",
    "alternate_name", "amount", "amount_description", "application_process", "assured_date",
    "assurer_email", "attending_access", "attending_type", "attributes", "byday", "bymonthday",
    "city", "closes_at", "country", "deliverable_type", "dtstart", "eligibility_description",
    "external_identifier", "fees", "fees_description", "freq", "last_modified", "location",
    "location_type", "logo", "maximum_age", "minimum_age", "opens_at", "option", "parent_id",
    "postal_code", "reviews", "service_capacities", "state_province", "taxonomy_term",
    "valid_from", "valid_to", "wait_time", "link_type", "physical_addresses", "location_id",
    "service_id", "taxonomy_id", "extent_type", "schedule_link", "start_date", "end_date",
})  # fmt: skip


def upgraded(raw: Mapping[str, Any]) -> Row:
    """Return a service in the shape of HSDS 3. What is given is left as it is."""
    row: Row = _renamed(raw)
    _provider(row)
    _ages_and_who(row)
    _sites(row)
    _terms(row)
    _people(row)
    _costs(row)
    for schedule in _rows(row, "schedules"):
        _schedule(schedule)
    for name, inside in (("languages", "language"), ("service_areas", "service_area")):
        for each in _rows(row, name):
            _also(each, "name", each.get(inside))
    return row


def _renamed(given: Any, depth: int = 0) -> Any:
    """Give every field its name of HSDS 3, all the way down."""
    if isinstance(given, list):
        return [_renamed(each, depth + 1) for each in given]
    if not isinstance(given, Mapping) or depth > 40:
        return given
    row: Row = {}
    for name, value in given.items():
        new = _name(str(name), value)
        taken = new in row or (new != name and new in given)
        kept = value if name == SAID else _renamed(value, depth + 1)
        row[str(name) if taken else new] = kept
    return row


def _name(name: str, value: object) -> str:
    plain = (
        CAMEL.sub("_", name).lower().removesuffix("_collection") if name != name.lower() else name
    )
    if plain not in KNOWN:
        return name
    is_list = isinstance(value, list | Mapping)
    if plain in ONLY_LISTS and not is_list:
        return plain
    return EVERYWHERE.get(plain, plain)


def _rows(row: Row, name: str) -> list[Row]:
    """Return the mappings of a list; one mapping alone becomes a list."""
    if isinstance(row.get(name), dict):
        row[name] = [row[name]]
    value = row.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _also(row: Row, name: str, value: object) -> None:
    """Say it under this name too, where nothing is said there."""
    if row.get(name) in (None, "") and value not in (None, "", [], {}):
        row[name] = value


def _moved(row: Row, old: str, new: str) -> None:
    if old in row and row.get(new) in (None, ""):
        row[new] = row.pop(old)


def _provider(row: Row) -> None:
    provider = row.get("organization")
    if isinstance(provider, list) and len(provider) == 1:
        provider = row["organization"] = provider[0]
    if isinstance(provider, str) and provider.strip():
        provider = row["organization"] = {"name": provider}
    if isinstance(provider, dict):
        _moved(provider, "url", "website")
        _also(provider, "id", row.get("organization_id"))


def _ages_and_who(row: Row) -> None:
    """Draw ages and who it is for from the eligibilities of profile 1, which stay too."""
    said = []
    for each in _rows(row, "eligibilitys"):
        _also(row, "minimum_age", each.get("minimum_age"))
        _also(row, "maximum_age", each.get("maximum_age"))
        said += [
            each[name] for name in ("eligibility", "gender") if isinstance(each.get(name), str)
        ]
    _also(row, "eligibility_description", ". ".join(filter(None, dict.fromkeys(said))))


def _sites(row: Row) -> None:
    for name in ("locations", "location"):
        if name in row and not row.get("service_at_locations"):
            places = _rows(row, name)
            if places and len(places) == len(row[name]):
                row["service_at_locations"] = [{"location": each} for each in places]
                del row[name]
    for site in _rows(row, "service_at_locations"):
        for schedule in _rows(site, "schedules"):
            _schedule(schedule)
        if isinstance(site.get("location"), dict):
            _location(site["location"])


def _location(place: Row) -> None:
    own = ("address_1", "address_2", "city", "region", "state_province", "postal_code", "country")
    if not place.get("addresses") and any(place.get(name) for name in own):
        place["addresses"] = [{name: place.pop(name) for name in own if name in place}]
    for old, kind in (("physical_addresses", "physical"), ("postal_addresses", "postal")):
        found = _rows(place, old)
        if found and isinstance(place.get("addresses", []), list):
            for each in found:
                _also(each, "address_type", kind)
            place["addresses"] = [*place.get("addresses", []), *place.pop(old)]
    for each in _rows(place, "accessibility"):
        _also(each, "description", each.get("accessibility") or each.get("name"))
    shape = place.get("geometry")
    at = shape.get("coordinates") if isinstance(shape, dict) else None
    if isinstance(at, list) and len(at) == 2:
        _also(place, "longitude", at[0])
        _also(place, "latitude", at[1])


def _terms(row: Row) -> None:
    """Make attributes of the taxonomies of profile 1 (and of a plain list of terms)."""
    found = row.get("attributes")
    attributes: list[Any] = found if isinstance(found, list) else []
    for name in ("service_taxonomys", "taxonomies"):
        given = row.get(name)
        if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            continue
        attributes = [*attributes, *map(_attribute, row.pop(name))]
    if attributes:
        row["attributes"] = attributes


def _attribute(given: Row) -> Row:
    term = given.pop("taxonomy", None)
    if isinstance(term, dict):
        _moved(term, "vocabulary", "taxonomy")
        return {**given, "taxonomy_term": term}
    if isinstance(given.get("taxonomy_term"), dict):
        return given if term is None else {**given, "taxonomy": term}
    rest = given if term is None else {**given, "taxonomy": term}
    _moved(rest, "vocabulary", "taxonomy")
    return {"taxonomy_term": rest} if rest.get("name") else rest


def _people(row: Row) -> None:
    """Write a telephone number that stands as text as HSDS has it: a list of phones."""
    for holder in (row, *_rows(row, "contacts")):
        for name in ("phone", "telephone"):
            if isinstance(holder.get(name), str) and not holder.get("phones"):
                number = holder.pop(name)
                holder["phones"] = [{"number": number}] if number.strip() else []
        if isinstance(holder.get("phones"), str):
            holder["phones"] = [{"number": holder["phones"]}]


def _costs(row: Row) -> None:
    said = (row.get("fees"), row.get("fees_description"), row.get("cost_options"))
    if row.get("free") is True and not any(said):
        row["fees_description"] = "Free."


def _schedule(row: Row) -> None:
    if row.get("weekday") not in (None, "") and row.get("byday") in (None, ""):
        row["byday"] = row["weekday"]
        _also(row, "freq", "WEEKLY")
