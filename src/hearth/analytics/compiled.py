"""The SQL of a question, made once: ibis takes a second to load, DuckDB alone a tenth of it.

The SQL holds the rule and the day, never a code and never a fact about a person. So it may be kept
in a folder, under a hash of everything that it was made from, and run later without ibis.
"""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hearth.analytics.answers import Attribute
from hearth.analytics.shape import parts_of_list, parts_of_rules
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.rules import Rule
from hearth.core.cohorts.tables import SCHEMA_VERSION

MAKERS = ("answers", "compiled", "gathering", "needs", "relational")
"""The modules that decide what the SQL says: when one changes, none that was kept is used."""

_made: dict[str, str] = {}


def sql_of_list(definition: Definition, day: date, dialect: str, kept: Path | None = None) -> str:
    """Return the SQL that answers with the rows of a list."""

    def make() -> Any:
        from hearth.analytics.gathering import Gathering
        from hearth.analytics.relational import list_of

        return list_of(definition, Gathering(parts_of_list(definition), day))

    # What a list is called and said to be about changes nothing.
    return _sql((definition.rule, definition.shows, day), make, dialect, kept)


def sql_of_members(
    rules: tuple[Rule, ...], day: date, dialect: str, kept: Path | None = None
) -> str:
    """Return the SQL that answers of whom each rule is true."""

    def make() -> Any:
        from hearth.analytics.gathering import Gathering
        from hearth.analytics.relational import members_of

        return members_of(rules, Gathering(parts_of_rules(rules), day))

    return _sql((rules, day), make, dialect, kept)


def sql_of_tally(
    rules: tuple[Rule, ...],
    by: tuple[Attribute, ...],
    day: date,
    dialect: str,
    kept: Path | None = None,
) -> str:
    """Return the SQL that answers with how many people there are of each rule, in each group."""

    def make() -> Any:
        from hearth.analytics.gathering import Gathering
        from hearth.analytics.relational import tally_of

        return tally_of(rules, by, Gathering(parts_of_rules(rules), day))

    return _sql((rules, by, day), make, dialect, kept)


def _sql(asked: object, make: Callable[[], Any], dialect: str, kept: Path | None) -> str:
    said = f"{dialect} {SCHEMA_VERSION} {_makers()} {asked!r}"
    key = hashlib.sha256(said.encode()).hexdigest()
    if key not in _made:
        _made[key] = _read(key, kept) or _compile(make(), dialect)
    _keep(key, kept)
    return _made[key]


@cache
def _makers() -> str:
    here = Path(__file__).parent
    made_by = b"".join((here / f"{name}.py").read_bytes() for name in MAKERS)
    return hashlib.sha256(made_by).hexdigest()


def _compile(expression: Any, dialect: str) -> str:
    import ibis

    getattr(ibis, dialect)  # loads the options of this dialect
    return str(ibis.to_sql(expression, dialect=dialect))


def _read(key: str, kept: Path | None) -> str | None:
    if kept is None or not (file := kept / f"{key}.sql").is_file():
        return None
    return file.read_text(encoding="utf-8")


def _keep(key: str, kept: Path | None) -> None:
    """Write a file whole or not at all; somebody else may be writing the same one."""
    if kept is None or (kept / f"{key}.sql").exists():
        return
    kept.mkdir(parents=True, exist_ok=True)
    part = kept / f"{key}.{os.getpid()}.part"
    part.write_text(_made[key], encoding="utf-8")
    part.replace(kept / f"{key}.sql")
