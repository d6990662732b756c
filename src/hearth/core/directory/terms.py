"""The terms under which an activity is found, and those that a search asks for.

An index of words is quick at one thing: which entries have all of these, and any of those. So what
is no word is written as one too: `zstep1z9` for an activity without steps. Both engines keep the
same terms, and answer the same question.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, floor, radians

from hearth.core.directory.activity import Activity, Cost, Point, Way
from hearth.core.directory.distance import MILES_A_DEGREE
from hearth.core.directory.interests import Interests
from hearth.core.directory.searching import (
    LEFT_OUT,
    SILENT,
    PartOfDay,
    Search,
    parts_of,
    words_of,
)

CELL_DEGREES = (0.01, 0.05, 0.25, 1.25)
"""The sizes of the cells of the map, in degrees of latitude; they are 1.6 times as wide."""
WIDER = 1.6
MOST_CELLS = 40
SHORTEST_BEGINNING = 4
"""From so many letters on, a word also finds the words that begin with it."""
MOST_WORDS = 12


def _term(kind: str, value: object = "") -> str:
    # The digit at its end keeps any stemmer from it; the z at its front, the words of people.
    return f"z{kind}{''.join(words_of(str(value)))}z9"


HAS_PLACE, NO_PLACE, IS_ONLINE = _term("placed", 1), _term("placed", 0), _term("online", 1)


def terms_of(found: Activity, interests: Interests) -> frozenset[str]:
    """Return all terms of an activity that are no words."""
    return frozenset(
        [
            *_of_interests(found, interests),
            *_of_times(found),
            *_of_access(found),
            *_of_places(found),
        ]
    )


def _of_interests(found: Activity, interests: Interests) -> Iterator[str]:
    for code in found.helps_with:
        yield _term("interest", code)
        if known := interests.by_code.get(code):
            yield _term("need", known.need)


def _of_times(found: Activity) -> Iterator[str]:
    if not found.meets:
        yield _term("day", "unknown")
    for meets in found.meets:
        yield _term("day", meets.weekday)
        parts = parts_of(meets)
        for part in parts or ("unknown",):
            yield _term("time", f"{meets.weekday}{part}")
            yield _term("part", part)


def _of_access(found: Activity) -> Iterator[str]:
    yield _term("cost", found.cost)
    yield _term("step", {True: "1", False: "0", None: "unknown"}[found.step_free])
    yield from (_term("way", way) for way in found.ways or ("unknown",))
    yield from (_term("language", each) for each in found.languages or ("unknown",))
    if Way.ONLINE in found.ways:
        yield IS_ONLINE


def _of_places(found: Activity) -> Iterator[str]:
    points = [place.point for place in found.places if place.point]
    yield HAS_PLACE if points else NO_PLACE
    for point in points:
        for level in range(len(CELL_DEGREES)):
            yield _cell_term(level, *_cell(level, point))


def _cell(level: int, point: Point) -> tuple[int, int]:
    size = CELL_DEGREES[level]
    return floor((point.latitude + 90) / size), floor((point.longitude + 180) / (size * WIDER))


def _cell_term(level: int, north: int, east: int) -> str:
    return f"zcell{level}n{north}e{east}z9"


def cells_around(point: Point, miles: float) -> frozenset[str] | None:
    """Return the cells that a circle touches, of the finest fit size; None: it is too large."""
    up = miles / MILES_A_DEGREE
    wide = up / max(0.05, cos(radians(min(89.0, abs(point.latitude) + up))))
    for level in range(len(CELL_DEGREES)):
        south, west = _cell(level, Point(point.latitude - up, point.longitude - wide))
        north, east = _cell(level, Point(point.latitude + up, point.longitude + wide))
        if (north - south + 1) * (east - west + 1) <= MOST_CELLS:
            return frozenset(
                _cell_term(level, row, column)
                for row in range(south, north + 1)
                for column in range(west, east + 1)
            )
    return None


@dataclass(frozen=True)
class Group:
    """Something that an entry must have: any of these terms, or all of these words.

    `unknown`: the terms of those that did not say; they do too where one is unsure. `any_word`: one
    of the words is enough.
    """

    terms: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    unknown: frozenset[str] = frozenset()
    any_word: bool = False


def word_groups(text: str, interests: Interests) -> tuple[Group, ...]:
    """Return a group for each interest that words speak of, and one for each other word."""
    groups, rest = [], words_of(text)
    for heard in interests.heard_in(text):
        said = words_of(heard.words)
        rest = _without(rest, said)
        telling = tuple(each for each in said if each not in SILENT)
        groups.append(Group(frozenset({_term("interest", heard.interest.code)}), telling))
    groups += [Group(words=(each,)) for each in dict.fromkeys(rest) if each not in SILENT]
    return tuple(groups or _silent_ones(rest))[:MOST_WORDS]


def _without(words: list[str], said: list[str]) -> list[str]:
    """Return the words without the first place where these stand beside each other."""
    for start in range(len(words) - len(said) + 1):
        if words[start : start + len(said)] == said:
            return words[:start] + words[start + len(said) :]
    return words


def _silent_ones(words: list[str]) -> list[Group]:
    """Words that say little by themselves are what is sought where there are no others."""
    return [Group(words=(each,)) for each in dict.fromkeys(words) if each not in LEFT_OUT]


def filters_of(wanted: Search) -> tuple[Group, ...]:
    """Return what an entry must have, apart from the words, the place and the age."""
    return tuple(_filters(wanted))


def _filters(wanted: Search) -> Iterator[Group]:
    if wanted.interests or wanted.needs:
        kinds = [("interest", wanted.interests), ("need", wanted.needs)]
        yield Group(frozenset(_term(kind, code) for kind, codes in kinds for code in codes))
    if wanted.weekdays or wanted.parts:
        yield _times(wanted)
    if wanted.costs:
        yield _one_of("cost", wanted.costs, Cost.UNKNOWN)
    if wanted.step_free:
        yield _one_of("step", ["1"])
    if wanted.ways:
        yield _one_of("way", wanted.ways)
    if wanted.language:
        yield _one_of("language", [wanted.language])


def _one_of(kind: str, values: Iterable[object], unknown: str = "unknown") -> Group:
    terms = frozenset(_term(kind, value) for value in values)
    return Group(terms, unknown=frozenset({_term(kind, unknown)}))


def _times(wanted: Search) -> Group:
    nothing = _term("day", "unknown")
    if not wanted.parts:
        terms = frozenset(_term("day", day) for day in wanted.weekdays)
        return Group(terms, unknown=frozenset({nothing}))
    parts: Sequence[PartOfDay | str] = [*wanted.parts, "unknown"]
    if not wanted.weekdays:
        *asked, unknown = (_term("part", part) for part in parts)
        return Group(frozenset(asked), unknown=frozenset({nothing, unknown}))
    said = frozenset(
        _term("time", f"{day}{part}") for day in wanted.weekdays for part in wanted.parts
    )
    unknowns = frozenset(_term("time", f"{day}unknown") for day in wanted.weekdays)
    return Group(said, unknown=unknowns | {nothing})
