"""Believable activities: towns large and small, names that are alike, facts left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from hearth.core.directory.activity import Activity as Facts
from hearth.core.directory.activity import Cost, Meets, Place, Point, Way
from hearth.core.directory.interests import Interest
from hearth.records.community.models import Community
from hearth.records.directory.indexing import index
from hearth.records.directory.models import (
    Activity,
    ActivityInterest,
    ActivityPlace,
    ActivityTime,
)
from hearth.site.interests import interests

AT = datetime(2026, 11, 1, tzinfo=UTC)
A_BATCH = 500
TOWNS = 160
LEFT_OUT = 0.4
"""The share of activities that leave out a fact: the cost, if there are steps, when it is."""
KINDS = ("group", "club", "circle", "class", "drop in", "society", "project", "friends")
PLAIN = ("Community", "Friendly", "Open", "New", "Village", "Golden", "Happy", "Active", "Gentle")
SENTENCES = (
    "Everyone is welcome, and nobody has to book.", "We meet for tea and a chat afterwards.",
    "Come along and bring a friend.", "Run by volunteers who live near here.",
    "Ask us about a lift if you cannot get there.", "We have done this for many years.",
    "No experience is needed: we help each other.", "There is parking, and a bus stops outside.",
)  # fmt: skip
Town = tuple[str, Point]


def towns(rng: Random) -> list[Town]:
    """Return the towns, the largest first."""
    return [(_town(rng), Point(rng.uniform(52.5, 54.5), rng.uniform(-3.0, -0.5)))
            for _ in range(TOWNS)]  # fmt: skip


def _town(rng: Random) -> str:
    letters = (rng.choice("bcdfghklmnprstw") + rng.choice("aeiou") for _ in range(2))
    return f"{''.join(letters).title()}{rng.choice(('ton', 'wick', 'ley', 'ford', 'by'))}"


def made(how_many: int) -> Iterator[Facts]:
    """Make that many activities, the same ones each time."""
    rng = Random(7)
    known = towns(rng)
    sizes = [1 / (rank + 1) for rank in range(TOWNS)]
    for _ in range(how_many):
        town = rng.choices(known, sizes)[0]
        yield _activity(rng, town, rng.choice(interests().interests))


def _activity(rng: Random, town: Town, interest: Interest) -> Facts:
    said = rng.choice(interest.phrases)
    told = " ".join(rng.sample(SENTENCES, 4))
    return Facts(
        key=str(UUID(int=rng.getrandbits(128), version=4)),
        name=f"{rng.choice((town[0], *PLAIN))} {said.title()} {rng.choice(KINDS)}",
        description=f"{interest.name}: {said}, {rng.choice(interest.phrases)}. {told}",
        provider=f"{town[0]} trust", helps_with=frozenset({interest.code}),
        ways=frozenset(rng.sample(tuple(Way), 1)), meets=_meets(rng), places=(_place(rng, town),),
        cost=Cost.UNKNOWN if rng.random() < LEFT_OUT else rng.choice(tuple(Cost)),
        minimum_age=rng.choice((None, 18, 50, 65)),
        languages=(rng.choice(("Polish", "Urdu", "Punjabi")),) if rng.random() < 0.1 else (),
        assured_on=date(2026, 5, 1),
    )  # fmt: skip


def _meets(rng: Random) -> tuple[Meets, ...]:
    if rng.random() < LEFT_OUT:
        return ()
    opens = rng.choice((600, 840, 1140))
    return (Meets(rng.randrange(6), opens, opens + 90),)


def _place(rng: Random, town: Town) -> Place:
    name, middle = town
    return Place(
        name=f"{rng.choice(PLAIN)} Hall", address=f"{rng.randint(1, 99)} High Street", town=name,
        point=Point(rng.gauss(middle.latitude, 0.03), rng.gauss(middle.longitude, 0.05)),
        step_free=None if rng.random() < LEFT_OUT else rng.random() < 0.7,
    )  # fmt: skip


def fill(how_many: int) -> None:
    """Keep them, if they are not there yet."""
    if Activity.objects.count() == how_many:
        return
    Activity.objects.all().delete()
    community, _ = Community.objects.get_or_create(name="Benchmark")
    waiting = made(how_many)
    while batch := list(islice(waiting, A_BATCH)):
        _keep(batch, community)


def _keep(batch: list[Facts], community: Community) -> None:
    rows = [_row(each, community) for each in batch]
    Activity.objects.bulk_create(rows)
    both = list(zip(rows, batch, strict=True))
    ActivityPlace.objects.bulk_create(_row_of(row, place) for row, each in both
                                      for place in each.places)  # fmt: skip
    ActivityTime.objects.bulk_create(
        ActivityTime(activity=row, weekday=time.weekday, opens=time.opens, closes=time.closes)
        for row, each in both for time in each.meets
    )  # fmt: skip
    ActivityInterest.objects.bulk_create(
        ActivityInterest(activity=row, code=code) for row, each in both for code in each.helps_with
    )
    index(rows, {row.pk: each for row, each in both})


def _row(each: Facts, community: Community) -> Activity:
    return Activity(
        pk=UUID(each.key), community=community, source_id=each.key, name=each.name,
        description=each.description, status=each.status.value, cost=each.cost.value,
        document={"name": each.name, "description": each.description},
        minimum_age=each.minimum_age, is_group=Way.GROUP in each.ways,
        is_one_to_one=Way.ONE_TO_ONE in each.ways, is_online=Way.ONLINE in each.ways,
        step_free=each.step_free, languages=", ".join(each.languages), assured_on=each.assured_on,
        kept_at=AT,
    )  # fmt: skip


def _row_of(row: Activity, place: Place) -> Any:
    return ActivityPlace(
        activity=row, name=place.name, address=place.address, town=place.town,
        latitude=place.point and place.point.latitude,
        longitude=place.point and place.point.longitude, step_free=place.step_free,
    )  # fmt: skip
