"""What somebody's own words tell of how they get about, and of days that do not suit."""

import re
from collections.abc import Iterable, Mapping

from hearth.core.directory.activity import WEEKDAYS
from hearth.core.directory.clauses import SENTENCE

TOO_MUCH = r"\b(?:can ?not|can't|no|not|hard|struggle|trouble)\b"
WHEELS_OR_STEPS = re.compile(
    r"\bwheel-?chair|\bstep[\s-]?free|\blevel access|\bscooter|\brollator|\bwalking frame|\bzimmer"
    rf"|{TOO_MUCH}[^.,;]{{0,30}}\b(?:steps|stairs)\b"
    r"|\b(?:steps|stairs)\b[^.,;]{0,20}\b(?:are hard|too much|beyond)",
    re.I,
)
NO_WHEELS = re.compile(
    r"\b(?:not|don't) (?:need|use|have|want)\b[^.,;]{0,20}\b(?:wheel-?chair|scooter|frame)", re.I
)
DAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b", re.I)
DOES_NOT_SUIT = re.compile(
    r"\bdialysis|\bnot\b|n't\b|\bcannot|\bnever\b|\bbusy|\bno good|\bi work\b|\bclinic", re.I
)


def needs_step_free(said: Iterable[str]) -> bool:
    """Say whether any of these words tell of wheels, a frame, or steps that are too much."""
    return any(
        WHEELS_OR_STEPS.search(words) and not NO_WHEELS.search(words)
        for text in said
        for words in SENTENCE.findall(text.replace("’", "'"))
    )


def busy_days(said: Iterable[str]) -> Mapping[int, str]:
    """Return the days (0 is Monday) that do not suit, with the sentence that says so."""
    found: dict[int, str] = {}
    for text in said:
        for words in SENTENCE.findall(text.replace("’", "'")):
            if DOES_NOT_SUIT.search(words):
                for day in DAY.findall(words):
                    found.setdefault(WEEKDAYS.index(day.capitalize()), words.strip())
    return found
