"""Rules and lists as one relational expression, which DuckDB and Spark both run.

A leaf is a comparison on a person's row (`gathering.py`). It is never unknown: each ends in
`_told`, which takes NULL for no, so that `not` means what `core.cohorts.rules` says it means.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from operator import add, and_, or_

import ibis

from hearth.analytics.answers import EVERYONE, Attribute
from hearth.analytics.gathering import (
    Expression,
    Gathering,
    age_in_years,
    on_or_after,
    on_or_before,
)
from hearth.analytics.needs import days_of
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
    names_of,
)
from hearth.core.cohorts.facts import first_day
from hearth.core.cohorts.reading import HELD
from hearth.core.cohorts.rules import (
    Aged,
    Alive,
    AllOf,
    AnyOf,
    AskedForIt,
    AtLeast,
    Bands,
    ConditionCount,
    DeficitIndex,
    HasCode,
    HoldsBudget,
    LatestValue,
    LivesIn,
    Months,
    Not,
    OnMedication,
    Registered,
    ReviewedWithin,
    Rule,
    SexIs,
)
from hearth.core.days import months_before


def list_of(definition: Definition, gathering: Gathering) -> Expression:
    """Return the rows of a list, in the order of its columns, sorted by person."""
    reader = Reader(gathering)
    chosen = reader.people.filter(reader.told(definition.rule))
    shown = Reader(gathering, chosen)
    columns = {"person": chosen.person}
    for column in definition.shows:
        columns.update(zip(names_of(column), shown.cells(column), strict=True))
    return chosen.select(**columns).order_by("person")


def members_of(rules: Sequence[Rule], gathering: Gathering) -> Expression:
    """Return each person of whom any rule is true, and which are."""
    reader = Reader(gathering)
    told = {f"rule_{at}": reader.told(rule) for at, rule in enumerate(rules)}
    found = reader.people.select("person", **told)
    return found.filter(reduce(or_, (found[name] for name in told)))


def tally_of(rules: Sequence[Rule], by: Sequence[Attribute], gathering: Gathering) -> Expression:
    """Return how many people there are of each rule, one row for each group; see `EVERYONE`."""
    reader = Reader(gathering)
    told = {f"rule_{at}": reader.told(rule) for at, rule in enumerate(rules)}
    counted = reader.people.select(group=ibis.array(reader.groups(by)).unnest(), **told)
    named = counted.select(
        attribute=counted.group["attribute"],
        group=counted.group["group"],
        **{n: counted[n] for n in told},
    )
    sums = {name: named[name].cast("int64").sum() for name in told}
    return named.group_by("attribute", "group").aggregate(**sums)


class Reader:
    """Reads rules and columns of people's rows."""

    def __init__(self, gathering: Gathering, people: Expression | None = None) -> None:
        self.gathering = gathering
        self.day = gathering.day
        self.people = gathering.people() if people is None else people

    def told(self, rule: Rule) -> Expression:
        """Say whether a rule is true of a person: true or false, never NULL."""
        match rule:
            case AllOf(rules):
                return reduce(and_, map(self.told, rules))
            case AnyOf(rules):
                return reduce(or_, map(self.told, rules))
            case AtLeast(count, rules):
                return reduce(add, (self.told(each).cast("int64") for each in rules)) >= count
            case Not(inner):
                return ~self.told(inner)
            case LatestValue():
                return self._value(rule)
            case _:
                return self._leaf(rule).fill_null(False)

    def _leaf(self, rule: Rule) -> Expression:
        people = self.people
        match rule:
            case Aged(at_least, at_most):
                return self._aged(at_least, at_most)
            case SexIs(any_of):
                return people.sex.isin(any_of)
            case Alive():
                return (~on_or_before(people.died, self.day)).fill_null(True)
            case LivesIn(any_of):
                return people.place.isin(any_of)
            case Registered() | HoldsBudget():
                return people[self.gathering.names[rule]]
            case ReviewedWithin(months):
                return on_or_after(people.reviewed, first_day(Months(months), self.day))
            case AskedForIt(since):
                return on_or_after(people.asked, first_day(since, self.day))
            case _:
                return self._coded(rule)

    def _coded(self, rule: Rule) -> Expression:
        found = self.gathering.names
        match rule:
            case HasCode(on, since, times) if times > 1:
                return self.people[found["days", days_of(on, since, self.day)]] >= times
            case HasCode(on, None):
                return self._seen((on,)) > 0
            case HasCode(on, since):
                return on_or_after(self.people[found["last", on]], first_day(since, self.day))
            case ConditionCount(of, at_least):
                return self._seen(of.names) >= at_least
            case DeficitIndex(of, bands, any_of):
                return self._band(bands, of.names).isin(any_of)
            case OnMedication(on, since):
                return on_or_after(self.people[found["issued", on]], first_day(since, self.day))
            case _:
                raise TypeError(f"No engine can read {rule!r}.")

    def _aged(self, at_least: int | None, at_most: int | None) -> Expression:
        """Compare days of birth, not ages: a scan can leave out rows by them."""
        born, limits = self.people.born, []
        if at_least is not None:
            limits.append(on_or_before(born, months_before(self.day, 12 * at_least)))
        if at_most is not None:
            too_old = months_before(self.day, 12 * (at_most + 1))
            limits.append(~on_or_before(born, too_old))
        return reduce(and_, limits)

    def _value(self, rule: LatestValue) -> Expression:
        latest = self.people[self.gathering.names["latest", rule.on]]
        measured = on_or_after(latest["on"], first_day(rule.since, self.day)).fill_null(False)
        # As text, so that both engines read the very same number and not a decimal near it.
        limit = ibis.literal(repr(float(rule.limit))).cast("float64")
        compared: Expression = HELD[rule.comparison](latest["value"], limit)
        held = measured & compared.fill_null(False)
        return (held | ~measured) if rule.if_never else held

    def _seen(self, names: tuple[str, ...]) -> Expression:
        return self.gathering.seen(self.people, names)

    def _band(self, bands: Bands, names: tuple[str, ...]) -> Expression:
        """Name the band of a count; where each begins is worked out here, in exact fractions."""
        count = self._seen(names)
        named = ((bands.of(each, len(names)), each) for each in range(len(names) + 1))
        first = [(next(same)[1], name) for name, same in groupby(named, key=lambda pair: pair[0])]
        (_, lowest), *higher = first
        cases = [(count >= begins, name) for begins, name in reversed(higher)]
        return ibis.cases(*cases, else_=lowest) if cases else ibis.literal(lowest)

    def cells(self, column: Column) -> tuple[Expression, ...]:
        """Return what a column shows, in the order of `names_of`."""
        people, found = self.people, self.gathering.names
        match column:
            case Age():
                return (age_in_years(people.born, self.day).cast("int64"),)
            case Sex():
                return (people.sex,)
            case Place():
                return (people.place,)
            case Count(of=of):
                return (self._seen(of.names),)
            case Band(of=of, bands=bands):
                return (self._band(bands, of.names),)
            case Latest(on=name):
                latest = people[found["latest", name]]
                return latest["value"], latest["on"]
            case LastDate(on=name):
                return (people[found["last", name]],)
            case LastReview():
                return (people.reviewed,)

    def groups(self, by: Sequence[Attribute]) -> list[Expression]:
        """Return the groups that a person is in: that of everyone, and one for each attribute."""
        return [
            ibis.struct({"attribute": EVERYONE, "group": ibis.null("string")}),
            *(ibis.struct({"attribute": each.value, "group": self._group(each)}) for each in by),
        ]

    def _group(self, by: Attribute) -> Expression:
        if by is Attribute.AGE:
            return age_in_years(self.people.born, self.day).cast("string")
        return self.people[by.value].cast("string")
