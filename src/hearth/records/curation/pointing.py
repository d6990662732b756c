"""Where the first place of a document is on the map, when a group told us its address."""

from collections.abc import Mapping
from typing import Any

from hearth.core.directory.entries import Entry
from hearth.records.directory.places import where_is

ADDRESS = frozenset({"postcode", "address", "town"})


def pointed(document: dict[str, Any], said: Entry, now: Entry) -> dict[str, Any]:
    """Return the document with the point of its new postcode, or else of its town, if known."""
    if not ADDRESS & said.keys():
        return document
    whole: Mapping[str, Any] = {**now, **said}
    point = where_is(str(whole.get("postcode", ""))) or where_is(str(whole.get("town", "")))
    if point:
        location = document["service_at_locations"][0]["location"]
        location |= {"latitude": point.latitude, "longitude": point.longitude}
    return document
