"""Ask a population: who is on a list, and how many. Every engine gives the same answer.

result = run(definition, extract, lists, engine="duckdb")
tally = count([everyone, eligible], extract, lists, by=[Attribute.SEX], engine="duckdb")
"""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from hearth.analytics.answers import (
    Attribute,
    Engine,
    Extract,
    Members,
    Question,
    Result,
    Tally,
    Written,
)
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.facts import CodeLists
from hearth.core.cohorts.rules import NotARule, Rule, lists_of

ENGINES = ("duckdb", "spark", "reference")


def engine_called(name: str, *, master: str | None = None, kept: Path | None = None) -> Engine:
    """Return an engine by its name.

    `master` is the cluster that Spark is to use. `kept` is a folder for the SQL of questions: what
    was asked before starts a second sooner.
    """
    match name:
        case "reference":
            from hearth.analytics.reference import Reference

            return Reference()
        case "duckdb":
            from hearth.analytics.duckdb import DuckDB

            return DuckDB(kept=kept)
        case "spark":
            from hearth.analytics.spark import LOCAL, Spark

            return Spark(master or LOCAL, kept=kept)
        case _:
            raise ValueError(f"There is no engine called {name}. There are {', '.join(ENGINES)}.")


def run(
    definition: Definition,
    extract: Extract,
    lists: CodeLists,
    *,
    engine: str | Engine = "duckdb",
    day: date | None = None,
) -> Result:
    """Return who is on a list, with what it shows of them. `day` is the extract's unless given."""
    ready, asked = _ready(engine), _asked(definition.lists, extract, lists, day)
    began = perf_counter()
    table = ready.rows(definition, asked)
    return Result(ready.name, asked.day, definition.columns, table, perf_counter() - began)


def write_list(
    definition: Definition,
    extract: Extract,
    lists: CodeLists,
    *,
    to: Path,
    engine: str | Engine = "duckdb",
    day: date | None = None,
) -> Written:
    """Write who is on a list to a new CSV file: whole, or not at all. Raises FileExistsError."""
    ready, asked = _ready(engine), _asked(definition.lists, extract, lists, day)
    if to.exists():
        raise FileExistsError(f"{to} is there already.")
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    began = perf_counter()
    try:
        rows = ready.write(definition, asked, part)
        part.rename(to)
    finally:
        part.unlink(missing_ok=True)
    return Written(ready.name, asked.day, to, rows, perf_counter() - began)


def members(
    rules: Sequence[Rule],
    extract: Extract,
    lists: CodeLists,
    *,
    engine: str | Engine = "duckdb",
    day: date | None = None,
) -> tuple[Members, ...]:
    """Return for each rule the people of whom it is true, all rules in one pass."""
    ready, asked = _ready(engine), _asked(_named(rules), extract, lists, day)
    return ready.members(tuple(rules), asked)


def count(
    rules: Sequence[Rule],
    extract: Extract,
    lists: CodeLists,
    *,
    by: Iterable[Attribute] = (),
    engine: str | Engine = "duckdb",
    day: date | None = None,
) -> Tally:
    """Count the people of each rule, all rules in one pass; in groups too, for each of `by`."""
    ready, asked = _ready(engine), _asked(_named(rules), extract, lists, day)
    began = perf_counter()
    counts, groups = ready.count(tuple(rules), tuple(by), asked)
    return Tally(ready.name, asked.day, counts, groups, perf_counter() - began)


def _named(rules: Sequence[Rule]) -> frozenset[str]:
    return frozenset[str]().union(*(lists_of(rule) for rule in rules))


def _ready(engine: str | Engine) -> Engine:
    return engine_called(engine) if isinstance(engine, str) else engine


def _asked(named: frozenset[str], extract: Extract, lists: CodeLists, day: date | None) -> Question:
    """Keep the lists that are asked about; refuse a rule that names one which is not there."""
    missing = sorted(named - lists.keys())
    if missing:
        raise NotARule([f"There is no code list called “{name}”." for name in missing])
    return Question(extract, {name: lists[name] for name in sorted(named)}, day or extract.day)
