"""Location: each place at which an activity of the published directory is."""

from collections.abc import Iterator
from typing import Any

from hearth.fhir.made import Body, Common, Made, Mapper, Version
from hearth.fhir.mappers.elements import without_empty
from hearth.fhir.mappers.published import (
    address_of,
    drawn_since,
    said,
    service_of,
    sites_of,
    when_kept,
)


def _draws(row: Any) -> Iterator[Made]:
    service = service_of(row)
    for site in sites_of(service):
        place = site.get("location") or {}
        body = without_empty(
            {
                "status": "active",
                "name": said(place, "name") or said(service, "name"),
                "description": said(place, "description"),
                "mode": "instance",
                "address": address_of(place),
                "position": _position(place),
            }
        )
        yield Made("Location", str(site["id"]), (Version(body, when_kept(row)),), is_composite=True)


def _position(place: Body) -> Body:
    north, east = place.get("latitude"), place.get("longitude")
    if not isinstance(north, int | float) or not isinstance(east, int | float):
        return {}
    return {"longitude": east, "latitude": north}


def _common(stamp: str) -> Common:
    return drawn_since("Location", stamp, _draws, {"status": "inactive"})


MAPPER = Mapper("Location", why="places near here", common=_common)
