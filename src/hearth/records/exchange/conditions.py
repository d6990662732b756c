"""What a search asks of a resource, and each condition as SQL for both engines.

Whatever a condition looks at on its way must be in `Sight`: what the viewer does not see is as if
it were not there. Of one value in the index, `values` asks.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from hearth.records.exchange.sql import NO, YES, Sql, among, joined, person_key
from hearth.records.exchange.values import Test, When, passed


@dataclass(frozen=True)
class Group:
    """People of whose records the viewer sees the same: sections, sealed entries, and doings.

    `sections` None: nothing is closed. `needs` are the actions that the viewer may do.
    """

    people: tuple[UUID, ...]
    sections: frozenset[str] | None
    closed: frozenset[tuple[str, str]]
    needs: frozenset[str]

    def people_sql(self, row: str) -> Sql:
        return among(f"{row}.person_id", [person_key(each) for each in self.people])

    def label_sql(self, row: str) -> Sql:
        """Say that a section and a thread are open."""
        if self.sections is None:
            return YES
        shut = (
            Sql(f"NOT ({row}.section=%s AND {row}.thread=%s)", pair) for pair in sorted(self.closed)
        )
        opened = among(f"{row}.section", ["", *sorted(self.sections)])
        return joined("AND", [opened, *shut], YES)

    def row_sql(self, row: str) -> Sql:
        """Say that a resource of these people is shown."""
        may = among(f"{row}.needs", ["", *sorted(self.needs)])
        return joined("AND", [self.people_sql(row), self.label_sql(row), may], YES)


@dataclass(frozen=True)
class Sight:
    """All that a viewer sees: of whom, and by the scopes of the app, of each type.

    `within(type)` is what the scopes ask of a type besides; `Nothing()` where none covers it.
    `nobodys` are the types that are never anybody's; with `is_named`, what is looked for in the
    other types is of these people alone, which lets the database begin at their rows.
    """

    groups: tuple[Group, ...]
    within: Callable[[str], "Condition"]
    nobodys: frozenset[str] = frozenset()
    is_named: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is closed to the viewer, of any of these people."""
        return all(each.sections is None for each in self.groups)

    def row_sql(self, row: str, type: str) -> Sql:
        """Say that a resource of this type is shown to this viewer."""
        shown = [Sql(f"({row}.person_id IS NULL AND {row}.needs='')")]
        if type not in self.nobodys:
            theirs = [each.row_sql(row) for each in self.groups]
            shown = theirs if self.is_named else [*theirs, *shown]
        return joined("AND", [Sql(f"NOT {row}.gone"), joined("OR", shown, NO)], YES)

    def type_sql(self, row: str, type: str, depth: int) -> Sql:
        """Say that a resource of this type is shown, and within the scopes."""
        # What a scope asks is not itself asked of the scopes again.
        bare = replace(self, within=lambda _: Everything())
        return joined(
            "AND", [self.row_sql(row, type), self.within(type).sql(row, bare, depth)], YES
        )

    def value_sql(self, value: str, row: str) -> Sql:
        """Say that one row of the index is shown: of a composite, parts may be closed."""
        if self.is_whole:
            return YES
        open_to = (
            joined("AND", [each.people_sql(row), each.label_sql(value)], YES)
            for each in self.groups
        )
        return joined("OR", [Sql(f"{value}.section=''"), *open_to], YES)


class Condition(Protocol):
    """A test of one resource."""

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        """Write it for the alias of the resource; `depth` names the aliases inside."""


@dataclass(frozen=True)
class Everything:
    """No condition."""

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:  # noqa: ARG002
        return YES


@dataclass(frozen=True)
class Nothing:
    """What nothing fits."""

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:  # noqa: ARG002
        return NO


@dataclass(frozen=True)
class All:
    """Every one of these."""

    parts: tuple[Condition, ...]

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        return joined("AND", [each.sql(row, sight, depth) for each in self.parts], YES)


@dataclass(frozen=True)
class AnyOf:
    """At least one of these."""

    parts: tuple[Condition, ...]

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        return joined("OR", [each.sql(row, sight, depth) for each in self.parts], NO)


@dataclass(frozen=True)
class Not:
    """Not this."""

    part: Condition

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        inner = self.part.sql(row, sight, depth)
        return Sql(f"NOT ({inner.text})", inner.given)


@dataclass(frozen=True)
class Ids:
    """One of these ids."""

    fids: tuple[str, ...]

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:  # noqa: ARG002
        return among(f"{row}.fid", self.fids)


@dataclass(frozen=True)
class OfPerson:
    """Of this person, or nobody's: as far as an app that was let in for one person reaches."""

    person_id: UUID

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:  # noqa: ARG002
        key = person_key(self.person_id)
        return Sql(f"({row}.person_id=%s OR {row}.person_id IS NULL)", (key,))


@dataclass(frozen=True)
class Changed:
    """Last changed then. Of a composite whose parts may be closed to the viewer, the row's date is
    not the one that they see: `composites` says whether those pass here, to be looked at later.
    """

    when: When
    composites: bool = False

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:  # noqa: ARG002
        found = passed(self.when, f"{row}.at")
        if sight.is_whole:
            return found
        word, test = ("OR", "IS NOT NULL") if self.composites else ("AND", "IS NULL")
        return joined(word, [found, Sql(f"{row}.parts {test}")], YES)


@dataclass(frozen=True)
class Holds:
    """A value of one search parameter that passes a test; without a test, any value at all."""

    param: str
    test: Test | None = None

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        value = f"f{depth}"
        own = Sql(f"{value}.resource_id={row}.id AND {value}.param=%s", (self.param,))
        test = self.test.sql(value) if self.test else YES
        return _exists("exchange_findable", value, [own, test, sight.value_sql(value, row)])


@dataclass(frozen=True)
class Leads:
    """A reference to a resource that the viewer sees, and that fits a condition."""

    param: str
    type: str
    condition: Condition

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        value, there, size = f"f{depth}", f"r{depth}", len(self.type) + 1
        tables = (
            f"exchange_findable {value} JOIN exchange_resource {there} ON {there}.type=%s "
            f"AND {there}.fid=substr({value}.text,{size + 1}) "
            f"AND substr({value}.text,1,{size})=%s"
        )
        own = Sql(f"{value}.resource_id={row}.id AND {value}.param=%s", (self.param,))
        found = _exists("", tables, [own, *_seen(self, value, row, there, sight, depth)])
        return Sql(found.text, (self.type, f"{self.type}/", *found.given))


@dataclass(frozen=True)
class LedTo:
    """A resource that the viewer sees, that refers to this one, and that fits a condition."""

    param: str
    type: str
    condition: Condition

    def sql(self, row: str, sight: Sight, depth: int) -> Sql:
        value, there = f"f{depth}", f"r{depth}"
        tables = (
            f"exchange_findable {value} "
            f"JOIN exchange_resource {there} ON {there}.id={value}.resource_id"
        )
        own = Sql(
            f"{value}.type=%s AND {value}.param=%s AND {value}.text={row}.type||'/'||{row}.fid",
            (self.type, self.param),
        )
        return _exists("", tables, [own, *_seen(self, value, there, there, sight, depth)])


def _seen(
    of: Leads | LedTo, value: str, owner: str, there: str, sight: Sight, depth: int
) -> list[Sql]:
    return [
        sight.value_sql(value, owner),
        sight.type_sql(there, of.type, depth + 1),
        of.condition.sql(there, sight, depth + 1),
    ]


def _exists(table: str, alias: str, parts: list[Sql]) -> Sql:
    found = joined("AND", [each for each in parts if each is not YES], YES)
    return Sql(f"EXISTS (SELECT 1 FROM {table} {alias} WHERE {found.text})", found.given)
