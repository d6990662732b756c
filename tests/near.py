"""Activities near people, for tests: documents as feeds have them, and rows kept from them."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from hearth.records.directory.changes.keeping import keep
from hearth.records.directory.found_by import Postcode
from hearth.records.directory.models import Activity
from hearth.records.people.models import Address

KEPT_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
"""When the activities of tests were kept."""


def a_document(name: str = "Mill Lane Singers", **more: Any) -> dict[str, Any]:
    """Return a service as HSDS 3 has it: a choir, on Tuesdays, free, step-free."""
    document = {
        "id": str(uuid4()),
        "name": name,
        "description": "A choir for everyone. No need to read music.",
        "status": "active",
        "email": "singers@example.org",
        "fees_description": "Free.",
        "assured_date": "2026-10-01",
        "last_modified": "2026-10-01T10:00:00Z",
        "schedules": [{"byday": "TU", "freq": "WEEKLY", "opens_at": "10:00", "closes_at": "11:30"}],
        "organization": {
            "id": str(uuid4()),
            "name": "Mill Lane Trust",
            "description": "A charity.",
        },
        "service_at_locations": [a_site()],
    }
    return document | more


def a_site(
    *, latitude: float = 53.7, longitude: float = -2.0, access: str = "Step-free."
) -> dict[str, Any]:
    """Return a place as a document has it."""
    location = {
        "id": str(uuid4()),
        "location_type": "physical",
        "name": "Mill Lane Hall",
        "latitude": latitude,
        "longitude": longitude,
        "addresses": [{"address_1": "1 Mill Lane", "city": "Calderwick", "postal_code": "XW1 1AA"}],
        "accessibility": [{"description": access}],
    }
    return {"id": str(uuid4()), "location": location}


def an_activity(world: Any, name: str = "Mill Lane Singers", **more: Any) -> Activity:
    """Keep one activity in the community of a test's world."""
    return keep([a_document(name, **more)], community=world.practice.community, at=KEPT_AT)[0]


def lives_near(world: Any) -> None:
    """The person of a test's world lives where the activities are, and a file knows where."""
    Address.objects.create(person=world.person, line_1="1 Mill Lane", postcode="XW1 1AA")
    Postcode.objects.create(code="XW11AA", latitude=53.7, longitude=-2.0)
