"""DuckDB over the files of an extract, in this process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearth.analytics.answers import (
    Attribute,
    Counts,
    Groups,
    Members,
    Question,
    groups_of,
    members_of,
)
from hearth.analytics.compiled import (
    sql_of_list,
    sql_of_members,
    sql_of_tally,
)
from hearth.analytics.needs import Places, needs_of
from hearth.analytics.shape import Part, parts_of_list, parts_of_rules, schema_of, tables_of
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.facts import CodeLists
from hearth.core.cohorts.rules import NotARule, Rule

if TYPE_CHECKING:
    import pyarrow as pa

SEPARATOR = "\x1f"
"""Stands between values in a long text: the control character that is made for it."""


@dataclass(frozen=True)
class DuckDB:
    """The engine for one machine. What does not fit `memory` is spilt beside the extract."""

    memory: str = "700MB"
    threads: int = os.cpu_count() or 1
    kept: Path | None = None  # a folder for the SQL of questions, see `compiled.py`
    name: str = "duckdb"

    def rows(self, definition: Definition, asked: Question) -> "pa.Table":
        """Return the rows of a list, in the order of its columns, sorted by person."""
        sql = sql_of_list(definition, asked.day, "duckdb", self.kept)
        with self._opened(asked, parts_of_list(definition)) as tables:
            return tables.execute(sql).to_arrow_table().cast(schema_of(definition))

    def write(self, definition: Definition, asked: Question, to: Path) -> int:
        """Write the rows of a list to a new CSV file; return how many there are."""
        sql = sql_of_list(definition, asked.day, "duckdb", self.kept)
        to.open("x").close()
        with self._opened(asked, parts_of_list(definition)) as tables:
            copied = tables.execute(f"COPY ({sql}) TO {quoted(to)} (FORMAT csv, HEADER)")
            return int(copied.fetchall()[0][0])

    def members(self, rules: tuple[Rule, ...], asked: Question) -> tuple[Members, ...]:
        """Return for each rule the people of whom it is true, all in one pass."""
        sql = sql_of_members(rules, asked.day, "duckdb", self.kept)
        with self._opened(asked, parts_of_rules(rules)) as tables:
            return members_of(tables.execute(sql).fetchall(), len(rules))

    def count(
        self, rules: tuple[Rule, ...], by: tuple[Attribute, ...], asked: Question
    ) -> tuple[Counts, Groups]:
        """Count the people of each rule, all in one pass: in all, and in groups."""
        sql = sql_of_tally(rules, by, asked.day, "duckdb", self.kept)
        with self._opened(asked, parts_of_rules(rules)) as tables:
            return groups_of(tables.execute(sql).fetchall(), len(rules), by)

    @contextmanager
    def _opened(self, asked: Question, parts: tuple[Part, ...]) -> Iterator[Any]:
        """Open the files as tables, and make those of the codes."""
        needs = needs_of(parts, asked.day)
        with self._started(asked.extract.folder.parent).cursor() as tables:
            for name in ("persons", *tables_of(parts)):
                file = quoted(asked.file(name))
                tables.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({file})")
            _make_codes(tables, "event_codes", needs.events, asked.lists)
            _make_codes(tables, "medication_codes", needs.medications, asked.lists)
            yield tables

    def _started(self, beside: Path) -> Any:
        """Start DuckDB once in a process: all questions then share its memory and its limit."""
        return _start(os.getpid(), self.memory, self.threads, beside / ".spilt")


@cache
def _start(_process: int, memory: str, threads: int, spilt: Path) -> Any:
    """Start DuckDB in this very process; one that was forked must not use its parent's."""
    import duckdb

    return duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(spilt),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,  # a name means a table, never a variable
        }
    )


def quoted(text: str | Path) -> str:
    """Return a text as SQL says it."""
    return "'" + str(text).replace("'", "''") + "'"


def _make_codes(tables: Any, name: str, places: Places, lists: CodeLists) -> None:
    """Make a table of codes and their words.

    They are said as one long text for each column. Row by row is slow to read, and parameters
    make DuckDB load pandas, which takes longer than a practice's whole answer.
    """
    words = [f"word_{word}" for word in range(places.words)]
    columns = ", ".join(f"{word} BIGINT" for word in words)
    tables.execute(f"CREATE TEMP TABLE {name} (system VARCHAR, code VARCHAR, {columns})")
    for system, same in groupby(places.codes(lists), key=lambda each: each[0][0]):
        codes = list(same)
        listed = [_unnested([code for (_, code), _ in codes], "VARCHAR")]
        for at in range(places.words):
            listed.append(_unnested([str(held[at]) for _, held in codes], "BIGINT"))
        tables.execute(f"INSERT INTO {name} SELECT {quoted(system)}, {', '.join(listed)}")


def _unnested(values: list[str], kind: str) -> str:
    if any(SEPARATOR in value for value in values):
        raise NotARule("A code list holds a code with a control character.")
    return f"unnest(string_split({quoted(SEPARATOR.join(values))}, '{SEPARATOR}')::{kind}[])"
