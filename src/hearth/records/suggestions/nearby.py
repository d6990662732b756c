"""The activities that may suit: a few of each interest, free ones first, then the nearest."""

from collections.abc import Collection
from datetime import date
from math import cos, radians
from typing import Any

from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from hearth.core.directory.activity import Activity, Cost, Point, Status
from hearth.core.directory.circumstances import busy_days, needs_step_free
from hearth.core.directory.distance import MILES_A_DEGREE
from hearth.core.directory.matching import PURSE, REACH_MILES, Circumstances
from hearth.core.people import age_on
from hearth.core.plan import Entry
from hearth.records.access.door import Record
from hearth.records.directory import models as rows
from hearth.records.directory.places import where_is
from hearth.records.directory.queries import facts_of
from hearth.records.people.models import Address, CommunicationNeed
from hearth.records.suggestions.said import life_in

EACH = 8
"""So many of each interest are read; the best of them are shown."""


def circumstances(record: Record, entries: Collection[Entry], *, today: date) -> Circumstances:
    """Gather what is known of the person, from what this viewer may see."""
    person = record.person
    needs = CommunicationNeed.objects.filter(person=person, ended_at__isnull=True)
    said = [*life_in(entries), *needs.values_list("words", flat=True)]
    return Circumstances(
        home=home_of(record),
        age=age_on(person.born, today),
        language=person.interpreter_language or person.language,
        needs_step_free=needs_step_free(said),
        busy=busy_days(said),
        gender=person.gender,
    )


def home_of(record: Record) -> Point | None:
    """Return where the person lives, as near as a postcode file knows it."""
    postcode = (
        Address.objects.filter(person=record.person, type="home")
        .order_by("pk").values_list("postcode", flat=True).first()
    )  # fmt: skip
    return where_is(postcode) if postcode else None


def candidates(codes: Collection[str], about: Circumstances) -> list[Activity]:
    """Return activities that help with any of these interests. Two queries, however many."""
    if not codes:
        return []
    found = rows.ActivityInterest.objects.filter(
        code__in=codes, activity__is_listed=True, activity__status=Status.ACTIVE.value
    ).filter(*_fits(about))
    keys = (
        found.annotate(place=Window(RowNumber(), partition_by=["code"], order_by=_order(about)))
        .filter(place__lte=EACH)
        .values_list("activity_id", flat=True)
    )
    held = rows.Activity.objects.filter(pk__in=set(keys)).select_related("provider")
    return [facts_of(row) for row in held]


def _fits(about: Circumstances) -> list[Q]:
    found = [_within(about.home)] if about.home else []
    if about.age is not None:
        found += [
            Q(activity__minimum_age__isnull=True) | Q(activity__minimum_age__lte=about.age),
            Q(activity__maximum_age__isnull=True) | Q(activity__maximum_age__gte=about.age),
        ]
    if about.needs_step_free:
        unless = ~Q(activity__step_free=False) | Q(activity__step_free__isnull=True)
        found.append(unless | Q(activity__is_online=True))
    return found


def _within(home: Point) -> Q:
    """In a box around home; or online; or nobody has said where."""
    north = REACH_MILES / MILES_A_DEGREE
    east = north / max(0.1, cos(radians(home.latitude)))
    box = Q(
        activity__places__latitude__range=(home.latitude - north, home.latitude + north),
        activity__places__longitude__range=(home.longitude - east, home.longitude + east),
    )
    return box | Q(activity__is_online=True) | Q(activity__places__latitude__isnull=True)


def _order(about: Circumstances) -> list[Any]:
    purse = Case(
        *(When(activity__cost=cost.value, then=Value(rank)) for cost, rank in PURSE.items()),
        default=Value(PURSE[Cost.UNKNOWN]),
    )
    return [purse, *_nearest(about.home), F("activity__assured_on").desc(nulls_last=True), "pk"]


def _nearest(home: Point | None) -> list[Any]:
    if home is None:
        return []
    north = F("activity__places__latitude") - Value(home.latitude)
    east = (F("activity__places__longitude") - Value(home.longitude)) * Value(
        cos(radians(home.latitude))
    )
    return [(north * north + east * east).asc(nulls_last=True)]
