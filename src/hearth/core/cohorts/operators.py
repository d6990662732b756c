"""Every condition and every column that a person can choose: one table, read by all.

The text form is read and written from it (`phrases.py`), a form in the browser is built from it,
and the reference page lists it, so that none of them can drift from another.

    operator = OPERATORS["has"]
    build(operator, {"on": "diabetes", "times": 2})     -> HasCode("diabetes", times=2)
    chosen(HasCode("diabetes"))                          -> (operator, {"on": "diabetes", ...})
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from hearth.core.cohorts import columns as shown
from hearth.core.cohorts import rules
from hearth.core.cohorts.rules import Comparison, Months, NotARule


@dataclass(frozen=True)
class Field:
    """What a form asks for one part of a condition.

    `kind` is a key of `slots.SLOTS`. Cleaned values: age, number, times, months, period: int;
    decimal: float; list, column: str; names, band names: tuple of str; group: Lists; bands:
    Bands; comparison: Comparison or its words; never: bool; since: None, a date, or an int
    (the last so many months).
    """

    name: str
    kind: str
    words: str
    is_needed: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operator:
    """One kind of condition or column: its title, its phrases, and what a form asks for it."""

    name: str
    words: str
    makes: type[Any]
    phrases: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    example: str = ""

    def field(self, name: str) -> Field:
        """Return the field of this name."""
        return next(each for each in self.fields if each.name == name)


ON = Field("on", "list", "Which code list?")
SINCE = Field("since", "since", "From when?", is_needed=False)
CALLED = Field("called", "column", "What is the column called?")
GROUP = Field("of", "group", "Which group of code lists?")
BANDS = Field("bands", "bands", "Which bands?")

CONDITIONS: tuple[Operator, ...] = (
    Operator(
        "aged",
        "How old they are",
        rules.Aged,
        ("aged {at_least} to {at_most}", "aged {at_least} or over", "aged {at_most} or under"),
        (
            Field("at_least", "age", "From what age?", is_needed=False),
            Field("at_most", "age", "Up to what age?", is_needed=False),
        ),
        "aged 65 or over",
    ),
    Operator(
        "sex",
        "Their recorded sex",
        rules.SexIs,
        ("sex is {any_of}",),
        (Field("any_of", "names", "Which?"),),
        "sex is female",
    ),
    Operator("alive", "They are alive", rules.Alive, ("alive",), (), "alive"),
    Operator(
        "registered",
        "Where they are registered",
        rules.Registered,
        ("registered", "registered with {at}"),
        (Field("at", "names", "With whom? Leave empty for anywhere.", is_needed=False),),
        'registered with "Elm Surgery" or "Oak Surgery"',
    ),
    Operator(
        "lives in",
        "Where they live",
        rules.LivesIn,
        ("lives in {any_of}",),
        (Field("any_of", "names", "Which places?"),),
        "lives in Byker or Wallsend",
    ),
    Operator(
        "has",
        "Something on a code list",
        rules.HasCode,
        ("has {on}{times}{since}",),
        (ON, Field("times", "times", "On how many days, at least?", is_needed=False), SINCE),
        "has falls on at least 2 days in the last 12 months",
    ),
    Operator(
        "latest",
        "The last value of a measure",
        rules.LatestValue,
        ("latest {on} {comparison} {limit}{since}{if_never}",),
        (
            ON,
            Field("comparison", "comparison", "How does it compare?", choices=tuple(Comparison)),
            Field("limit", "decimal", "With what value?"),
            SINCE,
            Field("if_never", "never", "Include people never measured?", is_needed=False),
        ),
        "latest hba1c at least 58 in the last 15 months, or never measured",
    ),
    Operator(
        "at least of group",
        "How many long-term conditions they have",
        rules.ConditionCount,
        ("at least {at_least} of the group {of}",),
        (Field("at_least", "number", "How many, at least?"), GROUP),
        'at least 2 of the group "long-term conditions"',
    ),
    Operator(
        "share of group",
        "How frail they may be",
        rules.DeficitIndex,
        ("share of the group {of} is {any_of} in bands {bands}",),
        (GROUP, BANDS, Field("any_of", "band names", "Which of the bands?")),
        "share of the group deficits is moderate or severe in bands frailty",
    ),
    Operator(
        "on medicine",
        "A medicine they take",
        rules.OnMedication,
        ("on medicine {on} in the last {since}",),
        (ON, Field("since", "period", "In the last how many months?")),
        "on medicine insulin in the last 6 months",
    ),
    Operator(
        "holds budget",
        "They hold a personal budget",
        rules.HoldsBudget,
        ("holds a personal budget", "holds a personal budget for {kinds}"),
        (Field("kinds", "names", "Of which kinds? Leave empty for any.", is_needed=False),),
        "holds a personal budget",
    ),
    Operator(
        "reviewed",
        "Their plan was reviewed",
        rules.ReviewedWithin,
        ("reviewed in the last {months}",),
        (Field("months", "months", "In the last how many months?"),),
        "reviewed in the last 12 months",
    ),
    Operator(
        "asked",
        "They asked for it themselves",
        rules.AskedForIt,
        ("asked for it themselves{since}",),
        (SINCE,),
        "asked for it themselves since 2024-01-01",
    ),
)

COLUMNS: tuple[Operator, ...] = (
    Operator("age", "Age", shown.Age, ("age",)),
    Operator("recorded sex", "Recorded sex", shown.Sex, ("sex",)),
    Operator("place", "Where they live", shown.Place, ("place",)),
    Operator(
        "number of group",
        "How many of a group of code lists",
        shown.Count,
        ("number of the group {of} as {called}",),
        (GROUP, CALLED),
        'number of the group "long-term conditions" as conditions',
    ),
    Operator(
        "band of group",
        "In which band",
        shown.Band,
        ("band of the group {of} in bands {bands} as {called}",),
        (GROUP, BANDS, CALLED),
        "band of the group deficits in bands frailty as frailty",
    ),
    Operator(
        "latest value",
        "The last value of a measure, and its day",
        shown.Latest,
        ("latest {on} as {called}",),
        (ON, CALLED),
        "latest hba1c as hba1c",
    ),
    Operator(
        "last date",
        "The last day of something on a code list",
        shown.LastDate,
        ("last date of {on} as {called}",),
        (ON, CALLED),
        "last date of falls as last_fall",
    ),
    Operator("last review", "The last review", shown.LastReview, ("last review",)),
)

OPERATORS: dict[str, Operator] = {each.name: each for each in (*CONDITIONS, *COLUMNS)}
MADE_BY: dict[type[Any], Operator] = {each.makes: each for each in (*CONDITIONS, *COLUMNS)}


def operators() -> tuple[Operator, ...]:
    """Return every kind of condition, in the order in which a form offers them."""
    return CONDITIONS


def build(operator: Operator, given: Mapping[str, Any]) -> Any:
    """Make the condition or column from a form's cleaned values; None and () mean not given.

    Raises NotARule with a reason for each field that is needed and not given.
    """
    values = {
        name: _fitted(operator.field(name).kind, value)
        for name, value in given.items()
        if value is not None and value != "" and value != ()
    }
    needed = [each for each in operator.fields if each.is_needed and each.name not in values]
    if needed:
        raise NotARule([f"Answer this: {each.words}" for each in needed])
    return operator.makes(**values)


def _fitted(kind: str, value: Any) -> Any:
    if kind in ("since", "period") and isinstance(value, int):
        return Months(value)
    if kind == "comparison":
        return Comparison(value)
    return value


def chosen(part: Any) -> tuple[Operator, dict[str, Any]]:
    """Return the operator of a condition or column, and its values by the names of its fields."""
    if type(part) not in MADE_BY:
        raise TypeError(f"No operator makes {part!r}.")
    return MADE_BY[type(part)], {each.name: getattr(part, each.name) for each in fields(part)}
