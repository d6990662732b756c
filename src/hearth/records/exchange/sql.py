"""Pieces of SQL with what fills their places, for both engines."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection


class Sql(NamedTuple):
    """A piece of SQL with what fills its places, in order."""

    text: str
    given: tuple[Any, ...] = ()


YES, NO = Sql("1=1"), Sql("1=0")


def joined(word: str, parts: Iterable[Sql], empty: Sql) -> Sql:
    """Join pieces by AND or OR."""
    all = list(parts)
    if word == "AND":
        all = [each for each in all if each is not YES]
    if len(all) < 2:
        return all[0] if all else empty
    text = f"({f' {word} '.join(each.text for each in all)})"
    return Sql(text, tuple(given for each in all for given in each.given))


def among(column: str, values: Iterable[Any]) -> Sql:
    """Say that a column is one of these values."""
    given = tuple(values)
    if not given:
        return NO
    if len(given) == 1:
        return Sql(f"{column}=%s", given)
    return Sql(f"{column} IN ({','.join(['%s'] * len(given))})", given)


def moment(at: datetime) -> Any:
    """Write a moment as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def person_key(person_id: UUID) -> Any:
    """Write a person's id as the database keeps it."""
    return person_id if connection.features.has_native_uuid_field else person_id.hex
