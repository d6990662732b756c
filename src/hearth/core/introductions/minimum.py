"""The minimum data set of social prescribing: one line for each introduction, and its columns.

Its four groups are demographics, needs and concerns, support offered, and outcomes. `prsb` names
the part of the PRSB standard Social Prescribing 1.1 that a column belongs to, where there is one.
Scales are those of the questions: ONS4 from 0 to 10, loneliness from 1 (never) to 5.
"""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """The four groups."""

    DEMOGRAPHICS = "demographics"
    NEEDS = "needs and concerns"
    SUPPORT = "support offered"
    OUTCOMES = "outcomes"


@dataclass(frozen=True)
class Column:
    """One column. `identifies`: only in the file that names people."""

    name: str
    means: str
    group: Group
    prsb: str = ""
    identifies: bool = False


def _who(name: str, means: str, prsb: str = "Person demographics", **more: bool) -> Column:
    return Column(name, means, Group.DEMOGRAPHICS, prsb, **more)


def _need(name: str, means: str, **more: bool) -> Column:
    return Column(name, means, Group.NEEDS, "Presenting issues", **more)


def _support(name: str, means: str, prsb: str) -> Column:
    return Column(name, means, Group.SUPPORT, prsb)


def _outcome(name: str, means: str, prsb: str = "") -> Column:
    return Column(name, means, Group.OUTCOMES, prsb)


ASKED_BEFORE_AND_AFTER = ("satisfied", "worthwhile", "happy", "anxious", "lonely")
"""The questions whose answers are paired: ONS4, and the direct question of loneliness."""

COLUMNS: tuple[Column, ...] = (
    _who("person", "a number for the person that is the same in each file of this site"),
    _who("nhs_number", "their number in the country", identifies=True),
    _who("name", "given name and family name", identifies=True),
    _who("born", "date of birth", identifies=True),
    _who("postcode", "of their home", identifies=True),
    _who("age_band", "age on the day of the introduction, in bands"),
    _who("sex", "as it is recorded"),
    _who("ethnicity", "code, as it is recorded"),
    _who("language", "language they prefer, as it is recorded"),
    _who("practice", "code, or name, of the practice on that day", "GP practice"),
    _need("need", "kind of need that the activity is for"),
    _need("reason_in_words", "why, as it was written down", identifies=True),
    _support("introduced_on", "day on which they were told or introduced", "Signposts: date"),
    _support("kind", "told, introduced, referred or accompanied", "Referral details"),
    _support(
        "code", "SNOMED CT code of the referral, or of a referral declined", "Referral details"
    ),
    _support("referred_by", "role of who made it: person or staff", "Referral details: referrer"),
    _support("activity", "name of the activity", "Signposts: service"),
    _support("provider", "who runs it", "Referral to: organisation"),
    _outcome("state", "where it stands on the day of the file", "Services"),
    _outcome("state_on", "since which day", "Services"),
    _outcome("reason", "why not, where it is a no"),
    _outcome("group_answered_on", "first day on which the group said yes, wait or no"),
    _outcome("first_went_on", "their first day there"),
    _outcome("still_going", "yes or no, after three months; empty: nobody has told us"),
    *(
        _outcome(f"{item}_{when}", f"answer to “{item}”, {words}", "Assessments")
        for item in ASKED_BEFORE_AND_AFTER
        for when, words in (("before", "the newest before"), ("after", "the first after 3 months"))
    ),
)


def columns(*, identified: bool) -> tuple[Column, ...]:
    """Return the columns of a file, in order."""
    return tuple(each for each in COLUMNS if identified or not each.identifies)
