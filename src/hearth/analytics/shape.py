"""What a definition needs of an extract, and the types of what it shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hearth.core.cohorts.columns import (
    Age,
    Band,
    Column,
    Count,
    Definition,
    LastDate,
    LastReview,
    Latest,
    Place,
    Sex,
)
from hearth.core.cohorts.rules import (
    AskedForIt,
    ConditionCount,
    DeficitIndex,
    HasCode,
    HoldsBudget,
    LatestValue,
    OnMedication,
    Registered,
    ReviewedWithin,
    Rule,
    leaves,
)

if TYPE_CHECKING:
    import pyarrow as pa

TABLE_OF: dict[type[Rule] | type[Column], str] = {
    HasCode: "events",
    LatestValue: "events",
    ConditionCount: "events",
    DeficitIndex: "events",
    OnMedication: "medications",
    Registered: "registrations",
    HoldsBudget: "budgets",
    ReviewedWithin: "plans",
    AskedForIt: "referrals",
    Count: "events",
    Band: "events",
    Latest: "events",
    LastDate: "events",
    LastReview: "plans",
}
"""Which table a leaf or a column reads, beside the persons themselves."""

TYPES_OF: dict[type[Column], tuple[str, ...]] = {
    Age: ("int64",),
    Sex: ("string",),
    Place: ("string",),
    Count: ("int64",),
    Band: ("string",),
    Latest: ("float64", "date32"),
    LastDate: ("date32",),
    LastReview: ("date32",),
}
"""The Arrow types of what each column shows."""


Part = Rule | Column
"""A leaf of a rule, or a column of a list: what asks something of the tables."""


def parts_of_list(definition: Definition) -> tuple[Part, ...]:
    """Return each leaf and each column of a list."""
    return (*leaves(definition.rule), *definition.shows)


def parts_of_rules(rules: Iterable[Rule]) -> tuple[Part, ...]:
    """Return each leaf of these rules."""
    return tuple(leaf for rule in rules for leaf in leaves(rule))


def tables_of(parts: Iterable[Part]) -> frozenset[str]:
    """Return the names of the tables that must be read, beside the persons themselves."""
    return frozenset(TABLE_OF[type(each)] for each in parts if type(each) in TABLE_OF)


def types_of(definition: Definition) -> tuple[str, ...]:
    """Return the Arrow types of a list's columns, in their order."""
    return ("int64", *(name for column in definition.shows for name in TYPES_OF[type(column)]))


def schema_of(definition: Definition) -> "pa.Schema":
    """Return the Arrow schema of a list."""
    import pyarrow as pa

    types = {"int64": pa.int64(), "float64": pa.float64(), "string": pa.string()}
    types["date32"] = pa.date32()
    return pa.schema(
        [
            (name, types[kind])
            for name, kind in zip(definition.columns, types_of(definition), strict=True)
        ]
    )
