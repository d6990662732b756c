"""A new site is laid out at once; what stands then is what all migrations in turn would make."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Shape = dict[tuple[str, str], Any]

pytestmark = pytest.mark.any_engine


def shape(database: Path) -> Shape:
    """Every table with its columns, keys and checks; every index and trigger as it was written."""
    with sqlite3.connect(database) as held:
        rows = held.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        return {
            (kind, name): _table(held, name, sql or "") if kind == "table" else (table, sql)
            for kind, name, table, sql in rows
        }


def _table(held: sqlite3.Connection, name: str, sql: str) -> Any:
    columns = held.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = held.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    checks = sorted(each.strip().rstrip(",)") for each in sql.split("CONSTRAINT")[1:])
    return (
        sorted((column[1], column[2].lower(), column[3], column[5]) for column in columns),
        sorted((key[2], key[3], key[4]) for key in keys),
        checks,
    )


def migrated(home: Path) -> Path:
    """A database that every migration in turn has made."""
    home.mkdir()
    told = {**os.environ, "HEARTH_HOME": str(home), "HEARTH_DEMO": "1"}
    told["DJANGO_SETTINGS_MODULE"] = "hearth.site.settings"
    for verb in ("migrate", "createcachetable"):
        subprocess.run(
            [sys.executable, "-m", "django", verb, "--verbosity=0"], env=told, check=True
        )
    return home / "hearth.sqlite3"


def test_what_is_laid_out_at_once_is_what_the_migrations_make(made_home, tmp_path):
    laid, in_turn = shape(made_home / "hearth.sqlite3"), shape(migrated(tmp_path / "in-turn"))
    differ = {each for each in laid.keys() | in_turn.keys() if laid.get(each) != in_turn.get(each)}

    assert differ == set()
    assert len(laid) > 900


def test_every_migration_is_noted_as_done(made_home):
    with sqlite3.connect(made_home / "hearth.sqlite3") as held:
        noted = set(held.execute("SELECT app, name FROM django_migrations").fetchall())
    ours = {
        (path.parts[-3], path.stem)
        for path in Path("src/hearth/records").glob("*/migrations/0*.py")
    }

    assert ours <= noted
