"""What each condition says in plain English, for and against, and how a missing fact counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from hearth.core.cohorts import columns
from hearth.core.cohorts.facts import first_day
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AskedForIt,
    Bands,
    Comparison,
    ConditionCount,
    DeficitIndex,
    HasCode,
    HoldsBudget,
    LatestValue,
    Lists,
    LivesIn,
    Months,
    OnMedication,
    Registered,
    ReviewedWithin,
    Rule,
    SexIs,
    Since,
)
from hearth.core.cohorts.slots import decimal_written, months_written
from hearth.core.days import day_words
from hearth.core.words import joined


@dataclass(frozen=True)
class Voice:
    """How to say it: the titles of code lists by name, and the day of the question, if any."""

    titles: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None

    def title(self, name: str) -> str:
        """Return the title of a code list, or its name where it has none."""
        return self.titles.get(name, name)

    def since(self, since: Since) -> str:
        """Say a period: “ in the last 12 months (from 31 March 2024)”, “ since 1 May 2024”, “”."""
        match since:
            case None:
                return ""
            case Months(count) as months:
                words = f" in the last {months_written(count)}"
                if self.day is None:
                    return words
                return f"{words} (from {day_words(first_day(months, self.day))})"
            case _:
                return f" since {day_words(since)}"


@dataclass(frozen=True)
class Clause:
    """A leaf, said for and against. `missing` are those of whom the fact is not known."""

    yes: str
    no: str
    missing: str = ""
    missing_counts: bool = False
    more: str = ""


def limit_words(comparison: Comparison, limit: float) -> str:
    """Write 58 or more, more than 58, 58 or less, less than 58."""
    number = decimal_written(limit)
    return {
        Comparison.AT_LEAST: f"{number} or more",
        Comparison.OVER: f"more than {number}",
        Comparison.AT_MOST: f"{number} or less",
        Comparison.UNDER: f"less than {number}",
    }[comparison]


def clause(leaf: Rule, voice: Voice) -> Clause:
    """Say one leaf. Raises TypeError for a rule that is not a leaf."""
    if type(leaf) not in CLAUSES:
        raise TypeError(f"There are no words for {leaf!r}.")
    return CLAUSES[type(leaf)](leaf, voice)


def _aged(leaf: Aged, _voice: Voice) -> Clause:
    if leaf.at_least is None:
        ages = f"{leaf.at_most} or under"
    elif leaf.at_most is None:
        ages = f"{leaf.at_least} or over"
    else:
        ages = f"{leaf.at_least} to {leaf.at_most} years old"
    return Clause(f"They are {ages}.", f"They are not {ages}.", "with no birth date on record")


def _sex(leaf: SexIs, _voice: Voice) -> Clause:
    words = joined(leaf.any_of, "or")
    return Clause(
        f"Their sex on record is {words}.",
        f"Their sex on record is not {words}.",
        "with no sex on record",
    )


def _alive(_leaf: Alive, _voice: Voice) -> Clause:
    return Clause(
        "They are alive.", "They have died.", "with no death on record", missing_counts=True
    )


def _registered(leaf: Registered, _voice: Voice) -> Clause:
    where = f" with {joined(leaf.at, 'or')}" if leaf.at else ""
    return Clause(f"They are registered{where}.", f"They are not registered{where}.")


def _lives(leaf: LivesIn, _voice: Voice) -> Clause:
    places = joined(leaf.any_of, "or")
    return Clause(
        f"They live in {places}.", f"They do not live in {places}.", "with no place on record"
    )


def _has(leaf: HasCode, voice: Voice) -> Clause:
    days = f" on {leaf.times} days or more" if leaf.times > 1 else ""
    what = f"{voice.title(leaf.on)} on record{days}{voice.since(leaf.since)}."
    return Clause(f"They have {what}", f"They do not have {what}")


def _latest(leaf: LatestValue, voice: Voice) -> Clause:
    since = voice.since(leaf.since)
    what, limit = f"Their last {voice.title(leaf.on)}", limit_words(leaf.comparison, leaf.limit)
    return Clause(
        f"{what}{since} is {limit}.",
        f"{what}{since} is not {limit}.",
        "not measured then" if since else "never measured",
        missing_counts=leaf.if_never,
    )


def _group(of: Lists, voice: Voice) -> str:
    return f"The {of.called} are: {joined([voice.title(name) for name in of.names])}."


def _conditions(leaf: ConditionCount, voice: Voice) -> Clause:
    what = f"of the {leaf.of.called} on record."
    fewer = f"fewer than {leaf.at_least}" if leaf.at_least > 1 else "none"
    return Clause(
        f"They have {leaf.at_least} or more {what}",
        f"They have {fewer} {what}",
        more=_group(leaf.of, voice),
    )


def _deficits(leaf: DeficitIndex, voice: Voice) -> Clause:
    bands = joined(leaf.any_of, "or")
    return Clause(
        f"Their {leaf.bands.called} is {bands}.",
        f"Their {leaf.bands.called} is not {bands}.",
        more=f"It is how many they have on record of the {leaf.of.called}, out of "
        f"{len(leaf.of.names)}. {bands_words(leaf.bands)} {_group(leaf.of, voice)}",
    )


def bands_words(bands: Bands) -> str:
    """Write where each band begins: “Here fit is from 0 and mild is over 12%.”"""
    (first, _), *others = bands.above
    more = [f"{name} is over {_percent(share)}" for name, share in others]
    return joined([f"Here {first} is from 0", *more]) + "."


def _percent(share: Fraction) -> str:
    return f"{decimal_written(round(float(share * 100), 2))}%"


def _medicine(leaf: OnMedication, voice: Voice) -> Clause:
    what = f"{voice.title(leaf.on)}{voice.since(leaf.since)}"
    return Clause(f"They took {what}, or still do.", f"They did not take {what}, and do not now.")


def _budget(leaf: HoldsBudget, _voice: Voice) -> Clause:
    kinds = f" for {joined(leaf.kinds, 'or')}" if leaf.kinds else ""
    return Clause(
        f"They hold a personal budget{kinds}.", f"They do not hold a personal budget{kinds}."
    )


def _reviewed(leaf: ReviewedWithin, voice: Voice) -> Clause:
    since = voice.since(Months(leaf.months))
    return Clause(
        f"Their plan was reviewed{since}.",
        f"Their plan was not reviewed{since}.",
        "who never had a review",
    )


def _asked(leaf: AskedForIt, voice: Voice) -> Clause:
    since = voice.since(leaf.since)
    return Clause(
        f"They asked for a conversation{since}.",
        f"They did not ask for a conversation{since}.",
    )


CLAUSES: dict[type[Rule], Callable[[Any, Voice], Clause]] = {
    Aged: _aged,
    SexIs: _sex,
    Alive: _alive,
    Registered: _registered,
    LivesIn: _lives,
    HasCode: _has,
    LatestValue: _latest,
    ConditionCount: _conditions,
    DeficitIndex: _deficits,
    OnMedication: _medicine,
    HoldsBudget: _budget,
    ReviewedWithin: _reviewed,
    AskedForIt: _asked,
}


def shown_words(column: columns.Column, voice: Voice) -> str:
    """Say what one column of a list shows."""
    match column:
        case columns.Count(of=of):
            return f"how many of the {of.called} they have"
        case columns.Band(bands=bands):
            return f"their {bands.called}"
        case columns.Latest(on=name):
            return f"their last {voice.title(name)}, and its day"
        case columns.LastDate(on=name):
            return f"the last day of {voice.title(name)}"
        case _:
            return PLAINLY_SHOWN[type(column)]


PLAINLY_SHOWN: dict[type[columns.Column], str] = {
    columns.Age: "how old they are",
    columns.Sex: "their sex on record",
    columns.Place: "where they live",
    columns.LastReview: "the day when their plan was last reviewed",
}
