"""Empty the database after a test that really committed: only the tables that have rows.

Django's own way empties every table and makes all permissions again, which took a tenth of the
time of all tests.
"""

from django.apps import apps
from django.db import connection, transaction

from hearth.records.audit.append_only import lifted

# What a migration leaves behind, and no test changes.
LASTING = {"django_content_type", "auth_permission", "django_site"}


def empty() -> None:
    """Delete every row that a test left."""
    if tables := tables_with_rows():
        if connection.vendor == "postgresql":
            empty_on_postgresql(tables)
        else:
            empty_on_sqlite(tables)


def tables_with_rows() -> list[str]:
    """Ask for all of them in one query."""
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models if model._meta.managed} - LASTING
    each = (
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [table for (table,) in cursor.fetchall()]


def empty_on_postgresql(tables: list[str]) -> None:
    """As a copy would: neither triggers nor references are looked at meanwhile."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        delete_all(tables)


def empty_on_sqlite(tables: list[str]) -> None:
    """Triggers are lifted, for SQLite cannot switch them off."""
    with connection.constraint_checks_disabled(), transaction.atomic(), lifted():
        delete_all(tables)


def delete_all(tables: list[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
