"""The statement of accountability of a month: of those who were due, how many came how far (F4).

One pure function from what happened to each person to figures that can be shown: nobody is named,
and small numbers are withheld (`core.metrics.small_numbers`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hearth.core.metrics.small_numbers import SMALLEST, Ratio, Table, published
from hearth.core.people import age_on

NOT_RECORDED = "Not recorded"


class Reached(StrEnum):
    """How far somebody came who was due. They are counted each for itself: nobody is prepared
    because they met."""

    INVITED = "invited"
    PREPARED = "prepared"
    MET = "met"
    AGREED = "agreed"
    SHARED = "shared"
    REVIEWED = "reviewed"


REACHED_WORDS: Mapping[Reached, tuple[str, str]] = {
    Reached.INVITED: ("Invited", "We wrote or spoke to them, or they have begun."),
    Reached.PREPARED: ("Prepared", "They had their letter first, or gave their answers."),
    Reached.MET: ("Met", "They had their conversation."),
    Reached.AGREED: ("Agreed", "They said yes to their plan."),
    Reached.SHARED: ("Shared", "They chose someone else who can read it."),
    Reached.REVIEWED: ("Reviewed", "They looked at it again."),
}


class WhyNot(StrEnum):
    """Why somebody who was due has not had their conversation. One for each person."""

    DIED = "They died"
    SAID_NO = "They said no"
    LEFT_OUT = "They were left out, with a reason"
    LATER = "They asked for later"
    NO_REPLY = "They did not reply"
    OFF_LISTS = "They are on no list any more"
    BOOKED = "A day is set"
    NOT_BOOKED = "They said yes, and no day is set"
    WAITING = "They were asked, and we wait"
    NOT_INVITED = "Nobody has asked them yet"


class Group(StrEnum):
    """By what people are told apart, to see who is missed."""

    AGE = "Age"
    SEX = "Sex"
    ETHNICITY = "Ethnicity"
    LANGUAGE = "Language"
    DEPRIVATION = "How well off the place is"


BANDS: tuple[tuple[int, str], ...] = (
    (0, "0 to 17"),
    (18, "18 to 39"),
    (40, "40 to 64"),
    (65, "65 to 79"),
    (80, "80 and over"),
)


def age_band(born: date, on: date) -> str:
    """Return the band of somebody's age on a day."""
    age = age_on(born, on)
    return [words for least, words in BANDS if age >= least or least == 0][-1]


@dataclass(frozen=True)
class Case:
    """What happened to one person who was due. `why_not`: only of who has not met."""

    reached: frozenset[Reached]
    groups: Mapping[Group, str]
    why_not: WhyNot | None = None


@dataclass(frozen=True)
class Line:
    """One step for everyone: (reached, missed), or nothing when there are too few."""

    reached: Reached
    counts: tuple[int, int] | None

    @property
    def percent(self) -> int | None:
        """Whole per cent of those who were due."""
        return None if self.counts is None else Ratio(self.counts[0], sum(self.counts)).percent


@dataclass(frozen=True)
class Statement:
    """What can be shown. `eligible`: those who were due; None where there are too few."""

    eligible: int | None
    lines: Sequence[Line]
    reasons: Mapping[WhyNot, int | None]
    tables: Mapping[Group, Mapping[Reached, Table[str]]]

    @property
    def is_withheld(self) -> bool:
        return self.eligible is None


def statement(cases: Iterable[Case], *, smallest: int = SMALLEST) -> Statement:
    """Count how far everyone came, by group, and why some have not met."""
    held = list(cases)
    if 0 < len(held) < smallest:
        return Statement(None, [Line(each, None) for each in Reached], {}, {})
    return Statement(
        len(held),
        [Line(each, _total(held, each, smallest)) for each in Reached],
        _reasons(held, smallest),
        {group: _tables(held, group, smallest) for group in Group},
    )


def _pair(cases: Sequence[Case], reached: Reached) -> tuple[int, int]:
    count = sum(reached in case.reached for case in cases)
    return count, len(cases) - count


def _total(cases: Sequence[Case], reached: Reached, smallest: int) -> tuple[int, int] | None:
    counts = _pair(cases, reached)
    totals = published({"": counts}, smallest).totals
    return counts if totals is not None else None


def _reasons(cases: Sequence[Case], smallest: int) -> dict[WhyNot, int | None]:
    """How many for each reason; where one is too small, the others that would give it away too."""
    found = Counter(case.why_not for case in cases if case.why_not is not None)
    shown = published({each: (found[each],) for each in WhyNot if found[each]}, smallest)
    return {each: None if row is None else row[0] for each, row in shown.rows.items()}


def _tables(cases: Sequence[Case], group: Group, smallest: int) -> dict[Reached, Table[str]]:
    """One table for each step; empty where nothing is recorded of anybody."""
    by_group: dict[str, list[Case]] = {}
    for case in cases:
        by_group.setdefault(case.groups.get(group) or NOT_RECORDED, []).append(case)
    if set(by_group) <= {NOT_RECORDED}:
        return {}
    named = sorted(by_group, key=lambda name: (name == NOT_RECORDED, name))
    return {
        reached: published({name: _pair(by_group[name], reached) for name in named}, smallest)
        for reached in Reached
    }
