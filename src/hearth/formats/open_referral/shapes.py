"""The things of Open Referral UK 3.0: their fields in order, and what must always be there.

What a field is called, and what it may hold, is as in the published schemas of the UK profile 3.0
(openreferral/uk-profile, CC BY-SA 4.0). Other fields may stand beside these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hearth.core.directory.facts import Document
from hearth.formats.open_referral.rules import Rule, email, moment, number, one_of, text, uri


@dataclass(frozen=True)
class Key:
    """The id of something of this kind."""

    kind: str


@dataclass(frozen=True)
class One:
    """One thing inside."""

    shape: "Shape"


@dataclass(frozen=True)
class Many:
    """A list of things inside."""

    shape: "Shape"


Fill = Callable[[Document], object]
"""Says what to publish for a field that its source does not have; None: leave it out."""


@dataclass(frozen=True)
class Shape:
    """A kind of thing, its fields, and how those are filled that its source does not have."""

    kind: str
    fields: Mapping[str, Rule | Key | One | Many]
    fills: Mapping[str, Fill] = field(default_factory=dict)


def _always(value: str) -> Fill:
    return lambda _: value


def _from(*names: str) -> Fill:
    """Fill from the first of these fields that has text."""
    return lambda given: next((given[name] for name in names if _has_text(given, name)), "")


def _if_said(name: str) -> Fill:
    return lambda given: given[name] if _has_text(given, name) else None


def _has_text(given: Document, name: str) -> bool:
    return isinstance(given.get(name), str) and bool(given[name])


def _kind_of_place(given: Document) -> str:
    is_somewhere = bool(given.get("addresses")) or given.get("latitude") is not None
    return "physical" if is_somewhere else "virtual"


PLACES = one_of("physical", "postal", "virtual")

TAXONOMY = Shape(
    "taxonomy",
    {"name": text, "description": text, "uri": uri, "version": text},
    {"name": _always(""), "description": _from("name")},
)
TERM = Shape(
    "taxonomy_term",
    {
        "name": text, "description": text, "parent_id": Key("taxonomy_term"), "taxonomy": text,
        "taxonomy_id": Key("taxonomy"), "term_uri": uri, "term": text,
    },
    {"name": _from("term"), "description": _from("name", "term")},
)  # fmt: skip
ATTRIBUTE = Shape(
    "attribute",
    {
        "link_id": Key("link"), "taxonomy_term_id": Key("taxonomy_term"), "link_type": text,
        "taxonomy_term": One(TERM),
    },
)  # fmt: skip
ATTRIBUTES = Many(ATTRIBUTE)
ADDRESS = Shape(
    "address",
    {
        "location_id": Key("location"), "attention": text, "address_1": text, "city": text,
        "region": text, "state_province": text, "postal_code": text, "country": text,
        "address_type": PLACES, "attributes": ATTRIBUTES,
    },
    {
        "address_1": _always(""), "city": _always(""), "state_province": _from("region"),
        "postal_code": _always(""), "country": _always("GB"), "address_type": _always("physical"),
    },
)  # fmt: skip
ACCESSIBILITY = Shape(
    "accessibility",
    {
        "location_id": Key("location"), "description": text, "details": text, "url": uri,
        "accessibility": text, "attributes": ATTRIBUTES,
    },
)  # fmt: skip
LOCATION = Shape(
    "location",
    {
        "location_type": PLACES, "name": text, "description": text, "latitude": number,
        "longitude": number, "external_identifier": text, "external_identifier_type": text,
        "addresses": Many(ADDRESS), "accessibility": Many(ACCESSIBILITY), "attributes": ATTRIBUTES,
    },
    {"location_type": _kind_of_place},
)  # fmt: skip
SCHEDULE = Shape(
    "schedule",
    {
        "service_id": Key("service"), "service_at_location_id": Key("service_at_location"),
        "valid_from": text, "valid_to": text, "dtstart": text, "freq": one_of("WEEKLY", "MONTHLY"),
        "interval": number, "byday": text, "bymonthday": text, "description": text,
        "opens_at": text, "closes_at": text, "schedule_link": uri, "attending_type": text,
        "notes": text,
    },
)  # fmt: skip
SITE = Shape(
    "service_at_location",
    {
        "service_id": Key("service"), "location_id": Key("location"), "location": One(LOCATION),
        "schedules": Many(SCHEDULE),
    },
)  # fmt: skip
IDENTIFIER = Shape(
    "organization_identifier",
    {
        "organization_id": Key("organization"), "identifier_scheme": text, "identifier_type": text,
        "identifier": text, "attributes": ATTRIBUTES,
    },
    {"identifier_type": _from("identifier_scheme"), "identifier": _always("")},
)  # fmt: skip
ORGANIZATION = Shape(
    "organization",
    {
        "name": text, "description": text, "email": email, "website": uri, "logo": text,
        "uri": uri, "parent_organization_id": Key("organization"),
        "organization_identifiers": Many(IDENTIFIER), "attributes": ATTRIBUTES,
    },
    {"name": _always(""), "description": _from("name")},
)  # fmt: skip
CONTACT = Shape(
    "contact",
    {"service_id": Key("service"), "name": text, "title": text, "attributes": ATTRIBUTES},
)
COST = Shape(
    "cost_option",
    {
        "service_id": Key("service"), "valid_from": text, "valid_to": text, "option": text,
        "amount": number, "amount_description": text,
    },
)  # fmt: skip
AREA = Shape(
    "service_area",
    {
        "service_id": Key("service"), "name": text, "extent": text, "extent_type": text,
        "uri": text, "service_area": text,
    },
)  # fmt: skip
LANGUAGE = Shape("language", {"service_id": Key("service"), "phone_id": Key("phone")})
FUNDING = Shape("funding", {"service_id": Key("service"), "source": text})
SERVICE = Shape(
    "service",
    {
        "organization_id": Key("organization"), "name": text, "description": text, "url": uri,
        "email": email, "status": one_of("active", "inactive", "defunct", "temporarily closed"),
        "fees": text, "accreditations": text, "minimum_age": number, "maximum_age": number,
        "assured_date": text, "assurer_email": email, "alert": text, "last_modified": moment,
        "schedules": Many(SCHEDULE), "service_areas": Many(AREA),
        "service_at_locations": Many(SITE), "languages": Many(LANGUAGE),
        "organization": One(ORGANIZATION), "funding": Many(FUNDING), "cost_options": Many(COST),
        "contacts": Many(CONTACT), "attributes": ATTRIBUTES,
    },
    {"name": _always(""), "status": _always("active"), "fees": _if_said("fees_description")},
)  # fmt: skip
