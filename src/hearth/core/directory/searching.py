"""What somebody looks for: words, what it helps with, when, where, and what it must allow."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hearth.core.directory.activity import Activity, Cost, Meets, Point, Way

WORD = re.compile(r"[a-z0-9]+")

# What PostgreSQL leaves out of its index, and we do too, so that both engines say the same.
LEFT_OUT = frozenset(
    WORD.findall("""
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
    her hers herself it its itself they them their theirs themselves what which who whom this that
    these those am is are was were be been being have has had having do does did doing a an the and
    but if or because as until while of at by for with about against between into through during
    before after above below to from up down in out on off over under again further then once here
    there when where why how all any both each few more most other some such no nor not only own
    same so than too very s t can will just don should now
    """)
)
# These say nothing beside other words; alone they are what is sought.
SILENT = LEFT_OUT | frozenset(
    WORD.findall("""
    m d ll ve re im id would could like want wants wanted need needs needed look looking find please
    something someone somewhere somebody anything anyone anywhere nearby near help helps thing
    things feel feeling get getting go going try love enjoy miss lot bit really much also
    group groups club clubs class classes activity activities
    """)
)


class PartOfDay(StrEnum):
    """A part of a day in which somebody has time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS = {
    PartOfDay.MORNING: (0, 12 * 60),
    PartOfDay.AFTERNOON: (12 * 60, 17 * 60),
    PartOfDay.EVENING: (17 * 60, 24 * 60),
}
"""From and until, in minutes after midnight."""


def parts_of(meets: Meets) -> frozenset[PartOfDay]:
    """Return the parts of the day that a time overlaps; none where nobody said at what time."""
    if meets.opens is None:
        return frozenset()
    opens = meets.opens
    closes = max(meets.closes or 0, opens + 1)
    return frozenset(part for part, (start, end) in HOURS.items() if opens < end and closes > start)


def folded(text: str) -> str:
    """Return the text in small letters without accents: “Café” and “cafe” are one."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(each for each in parts if not unicodedata.combining(each)).replace("'", "")


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    return WORD.findall(folded(text))


@dataclass(frozen=True)
class Search:
    """What somebody looks for. What is left empty does not matter to them.

    `interests`, `needs`: codes, any of which will do. `weekdays`: 0 is Monday. `within`: miles from
    `near`. `unsure`: also what did not say. `age` in years.
    """

    words: str = ""
    interests: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    parts: frozenset[PartOfDay] = frozenset()
    near: Point | None = None
    within: float | None = None
    costs: frozenset[Cost] = frozenset()
    age: int | None = None
    language: str = ""
    step_free: bool = False
    ways: frozenset[Way] = frozenset()
    unsure: bool = False


def unsaid(wanted: Search, found: Activity) -> tuple[str, ...]:
    """Name what was asked of an activity that says nothing about it."""
    return tuple(_unsaid(wanted, found))


def _unsaid(wanted: Search, found: Activity) -> Iterator[str]:
    if wanted.weekdays and not found.meets:
        yield "the day"
    if wanted.parts and not any(meets.opens is not None for meets in found.meets):
        yield "the time"
    if wanted.costs and found.cost is Cost.UNKNOWN:
        yield "the cost"
    if wanted.step_free and found.step_free is None:
        yield "whether there are steps"
    if wanted.ways and not found.ways:
        yield "if it is a group"
    if wanted.language and not found.languages:
        yield "the language"
    if wanted.near and not _is_placed(found):
        yield "the place"


def _is_placed(found: Activity) -> bool:
    return Way.ONLINE in found.ways or any(place.point for place in found.places)
