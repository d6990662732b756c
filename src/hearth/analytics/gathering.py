"""One row for each person, with all that was found of them: each table is read once, and grouped.

Speaks ibis, so that DuckDB and Spark run the same expression. Asks the code tables
`event_codes` and `medication_codes` (`needs.Places.codes`) beside the tables of the extract.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import add
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from hearth.analytics.needs import Days, Needs, Places, needs_of
from hearth.core.cohorts.columns import Column, LastReview
from hearth.core.cohorts.rules import (
    AskedForIt,
    HoldsBudget,
    Registered,
    ReviewedWithin,
    Rule,
)
from hearth.core.cohorts.tables import TABLES, Holds

Expression = Any
"""Something of ibis: a table, a column or an aggregate. Its types say no more than this."""

IBIS_TYPES = {
    Holds.PSEUDONYM: "int64",
    Holds.TEXT: "string",
    Holds.DAY: "date",
    Holds.NUMBER: "float64",
    Holds.SMALL_NUMBER: "int8",
}
NO_END = date(9999, 12, 31)

_PAIR = dt.Struct({"on": dt.date, "value": dt.float64})


@ibis.udf.agg.builtin(name="max", signature=((_PAIR,), _PAIR))
def latest_of(pair):  # type: ignore[no-untyped-def]
    """Return the pair with the last day; of two on that day, the one with the higher value."""


@ibis.udf.agg.builtin(name="bit_or", signature=((dt.int64,), dt.int64))
def all_bits_of(word):  # type: ignore[no-untyped-def]
    """Return the bits that are set in any of these words."""


@ibis.udf.scalar.builtin(name="bit_count", signature=((dt.int64,), dt.int32))
def bit_count(word):  # type: ignore[no-untyped-def]
    """Return how many bits of a word are set."""


def table(name: str) -> Expression:
    """Return a table of the extract, to be asked."""
    columns = {column.name: IBIS_TYPES[column.holds] for column in TABLES[name].columns}
    return ibis.table(columns, name=name)


def code_table(name: str, places: Places) -> Expression:
    """Return the table that says which lists each code is on."""
    words = {f"word_{word}": "int64" for word in range(places.words)}
    return ibis.table({"system": "string", "code": "string", **words}, name=name)


def on_or_before(column: Expression, day: date) -> Expression:
    """Say that a day is not after another."""
    return column <= ibis.date(day.year, day.month, day.day)


def on_or_after(column: Expression, day: date) -> Expression:
    """Say that a day is not before another; before the first of all days there is none."""
    if day == date.min:
        return column.notnull()
    return column >= ibis.date(day.year, day.month, day.day)


def age_in_years(born: Expression, day: date) -> Expression:
    """Return whole years on a day, as `core.cohorts.facts.age_on`."""
    not_yet = born.month() * 100 + born.day() > day.month * 100 + day.day
    return day.year - born.year() - not_yet.cast("int64")


@dataclass(frozen=True)
class Gathering:
    """All that these leaves and columns ask about people on a day."""

    parts: tuple[Rule | Column, ...]
    day: date

    @cached_property
    def needs(self) -> Needs:
        """Return what must be found out about code lists."""
        return needs_of(self.parts, self.day)

    @cached_property
    def names(self) -> dict[object, str]:
        """Return what the column is called in which each thing is found."""
        sought: dict[str, list[str] | list[Days]] = {
            "last": sorted(self.needs.last),
            "latest": sorted(self.needs.latest),
            "days": sorted(self.needs.days),
            "issued": sorted(self.needs.issued),
        }
        named: dict[object, str] = {
            (kind, each): f"{kind}_{at}"
            for kind, found in sought.items()
            for at, each in enumerate(found)
        }
        leaves = dict.fromkeys(p for p in self.parts if isinstance(p, Registered | HoldsBudget))
        return named | {leaf: f"runs_{at}" for at, leaf in enumerate(leaves)}

    def people(self) -> Expression:
        """Return the persons, each with what was found of them; nothing found is NULL."""
        found = [self._events(), self._medications(), self._plans(), self._referrals()]
        found += [self._running("registrations"), self._running("budgets")]
        people = table("persons")
        for each in found:
            if each is not None:
                people = people.left_join(each, people.person == each.about).drop("about")
        return people

    def seen(self, people: Expression, names: tuple[str, ...]) -> Expression:
        """Return on how many of these lists a person has an event."""
        counts = [
            bit_count(people[f"seen_{word}"] & mask).cast("int64")
            for word, mask in self.needs.events.masks(names).items()
        ]
        return reduce(add, counts).fill_null(0)

    def _events(self) -> Expression | None:
        needs, places = self.needs, self.needs.events
        if not places.names:
            return None
        hits = self._coded(on_or_before(table("events").on, self.day), "events", places)
        sought = {
            f"seen_{word}": all_bits_of(hits[f"word_{word}"]) for word in places.masks(needs.seen)
        }
        for name in needs.last:
            sought[self.names["last", name]] = hits.on.max(where=_is_on(hits, places, name))
        for name in needs.latest:
            sought[self.names["latest", name]] = _latest(hits, places, name)
        for days in needs.days:
            sought[self.names["days", days]] = _different_days(hits, places, days)
        return hits.group_by(about=hits.person).aggregate(**sought)

    def _medications(self) -> Expression | None:
        places = self.needs.medications
        if not places.names:
            return None
        hits = self._coded(
            on_or_before(table("medications").starts, self.day), "medications", places
        )
        ends = hits.ends.fill_null(ibis.date(NO_END.year, NO_END.month, NO_END.day))
        sought = {
            self.names["issued", name]: ends.max(where=_is_on(hits, places, name))
            for name in places.names
        }
        return hits.group_by(about=hits.person).aggregate(**sought)

    def _coded(self, known: Expression, name: str, places: Places) -> Expression:
        """Join what is known with the codes that are asked about.

        The system is compared after the join, and so that an engine does not see an equality:
        else it would hash the system of every row beside its code, to little use.
        """
        codes = code_table(f"{name[:-1]}_codes", places)
        hits = table(name).filter(known).join(codes, "code", rname="listed_{name}")
        return hits.filter(hits.system.nullif(hits.listed_system).isnull())

    def _running(self, name: str) -> Expression | None:
        """Say of registrations or budgets whether one runs on the day; for each leaf its own."""
        kind = Registered if name == "registrations" else HoldsBudget
        leaves = [part for part in self.names if isinstance(part, kind)]
        if not leaves:
            return None
        rows = table(name)
        runs = rows.filter(
            on_or_before(rows.starts, self.day),
            (~on_or_before(rows.ends, self.day)).fill_null(True),
        )
        sought = {self.names[leaf]: _is_any(runs, leaf).any() for leaf in leaves}
        return runs.group_by(about=runs.person).aggregate(**sought)

    def _plans(self) -> Expression | None:
        if not any(isinstance(part, ReviewedWithin | LastReview) for part in self.parts):
            return None
        rows = table("plans")
        known = rows.filter(on_or_before(rows.reviewed, self.day))
        return known.group_by(about=known.person).aggregate(reviewed=known.reviewed.max())

    def _referrals(self) -> Expression | None:
        if not any(isinstance(part, AskedForIt) for part in self.parts):
            return None
        rows = table("referrals")
        known = rows.filter(on_or_before(rows.on, self.day), rows.by == "self")
        return known.group_by(about=known.person).aggregate(asked=known.on.max())


def _is_any(rows: Expression, leaf: Registered | HoldsBudget) -> Expression:
    """Say whether a row is of the organisations or kinds that a leaf names; none: of any."""
    match leaf:
        case Registered(at=()) | HoldsBudget(kinds=()):
            return rows.starts.notnull()
        case Registered(at=at):
            return rows.organisation.isin(at)
        case HoldsBudget(kinds=kinds):
            return rows.kind.isin(kinds)


def _is_on(hits: Expression, places: Places, name: str) -> Expression:
    word, bit = places.of[name]
    return (hits[f"word_{word}"] & bit) != 0


def _latest(hits: Expression, places: Places, name: str) -> Expression:
    pair = ibis.struct({"on": hits.on, "value": hits.value})
    return latest_of(pair, where=_is_on(hits, places, name) & hits.value.notnull())


def _different_days(hits: Expression, places: Places, days: Days) -> Expression:
    name, first = days
    return hits.on.nunique(where=_is_on(hits, places, name) & on_or_after(hits.on, first))
