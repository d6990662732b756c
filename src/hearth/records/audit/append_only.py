"""Tables whose rows are only ever added: the database itself refuses to change or delete them.

A model that says `APPEND_ONLY = True` has a migration with `append_only("its_table")`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, migrations

WORDS = "Rows of this table are only added: they cannot be changed or deleted."
PREFIX = "append_only_"
# 23000 makes it an IntegrityError, as it is on SQLite.
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION hearth_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = '23000'; END $$
"""


def append_only(table: str) -> migrations.RunPython:
    """Return the step of a migration that lets rows of this table only be added."""

    def put_on(_: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in _triggers(table, vendor):
            schema_editor.execute(statement)

    def take_off(_: Any, schema_editor: Any) -> None:
        where = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for doing in _doings(schema_editor.connection.vendor):
            schema_editor.execute(f"DROP TRIGGER {_name(table, doing)}{where}")

    return migrations.RunPython(put_on, take_off)


def _triggers(table: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {_name(table, doing)} BEFORE {doing} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            for doing in _doings(vendor)
        ]
    return [FUNCTION] + [
        f"CREATE TRIGGER {_name(table, doing)} BEFORE {doing} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION hearth_append_only()"
        for doing in _doings(vendor)
    ]


def _doings(vendor: str) -> list[str]:
    return ["UPDATE", "DELETE"] if vendor == "sqlite" else ["UPDATE", "DELETE", "TRUNCATE"]


def _name(table: str, doing: str) -> str:
    return f"{PREFIX}{table}_{doing.lower()}"


def unguarded() -> list[str]:
    """Return the tables that should only grow, and that the database does not guard."""
    tables = [model._meta.db_table for model in apps.get_models() if _only_grows(model)]
    held = {name for name, _, _ in _held()}
    return [
        table
        for table in tables
        if not {_name(table, doing) for doing in _doings(connection.vendor)} <= held
    ]


def _only_grows(model: Any) -> bool:
    return bool(getattr(model, "APPEND_ONLY", False))


@contextmanager
def lifted() -> Iterator[None]:
    """Let rows be thrown away meanwhile: for a demonstration or a test that starts anew."""
    held = _held()
    with connection.cursor() as cursor:
        for name, table, _ in held:
            cursor.execute(f"DROP TRIGGER {name}{_on(table)}")
    yield
    with connection.cursor() as cursor:
        for _, _, statement in held:
            cursor.execute(statement)


def _on(table: str) -> str:
    return "" if connection.vendor == "sqlite" else f" ON {table}"


def _held() -> list[tuple[str, str, str]]:
    """The triggers that stand: (name, table, the statement that makes it)."""
    query = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row for row in cursor.fetchall() if row[0].startswith(PREFIX)]
