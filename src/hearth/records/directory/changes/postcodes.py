"""Keep where postcodes are, and the places that people name: all of one file, or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from hearth.core.directory.activity import Point
from hearth.core.directory.postcodes import Located
from hearth.core.directory.searching import folded
from hearth.records.audit import changes as audit
from hearth.records.directory.found_by import KnownPlace, Postcode

A_BATCH = 5000
WIDEST = 0.6
"""Degrees. What is called the same over more than that are several places, so it is none."""


@dataclass
class Middle:
    """The middle of all points that go by one name."""

    count: int = 0
    north: float = 0
    east: float = 0
    norths: list[float] = field(default_factory=lambda: [90.0, -90.0])

    def add(self, point: Point) -> None:
        """Count one more point."""
        self.count += 1
        self.north += point.latitude
        self.east += point.longitude
        self.norths = [min(self.norths[0], point.latitude), max(self.norths[1], point.latitude)]

    @property
    def is_one_place(self) -> bool:
        """Say whether the points are near enough to each other."""
        return self.norths[1] - self.norths[0] <= WIDEST


@transaction.atomic
def replace_postcodes(located: Iterable[Located], *, by: object, at: datetime) -> int:
    """Keep these postcodes in place of all that there were. Returns how many there are.

    What the rows raise ends it, and everything is as it was.
    """
    Postcode.objects.all().delete()
    places: dict[str, Middle] = {}
    rows = _watched(located, places)
    while batch := list(islice(rows, A_BATCH)):
        Postcode.objects.bulk_create([_row(each) for each in batch], ignore_conflicts=True)
    _keep_places(places)
    count = Postcode.objects.count()
    audit.note(did="loaded postcodes", by=by, at=at, what=f"{count:,} postcodes")
    return count


def _row(each: Located) -> Postcode:
    return Postcode(
        code=each.code, latitude=each.point.latitude, longitude=each.point.longitude,
        ward=each.ward,
    )  # fmt: skip


def _watched(located: Iterable[Located], places: dict[str, Middle]) -> Iterator[Located]:
    """Give each on, and count it for the places whose name it bears."""
    for each in located:
        for name in {each.code[:-3], each.ward, each.town} - {""}:
            places.setdefault(folded(name), Middle()).add(each.point)
        yield each


def _keep_places(places: dict[str, Middle]) -> None:
    KnownPlace.objects.filter(kind=KnownPlace.OF_A_FILE).delete()
    KnownPlace.objects.bulk_create(
        (
            KnownPlace(
                name=name[:100], kind=KnownPlace.OF_A_FILE, latitude=middle.north / middle.count,
                longitude=middle.east / middle.count,
            )
            for name, middle in sorted(places.items()) if middle.is_one_place
        ),
        batch_size=A_BATCH, ignore_conflicts=True,
    )  # fmt: skip
