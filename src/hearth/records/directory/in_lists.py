"""Activities as lists show them: from the columns, not from the whole document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.activity import Cost, Meets, Place, Point, Status, Way
from hearth.records.directory.models import Activity, ActivityPlace, ActivityTime

COLUMNS = (
    "listing", "pk", "name", "provider__name", "status", "cost", "minimum_age", "maximum_age",
    "is_group", "is_one_to_one", "is_online", "languages", "assured_on",
)  # fmt: skip
PLACE = ("activity", "name", "address", "town", "postcode", "latitude", "longitude", "step_free")


def facts_in_lists(keys: Iterable[int]) -> dict[int, tuple[UUID, Facts]]:
    """Return, by the id of its listing, each activity with what lists show of it: 3 queries.

    Values, not rows: these are made for every page of every search.
    """
    found = Activity.objects.filter(listing__in=list(keys), is_listed=True).values(*COLUMNS)
    rows = {row["pk"]: row for row in found}
    places, times = _places(rows), _times(rows)
    return {row["listing"]: (pk, _facts(row, places[pk], times[pk])) for pk, row in rows.items()}


def _places(rows: Iterable[UUID]) -> Mapping[UUID, list[Place]]:
    found = defaultdict(list)
    held = ActivityPlace.objects.filter(activity__in=list(rows)).order_by("pk")
    for each in held.values(*PLACE):
        north, east = each.pop("latitude"), each.pop("longitude")
        point = None if north is None or east is None else Point(north, east)
        found[each.pop("activity")].append(Place(point=point, **each))
    return found


def _times(rows: Iterable[UUID]) -> Mapping[UUID, list[Meets]]:
    found = defaultdict(list)
    held = ActivityTime.objects.filter(activity__in=list(rows)).order_by("weekday", "opens", "pk")
    for activity, day, opens, closes in held.values_list("activity", "weekday", "opens", "closes"):
        found[activity].append(Meets(day, opens, closes))
    return found


def _facts(row: Mapping[str, Any], places: list[Place], meets: list[Meets]) -> Facts:
    said = {Way.GROUP: row["is_group"], Way.ONE_TO_ONE: row["is_one_to_one"],
            Way.ONLINE: row["is_online"]}  # fmt: skip
    return Facts(
        key=str(row["pk"]), name=row["name"], provider=row["provider__name"] or "",
        status=Status(row["status"]), ways=frozenset(way for way, is_so in said.items() if is_so),
        meets=tuple(meets), places=tuple(places), cost=Cost(row["cost"]),
        minimum_age=row["minimum_age"], maximum_age=row["maximum_age"],
        languages=tuple(filter(None, row["languages"].split(", "))), assured_on=row["assured_on"],
    )  # fmt: skip
