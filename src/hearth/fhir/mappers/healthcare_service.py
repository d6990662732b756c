"""HealthcareService: each activity of the published directory."""

from collections.abc import Iterator
from typing import Any

from hearth.fhir.made import Common, Made, Mapper, Version
from hearth.fhir.mappers.elements import concept, without_empty
from hearth.fhir.mappers.published import (
    drawn_since,
    said,
    service_of,
    sites_of,
    ways,
    when_kept,
)


def _draws(row: Any) -> Iterator[Made]:
    service = service_of(row)
    provider = service.get("organization") or {}
    body = without_empty(
        {
            "active": row.status == "active",
            "providedBy": {"reference": f"Organization/{row.provider_id}"} if provider else {},
            "type": [concept(said(service, "name"))] if said(service, "name") else [],
            "name": said(service, "name"),
            "comment": said(service, "description"),
            "telecom": ways(service),
            "location": [{"reference": f"Location/{each['id']}"} for each in sites_of(service)],
            "extraDetails": said(service, "fees_description"),
        }
    )
    if row.status != "active":
        body["active"] = False
    yield Made(
        "HealthcareService", str(row.pk), (Version(body, when_kept(row)),), is_composite=True
    )


def _common(stamp: str) -> Common:
    return drawn_since("HealthcareService", stamp, _draws, {"active": False})


MAPPER = Mapper("HealthcareService", why="services near here", common=_common)
