"""What pages say of an activity, in the words that a tired person can use."""

import re
from collections.abc import Sequence
from datetime import date

from hearth.core.directory.activity import (
    COST_WORDS,
    WEEKDAYS,
    Activity,
    Freshness,
    Meets,
    Place,
    Status,
    Way,
    freshness,
)
from hearth.core.directory.distance import miles_words
from hearth.core.directory.searching import words_of

MOST_TIMES = 3
STEP_WORDS = {True: "no steps", False: "there are steps", None: "ask about steps"}
WAY_WORDS = {Way.GROUP: "in a group", Way.ONE_TO_ONE: "one to one", Way.ONLINE: "online"}
TIMES_ALONE = frozenset({"to", "and", "am", "pm", "noon", *words_of(" ".join(WEEKDAYS))})
OLD = frozenset({Freshness.STALE, Freshness.UNKNOWN})


def checked_words(assured_on: date | None, today: date) -> str:
    """Say when somebody last made sure that it is right, and what to do where that is long ago."""
    match freshness(assured_on, today=today):
        case Freshness.UNKNOWN:
            return "Nobody has checked this yet: call first."
        case Freshness.STALE:
            return "Not checked for over a year: call first."
    return f"Checked in {assured_on:%B %Y}."


def is_old(assured_on: date | None, today: date) -> bool:
    """Say whether one had better call first."""
    return freshness(assured_on, today=today) in OLD


def when_words(meets: Sequence[Meets]) -> str:
    """Write the first times of the week in one line."""
    said = [each.words for each in meets[:MOST_TIMES]]
    more = len(meets) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def more_of_when(said: str, meets: Sequence[Meets]) -> str:
    """Return what a group says of its times, where that is more than the days and the hours."""
    words = {each for each in words_of(said) if not each[0].isdigit()}
    return said if not meets or words - TIMES_ALONE else ""


def where_words(place: Place | None, away: float | None, ways: frozenset[Way]) -> str:
    """Write where it is, and how far."""
    far = miles_words(away) if away is not None else ""
    said = ", ".join(filter(None, (place.name, place.town or place.postcode))) if place else ""
    if not said and Way.ONLINE in ways:
        said = "Online"
    return ", ".join(filter(None, (said, far)))


def fact_words(activity: Activity) -> str:
    """Write what it costs, whether there are steps, and whether it runs now."""
    facts = [activity.cost_words or COST_WORDS[activity.cost], *_steps(activity)]
    facts += [WAY_WORDS[way] for way in sorted(activity.ways) if way is not Way.GROUP]
    said = ". ".join(part[:1].upper() + part[1:] for part in ["; ".join(facts)])
    closed = "Closed for now. " if activity.status is Status.CLOSED_FOR_NOW else ""
    return f"{closed}{said}."


def _steps(activity: Activity) -> list[str]:
    return [STEP_WORDS[activity.step_free]] if activity.places else []


def age_words(activity: Activity) -> str:
    """Write the ages that may come; nothing where nobody said."""
    least, most = activity.minimum_age, activity.maximum_age
    if least is None and most is None:
        return ""
    if most is None:
        return f"Aged {least} or over"
    return f"Aged {least} to {most}" if least else f"Aged {most} or under"


def telephone_link(telephone: str) -> str:
    """Return the number as a link has it; nothing where it is too short to be one."""
    digits = re.sub(r"[^\d+]", "", telephone.partition("ext")[0])
    return f"tel:{digits}" if len(digits) >= 3 else ""


def web_link(address: str) -> str:
    """Return an address of the web that a page may link to; nothing where it is another kind."""
    return address if re.match(r"https?://[^\s]+$", address, re.I) else ""
