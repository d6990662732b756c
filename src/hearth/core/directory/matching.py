"""Match what somebody wants with what is near, and say why in words built of facts.

What a group does not tell is said to be unknown, never guessed. What cannot suit is left out: it is
closed, for another age, too far, or has steps where steps cannot be managed.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hearth.core.directory.activity import (
    COST_WORDS,
    WEEKDAYS,
    Activity,
    Cost,
    Freshness,
    Point,
    Status,
    Way,
    freshness,
)
from hearth.core.directory.distance import miles, miles_words
from hearth.core.directory.wanting import Want
from hearth.core.words import joined

REACH_MILES = 10.0
FREE_OR_LOW = frozenset({Cost.FREE, Cost.LOW})
PURSE: Mapping[Cost, int] = {Cost.FREE: 0, Cost.LOW: 0, Cost.UNKNOWN: 1, Cost.PAID: 2}
"""What is free or low in cost comes first, whatever else speaks for the others."""
NEARNESS = ((1.0, 3), (3.0, 2), (5.0, 1))
"""Up to so many miles: so many points."""
FRESH_POINTS: Mapping[Freshness, int] = {Freshness.FRESH: 2, Freshness.AGEING: 1}
OURS = "English"
MEN = re.compile(r"\b(?:men|men['’]s|lads|dads)\b", re.I)
WOMEN = re.compile(r"\b(?:women|women['’]s|ladies|mums)\b", re.I)


@dataclass(frozen=True)
class Circumstances:
    """What is known of the one for whom we look. `age` in years.

    `busy`: the days of the week that do not suit (0 is Monday), with the words that said so.
    `gender`: as they say it themselves; empty where nobody asked.
    """

    home: Point | None = None
    age: int | None = None
    language: str = OURS
    needs_step_free: bool = False
    busy: Mapping[int, str] = field(default_factory=dict)
    gender: str = ""


@dataclass(frozen=True)
class Suggestion:
    """One activity for somebody: what they said that it answers, what is so, what is unknown.

    `wants`: the one that it is shown under first. `miles`: to its nearest place, in a straight
    line; None where that is not known. `facts`, `unsure`: in words. `points`: how well it fits.
    """

    activity: Activity
    wants: tuple[Want, ...]
    miles: float | None
    facts: tuple[str, ...]
    unsure: tuple[str, ...]
    freshness: Freshness
    points: int

    @property
    def is_free_or_low(self) -> bool:
        """Say whether it is known to be free, or low in cost."""
        return self.activity.cost in FREE_OR_LOW

    def why(self, who: str = "you") -> str:
        """Say why in one line: because you said “I miss singing”; 0.8 miles; free; step-free."""
        return "; ".join((f"because {who} said “{self.wants[0].words}”", *self.facts))


def match(
    wants: Sequence[Want],
    activities: Iterable[Activity],
    about: Circumstances,
    *,
    today: date,
    left_out: Collection[str] = (),
) -> list[Suggestion]:
    """Return what suits, free or low cost first, then what fits best, then what is nearest.

    `left_out`: the keys of activities that they have said no to.
    """
    found = [
        _suggestion(each, wants, about, today)
        for each in activities
        if each.key not in left_out and suits(each, about) and answered(each, wants)
    ]
    return sorted(found, key=_order)


def answered(activity: Activity, wants: Iterable[Want]) -> list[Want]:
    """Return the wants that an activity helps with."""
    return [want for want in wants if want.interest.code in activity.helps_with]


def suits(activity: Activity, about: Circumstances) -> bool:
    """Say whether nothing that is known stands against it."""
    at_home = Way.ONLINE in activity.ways
    away = _miles(activity, about)
    return (
        activity.status is Status.ACTIVE
        and (about.age is None or activity.suits_age(about.age))
        and (at_home or away is None or away <= REACH_MILES)
        and (at_home or not (about.needs_step_free and activity.step_free is False))
        and not _is_for_others(activity, about)
    )


def _is_for_others(activity: Activity, about: Circumstances) -> bool:
    """Say whether the group says that it is for men, or for women, and they have said otherwise."""
    said = f"{activity.who_for} {activity.name}"
    for_men, for_women = bool(MEN.search(said)), bool(WOMEN.search(said))
    gender = about.gender.casefold()
    return for_men is not for_women and gender == ("female" if for_men else "male")


def _order(each: Suggestion) -> tuple[int, int, float, str, str]:
    away = REACH_MILES if each.miles is None else each.miles
    return PURSE[each.activity.cost], -each.points, away, each.activity.name, each.activity.key


def _suggestion(
    activity: Activity, wants: Sequence[Want], about: Circumstances, today: date
) -> Suggestion:
    away, fresh = _miles(activity, about), freshness(activity.assured_on, today=today)
    heard = answered(activity, wants)
    return Suggestion(
        activity=activity,
        wants=tuple(heard),
        miles=away,
        facts=tuple(_facts(activity, about, away)),
        unsure=tuple(_unsure(activity, about, away, fresh)),
        freshness=fresh,
        points=_points(activity, heard, about, away) + FRESH_POINTS.get(fresh, 0),
    )


def _miles(activity: Activity, about: Circumstances) -> float | None:
    """The miles to its nearest place; places that would do where steps cannot be managed first."""
    if about.home is None:
        return None
    places = [place for place in activity.places if place.point]
    if about.needs_step_free:
        places = [place for place in places if place.step_free is not False] or places
    return min((miles(about.home, each.point) for each in places if each.point), default=None)


def _points(
    activity: Activity, heard: Sequence[Want], about: Circumstances, away: float | None
) -> int:
    """Add up what speaks for it. Each line can be said aloud to whom it is shown."""
    codes = {want.interest.code for want in heard}
    points = 1 + 2 * min(len(codes), 3)
    points += next((more for most, more in NEARNESS if away is not None and away <= most), 0)
    points += 2 if about.needs_step_free and activity.step_free else 0
    points += {True: 3, False: -3, None: 0}[_in_their_language(activity, about)]
    points -= 3 if _is_full(activity) else 0
    return points - (3 if _only_on_busy_days(activity, about) else 0)


def _in_their_language(activity: Activity, about: Circumstances) -> bool | None:
    """None: it is in English, and so are they; or nobody has said."""
    spoken = {each.casefold() for each in activity.languages}
    if not spoken or about.language.casefold() == OURS.casefold():
        return False if spoken and OURS.casefold() not in spoken else None
    return about.language.casefold() in spoken


def _is_full(activity: Activity) -> bool:
    return activity.capacity == 0


def _only_on_busy_days(activity: Activity, about: Circumstances) -> bool:
    return bool(activity.meets) and all(each.weekday in about.busy for each in activity.meets)


def _facts(activity: Activity, about: Circumstances, away: float | None) -> Iterable[str]:
    """Give what is known, in the order in which people ask."""
    if away is not None:
        yield miles_words(away)
    if Way.ONLINE in activity.ways:
        yield "online"
    yield COST_WORDS[activity.cost]
    if activity.step_free:
        yield "step-free"
    if _in_their_language(activity, about):
        yield f"in {about.language}"
    if activity.capacity:
        yield "1 place free" if activity.capacity == 1 else f"{activity.capacity} places free"


def _unsure(
    activity: Activity, about: Circumstances, away: float | None, fresh: Freshness
) -> Iterable[str]:
    """Give what to know, or to ask, before going."""
    is_online = Way.ONLINE in activity.ways
    if about.needs_step_free and activity.step_free is None and not is_online:
        yield "We do not know if it is step-free. Call first."
    if about.home and away is None and not is_online:
        yield "We do not know how far it is."
    if _in_their_language(activity, about) is False:
        yield f"It is in {joined(activity.languages)}."
    if _is_full(activity):
        yield "It was full when they last said. Ask if they keep a list."
    if _only_on_busy_days(activity, about):
        days = sorted({each.weekday for each in activity.meets})
        yield f"It is on {joined(WEEKDAYS[day] for day in days)}. That day may not suit."
    if fresh in (Freshness.STALE, Freshness.UNKNOWN):
        yield "Nobody has checked this for a long time. Call first."
