"""Spark over the files of an extract: on this machine or on any cluster that can read them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
from hearth.core.cohorts.rules import Rule
from hearth.core.cohorts.tables import TABLES, Holds

if TYPE_CHECKING:
    import pyarrow as pa

LOCAL = "local[*]"
"""All cores of this machine, in this process's own JVM."""

SETTINGS = {
    "spark.app.name": "hearth",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.variable.substitute": "false",  # ${x} in the name of a place is just that
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
}
SPARK_TYPES = {
    Holds.PSEUDONYM: "bigint",
    Holds.TEXT: "string",
    Holds.DAY: "date",
    Holds.NUMBER: "double",
    Holds.SMALL_NUMBER: "tinyint",
}
NEAR = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""For a cluster on this very machine: nobody else can reach the driver."""


@dataclass(frozen=True)
class Spark:
    """The engine for what no longer fits one machine. A session is kept until the process ends."""

    master: str = LOCAL
    settings: tuple[tuple[str, str], ...] = ()  # more of Spark's own, as a cluster needs them
    kept: Path | None = None  # a folder for the SQL of questions, see `compiled.py`
    name: str = "spark"

    def rows(self, definition: Definition, asked: Question) -> "pa.Table":
        """Return the rows of a list, in the order of its columns, sorted by person."""
        sql = sql_of_list(definition, asked.day, "pyspark", self.kept)
        with self._opened(asked, parts_of_list(definition)) as session:
            return session.sql(sql).toArrow().cast(schema_of(definition))

    def write(self, definition: Definition, asked: Question, to: Path) -> int:
        """Write the rows of a list to a new CSV file; return how many there are."""
        from pyarrow.csv import write_csv

        to.open("x").close()
        rows = self.rows(definition, asked)
        write_csv(rows, to)
        return int(rows.num_rows)

    def members(self, rules: tuple[Rule, ...], asked: Question) -> tuple[Members, ...]:
        """Return for each rule the people of whom it is true, all in one pass."""
        sql = sql_of_members(rules, asked.day, "pyspark", self.kept)
        with self._opened(asked, parts_of_rules(rules)) as session:
            return members_of(map(tuple, session.sql(sql).collect()), len(rules))

    def count(
        self, rules: tuple[Rule, ...], by: tuple[Attribute, ...], asked: Question
    ) -> tuple[Counts, Groups]:
        """Count the people of each rule, all in one pass: in all, and in groups."""
        sql = sql_of_tally(rules, by, asked.day, "pyspark", self.kept)
        with self._opened(asked, parts_of_rules(rules)) as session:
            return groups_of(map(tuple, session.sql(sql).collect()), len(rules), by)

    @contextmanager
    def _opened(self, asked: Question, parts: tuple[Part, ...]) -> Iterator[Any]:
        """Name the files as tables, in a session that sees no other question's."""
        needs = needs_of(parts, asked.day)
        session = self._started().newSession()
        for name in ("persons", *tables_of(parts)):
            read = session.read.schema(_columns(name)).parquet(str(asked.file(name)))
            read.createOrReplaceTempView(name)
        _make_codes(session, "event_codes", needs.events, asked.lists)
        _make_codes(session, "medication_codes", needs.medications, asked.lists)
        yield session

    def stop(self) -> None:
        """End the session, and the cluster where it was this process's own."""
        self._started().stop()

    def _started(self) -> Any:
        from pyspark.sql import SparkSession

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        near = NEAR if self.master.startswith("local") or "//127.0.0.1" in self.master else {}
        if near:
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master(self.master)
        for name, value in {**SETTINGS, **near, **dict(self.settings)}.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        return session


def _columns(name: str) -> str:
    """Name the columns of a table and their types, so that Spark need not look for them first."""
    columns = TABLES[name].columns
    return ", ".join(f"`{column.name}` {SPARK_TYPES[column.holds]}" for column in columns)


def _make_codes(session: Any, name: str, places: Places, lists: CodeLists) -> None:
    """Hand the codes over as one Arrow table, so that Spark knows how small it is."""
    import pyarrow as pa

    names = ["system", "code", *(f"word_{word}" for word in range(places.words))]
    types = [pa.string(), pa.string(), *(pa.int64() for _ in range(places.words))]
    rows = [(system, code, *words) for (system, code), words in places.codes(lists)]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    session.createDataFrame(pa.table(arrays, names=names)).createOrReplaceTempView(name)
