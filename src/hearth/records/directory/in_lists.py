"""Activities as lists show them: from the columns, not from the whole document."""

from collections.abc import Iterable
from uuid import UUID

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.activity import Cost, Meets, Place, Point, Status, Way
from hearth.records.directory.models import Activity, ActivityPlace


def facts_in_lists(keys: Iterable[int]) -> dict[int, tuple[UUID, Facts]]:
    """Return, by the id of its listing, each activity with what lists show of it: 3 queries."""
    rows = (
        Activity.objects.filter(listing__in=list(keys), is_listed=True)
        .select_related("provider", "listing")
        .defer("document", "provider__document")
        .prefetch_related("places", "times")
    )
    return {row.listing.pk: (row.pk, _facts(row)) for row in rows}


def _facts(row: Activity) -> Facts:
    return Facts(
        key=str(row.pk), name=row.name, description=row.description,
        provider=row.provider.name if row.provider else "", status=Status(row.status), url=row.url,
        email=row.email, telephone=row.telephone, ways=frozenset(_ways(row)),
        meets=tuple(sorted((Meets(time.weekday, time.opens, time.closes)
                            for time in row.times.all()), key=_in_week)),
        places=tuple(_place(place) for place in row.places.all()),
        cost=Cost(row.cost), minimum_age=row.minimum_age, maximum_age=row.maximum_age,
        languages=tuple(filter(None, row.languages.split(", "))), assured_on=row.assured_on,
    )  # fmt: skip


def _ways(row: Activity) -> list[Way]:
    said = {Way.GROUP: row.is_group, Way.ONE_TO_ONE: row.is_one_to_one, Way.ONLINE: row.is_online}
    return [way for way, is_so in said.items() if is_so]


def _in_week(meets: Meets) -> tuple[int, int]:
    return meets.weekday, -1 if meets.opens is None else meets.opens


def _place(row: ActivityPlace) -> Place:
    point = None
    if row.latitude is not None and row.longitude is not None:
        point = Point(row.latitude, row.longitude)
    return Place(row.name, row.address, row.town, row.postcode, point, row.step_free)
