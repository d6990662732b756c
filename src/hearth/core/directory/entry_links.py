"""What a group can do by a link that came by e-mail, for how long, and how many links there are."""

from datetime import datetime, timedelta
from enum import StrEnum


class LinkFor(StrEnum):
    """What a link opens. None of them shows anything of anybody but of the entry itself."""

    CHANGE = "change the entry"
    STILL_RIGHT = "say that it is still right"
    ADD = "confirm a new entry"
    EMAIL = "confirm another email"
    ANSWER = "read the answer"


class ReportOf(StrEnum):
    """What somebody says is wrong with an entry."""

    CLOSED = "closed"
    TIME = "time"
    PLACE = "place"
    OTHER = "other"


REPORT_WORDS = {
    ReportOf.CLOSED: "It has closed",
    ReportOf.TIME: "The time is wrong",
    ReportOf.PLACE: "The place is wrong",
    ReportOf.OTHER: "Something else",
}

TOKEN_BYTES = 24
"""192 bits: nobody guesses one."""
LASTS: dict[LinkFor, timedelta] = {
    LinkFor.CHANGE: timedelta(days=7),
    LinkFor.STILL_RIGHT: timedelta(days=30),
    LinkFor.ADD: timedelta(days=7),
    LinkFor.EMAIL: timedelta(days=7),
    LinkFor.ANSWER: timedelta(days=30),
}
MOST_AN_HOUR_FOR_ONE = 3
MOST_AN_HOUR = 60
"""So many links leave in an hour for one entry or address, and for a whole community."""
MOST_A_DAY_FOR_ONE = 6
"""So many leave in a day for one address: nobody fills the post of somebody else."""
ASK_AGAIN_AFTER = timedelta(days=60)
"""A group is asked at most this often if its entry is still right."""
MOST_ASKED_A_DAY = 25


def is_open(
    *, ends_at: datetime, used_at: datetime | None, withdrawn_at: datetime | None, at: datetime
) -> bool:
    """Say whether a link still opens something."""
    return used_at is None and withdrawn_at is None and at < ends_at


def may_send(for_this: int, in_all: int, in_a_day: int = 0) -> bool:
    """Say whether one more link may leave, after so many in the last hour, and for one in a day."""
    is_quiet = for_this < MOST_AN_HOUR_FOR_ONE and in_a_day < MOST_A_DAY_FOR_ONE
    return is_quiet and in_all < MOST_AN_HOUR
