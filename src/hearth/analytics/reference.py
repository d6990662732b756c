"""The reference: `core` asked of one person after another. Slow, plain, and right by definition."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hearth.analytics.answers import Attribute, Counts, Group, Groups, Members, Question, members_of
from hearth.analytics.people import Wanted, people
from hearth.analytics.shape import parts_of_list, parts_of_rules, schema_of, tables_of
from hearth.analytics.sorted_reading import SortedReading
from hearth.core.cohorts.columns import Cell, Definition, row
from hearth.core.cohorts.facts import PersonFacts, age_on
from hearth.core.cohorts.rules import Rule

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Reference:
    """Plain Python over the files: needs no analytics engine."""

    name: str = "reference"

    def rows(self, definition: Definition, asked: Question) -> "pa.Table":
        """Return the rows of a list, in the order of its columns, sorted by person."""
        import pyarrow as pa

        cells = list(zip(*_rows(definition, asked), strict=True))
        schema = schema_of(definition)
        columns = cells or [()] * len(schema)
        return pa.table(
            [pa.array(each, field.type) for each, field in zip(columns, schema, strict=True)],
            schema=schema,
        )

    def write(self, definition: Definition, asked: Question, to: Path) -> int:
        """Write the rows of a list to a new CSV file; return how many there are."""
        rows = list(_rows(definition, asked))
        with to.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(definition.columns)
            writer.writerows(rows)
        return len(rows)

    def members(self, rules: tuple[Rule, ...], asked: Question) -> tuple[Members, ...]:
        """Return for each rule the people of whom it is true, all in one pass."""
        reading = SortedReading(asked.lists, asked.day)
        rows = (
            (facts.person, *(reading.matches(rule, facts) for rule in rules))
            for facts in people(asked.extract, _wanted(asked, tables_of(parts_of_rules(rules))))
        )
        return members_of(rows, len(rules))

    def count(
        self, rules: tuple[Rule, ...], by: tuple[Attribute, ...], asked: Question
    ) -> tuple[Counts, Groups]:
        """Count the people of each rule, all in one pass: in all, and in groups."""
        counts = [0] * len(rules)
        groups: dict[Attribute, dict[Group, list[int]]] = {
            each: defaultdict(lambda: [0] * len(rules)) for each in by
        }
        reading = SortedReading(asked.lists, asked.day)
        for facts in people(asked.extract, _wanted(asked, tables_of(parts_of_rules(rules)))):
            told = [reading.matches(rule, facts) for rule in rules]
            for tally in (counts, *(groups[each][_group(facts, each, asked)] for each in by)):
                tally[:] = [sum(pair) for pair in zip(tally, told, strict=True)]
        return tuple(counts), {
            each: {group: tuple(tally) for group, tally in found.items()}
            for each, found in groups.items()
        }


def _rows(definition: Definition, asked: Question) -> Iterator[tuple[Cell, ...]]:
    reading = SortedReading(asked.lists, asked.day)
    for facts in people(asked.extract, _wanted(asked, tables_of(parts_of_list(definition)))):
        if reading.matches(definition.rule, facts):
            yield row(definition, facts, reading)


def _wanted(asked: Question, tables: frozenset[str]) -> Wanted:
    return Wanted(codes=frozenset[tuple[str, str]]().union(*asked.lists.values()), tables=tables)


def _group(facts: PersonFacts, by: Attribute, asked: Question) -> Group:
    if by is Attribute.AGE:
        return None if facts.born is None else age_on(facts.born, asked.day)
    group: Group = getattr(facts, by.value)
    return group
