"""Rows of a statement written by hand, as the models that they are.

Django builds its SQL anew for each query, which costs more than to run it. What every call of
other software asks is therefore asked by statements that are written once.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def one_row(statement: str, values: Sequence[Any]) -> Sequence[Any] | None:
    """Run a statement that finds one row at most."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


@cache
def columns(model: type[models.Model], name: str) -> str:
    """The columns of a table, by the name that it has in a statement."""
    return ", ".join(f"{name}.{field.column}" for field in model._meta.concrete_fields)


@cache
def names(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the fields of a model, in the order of `columns`."""
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def width(*kinds: type[models.Model]) -> int:
    """How many columns these models have."""
    return sum(len(names(kind)) for kind in kinds)


def made(model: type[M], row: Sequence[Any], start: int = 0) -> M | None:
    """Return what stands in a row from a column on; None where a join found nothing."""
    if row[start] is None:
        return None
    values = list(row[start : start + width(model)])
    for place, read in _readers(model):
        value = values[place]
        if isinstance(value, str):
            values[place] = read(value)
        elif isinstance(value, datetime) and value.tzinfo is None:
            values[place] = value.replace(tzinfo=UTC)
    found: M = model.from_db("default", names(model), values)
    return found


def moment(text: str) -> datetime:
    """Read a moment as SQLite keeps it, or as JSON says it."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


READ = {
    "UUIDField": UUID, "DateField": date.fromisoformat, "DateTimeField": moment,
    "JSONField": json.loads,
}  # fmt: skip


@cache
def _readers(model: type[models.Model]) -> tuple[tuple[int, Any], ...]:
    """The columns that may come as text, each with how it is read."""
    fields = (getattr(each, "target_field", each) for each in model._meta.concrete_fields)
    kinds = [field.get_internal_type() for field in fields]
    return tuple((place, READ[kind]) for place, kind in enumerate(kinds) if kind in READ)
