"""Whether two entries of the directory look the same: by their names, and by what they share.

Where both say the place, the times or the ages, and these do not meet, they differ, whatever else
they share: a series is not the same thing twice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from hearth.core.directory.activity import Activity, Point
from hearth.core.directory.alike import (
    NAMES_IN_WORDS,
    Likeness,
    Names,
    likeness,
    names,
    telling_words,
)
from hearth.core.directory.distance import miles

NEAR_MILES = 0.1
SAME_TIME_MINUTES = 30
MOST_AGAINST = 1
"""So many things may speak against it where the names are only nearly the same."""
SPLIT_NUMBERS = re.compile(r"[/,;]| or ")


@dataclass(frozen=True, eq=False)
class Entry:
    """What an activity is compared by."""

    activity: Activity

    @cached_property
    def words(self) -> tuple[str, ...]:
        return telling_words(self.activity.name)

    @cached_property
    def provider(self) -> frozenset[str]:
        return frozenset(telling_words(self.activity.provider))

    @cached_property
    def beside(self) -> frozenset[str]:
        towns = " ".join(f"{place.name} {place.town}" for place in self.activity.places)
        return self.provider | frozenset(telling_words(towns))

    @cached_property
    def telephone(self) -> str:
        return telephone(self.activity.telephone)

    @cached_property
    def email(self) -> str:
        return self.activity.email.strip().casefold()

    @cached_property
    def page(self) -> str:
        return page(self.activity.url)

    @cached_property
    def postcodes(self) -> frozenset[str]:
        codes = (place.postcode.replace(" ", "").upper() for place in self.activity.places)
        return frozenset(filter(None, codes))

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(place.point for place in self.activity.places if place.point)


def telephone(text: str) -> str:
    """Return the first number as 01706555001, from any way to write it; else nothing."""
    first = SPLIT_NUMBERS.split(text.replace("(0)", ""), maxsplit=1)[0]
    digits = re.sub(r"\D", "", first)
    for abroad in ("0044", "44"):
        if digits.startswith(abroad) and len(digits) > 10:
            digits = "0" + digits.removeprefix(abroad).lstrip("0")
    return digits if len(digits) >= 9 else ""


def page(url: str) -> str:
    """Return host and path of a page, without www; the first page of a site says too little."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        return ""
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return f"{parts.netloc.casefold().removeprefix('www.')}{path}" if path else ""


@dataclass(frozen=True)
class Match:
    """Two entries that look the same, and by what."""

    one: Entry
    other: Entry
    names: Names
    shared: tuple[str, ...]

    @property
    def weight(self) -> int:
        return self.names * 10 + len(self.shared)

    @property
    def reasons(self) -> tuple[str, ...]:
        return (NAMES_IN_WORDS[self.names], *self.shared)


def compare(one: Entry, other: Entry, alike: Likeness = likeness) -> Match | None:
    """Say whether two entries look the same, and by what."""
    if differ(one, other):
        return None
    found = names(one.words, other.words, beside=one.beside | other.beside, alike=alike)
    if found is Names.DIFFERENT:
        return None
    shared = tuple(words for words, is_so in SHARED.items() if is_so(one, other))
    against = sum(is_so(one, other) for is_so in AGAINST)
    return Match(one, other, found, shared) if _is_enough(found, shared, against) else None


def _is_enough(found: Names, shared: tuple[str, ...], against: int) -> bool:
    """The names, and what else is shared, against what speaks against it."""
    by_place_alone = set(shared) <= {SAME_POSTCODE, SAME_PLACE, SAME_TIME}
    if found is Names.SAME:
        contact = bool(set(shared) - {SAME_TIME})
        return contact and not (by_place_alone and against > MOST_AGAINST)
    return len(shared) > 1 and not by_place_alone and against <= MOST_AGAINST


def differ(one: Entry, other: Entry) -> bool:
    """Say whether both say the place, the times or the ages, and these do not meet."""
    return (
        (_both_placed(one, other) and not _same_place(one, other))
        or (bool(one.activity.meets and other.activity.meets) and not _same_time(one, other))
        or _ages_apart(one.activity, other.activity)
    )


def _both_placed(one: Entry, other: Entry) -> bool:
    return bool((one.postcodes and other.postcodes) or (one.points and other.points))


def _same_place(one: Entry, other: Entry) -> bool:
    return _same_postcode(one, other) or _near(one, other)


def _same_postcode(one: Entry, other: Entry) -> bool:
    return bool(one.postcodes & other.postcodes)


def _near(one: Entry, other: Entry) -> bool:
    return any(miles(here, there) <= NEAR_MILES for here in one.points for there in other.points)


def _same_time(one: Entry, other: Entry) -> bool:
    return any(
        here.weekday == there.weekday
        and (
            here.opens is None
            or there.opens is None
            or abs(here.opens - there.opens) <= SAME_TIME_MINUTES
        )
        for here in one.activity.meets
        for there in other.activity.meets
    )


def _ages_apart(one: Activity, other: Activity) -> bool:
    def ends_before(first: Activity, second: Activity) -> bool:
        least, most = second.minimum_age, first.maximum_age
        return least is not None and most is not None and most < least

    return ends_before(one, other) or ends_before(other, one)


def _same(name: str) -> Callable[[Entry, Entry], bool]:
    return lambda one, other: (
        bool(getattr(one, name)) and getattr(one, name) == getattr(other, name)
    )


def _both_say_another(name: str) -> Callable[[Entry, Entry], bool]:
    return lambda one, other: (
        bool(getattr(one, name) and getattr(other, name))
        and getattr(one, name) != getattr(other, name)
    )


def _same_provider(one: Entry, other: Entry) -> bool:
    """Say whether one of the two names of providers is within the other."""
    both = bool(one.provider and other.provider)
    return both and (one.provider <= other.provider or other.provider <= one.provider)


def _other_provider(one: Entry, other: Entry) -> bool:
    return bool(one.provider and other.provider) and not _same_provider(one, other)


SAME_POSTCODE, SAME_PLACE, SAME_TIME = "same postcode", "same place on the map", "same time"

SHARED: Mapping[str, Callable[[Entry, Entry], bool]] = {
    "same telephone": _same("telephone"),
    "same e-mail": _same("email"),
    "same page on the web": _same("page"),
    SAME_POSTCODE: _same_postcode,
    SAME_PLACE: lambda one, other: not _same_postcode(one, other) and _near(one, other),
    "same provider": _same_provider,
    SAME_TIME: _same_time,
}
"""What two entries may share, in words, and how that is known."""
AGAINST = (_both_say_another("telephone"), _both_say_another("email"), _other_provider)
"""What speaks against it, without being sure."""
