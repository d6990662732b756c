"""What people could not find near them: in their own words, with its kind, its place and why not.

It is counted only with a yes to that. What commissioners then did goes back to those who asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hearth.core.words import Refusal, Refused

LONGEST = 2000
ELSEWHERE = "Somewhere else"
"""The place that is always among those to choose from."""
ALL_PLACES = ""
"""The place of an answer that is for everyone."""


class CannotWriteDown(Refused):
    """Something is missing, or what was written down cannot be changed like this."""


class Reason(StrEnum):
    """Why nothing fits, as it is kept."""

    NOTHING = "nothing-exists"
    FULL = "full"
    TOO_FAR = "too-far"
    COST = "cost"
    ACCESS = "access"
    LANGUAGE = "language"
    NOT_SAFE = "not-safe"
    NOT_WANTED = "not-wanted"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.NOTHING: "There is nothing like it",
    Reason.FULL: "There is no room",
    Reason.TOO_FAR: "It is too far, or hard to get to",
    Reason.COST: "It costs too much",
    Reason.ACCESS: "Getting in or taking part is hard",
    Reason.LANGUAGE: "It is not in the right language",
    Reason.NOT_SAFE: "It does not feel safe",
    Reason.NOT_WANTED: "What there is, is not what is wanted",
}


@dataclass(frozen=True)
class Asked:
    """What somebody could not find. `need`: the code of its kind. Each yes is its own tick."""

    words: str = ""
    need: str = ""
    place: str = ""
    reason: Reason | None = None
    may_count: bool = False
    may_come_back: bool = False
    may_quote: bool = False


def asked_problems(
    asked: Asked, *, needs: Collection[str], places: Collection[str]
) -> list[Refusal]:
    """List what is still missing; a place is one of those that are named to everyone."""
    found = []
    if not asked.words.strip():
        found.append(Refusal("Say what you looked for.", "words"))
    if len(asked.words) > LONGEST:
        found.append(Refusal(f"Keep it under {LONGEST:,} letters.", "words"))
    if asked.need not in needs:
        found.append(Refusal("Choose what it is about.", "need"))
    if asked.place not in places:
        found.append(Refusal("Choose a place.", "place"))
    if asked.reason is None:
        found.append(Refusal("Choose why it was not there.", "reason"))
    return found


def is_answered_by(need: str, place: str, *, answer_need: str, answer_place: str) -> bool:
    """Say whether an answer is for somebody who asked for this kind of need, in this place."""
    return need == answer_need and answer_place in (ALL_PLACES, place)
