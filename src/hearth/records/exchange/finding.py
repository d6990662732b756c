"""Find resources by conditions, page by page, in one statement each: only what a viewer sees.

Pages go by where the last one ended, so that new rows shift nothing. What settles the order of
equals is the id that everybody sees, never the number of a row: a gap there would tell of others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from hearth.records.exchange.conditions import Condition, Sight
from hearth.records.exchange.models import Resource
from hearth.records.exchange.sql import YES, Sql, among, joined

Mark = tuple[Any, ...]
"""Where a page ended: the values that it is sorted by, and the id."""


@dataclass(frozen=True)
class Order:
    """One key of the order: "_id", "_lastUpdated", or a parameter by its column of the index."""

    param: str
    column: str = "text"
    down: bool = False

    def sql(self, sight: Sight) -> Sql:
        """Write the value that a resource is sorted by."""
        if self.param == "_id":
            return Sql("r.fid")
        if self.param == "_lastUpdated":
            return _date_of_change(sight)
        pick = "MAX" if self.down else "MIN"
        seen = sight.value_sql("s", "r")
        return Sql(
            f"(SELECT {pick}(s.{self.column}) "
            f"FROM exchange_findable s WHERE s.resource_id=r.id AND s.param=%s AND {seen.text})",
            (self.param, *seen.given),
        )


def _date_of_change(sight: Sight) -> Sql:
    """Take, for a composite that may be cut, when it came to be: later changes may be hidden."""
    if sight.is_whole:
        return Sql("r.at")
    first = "SELECT MIN(v.at) FROM exchange_resourceversion v WHERE v.resource_id=r.id"
    return Sql(f"CASE WHEN r.parts IS NULL THEN r.at ELSE ({first}) END")


class Hit(NamedTuple):
    """One resource that was found. `mark` is where it stands in the order."""

    key: int
    type: str
    fid: str
    is_composite: bool
    person: Any
    body: str
    mark: Mark


COLUMNS = "r.id, r.type, r.fid, r.parts IS NOT NULL, r.person_id, r.body"


def find(
    type: str,
    condition: Condition,
    sight: Sight,
    *,
    order: Sequence[Order] = (),
    after: Mark | None = None,
    most: int,
) -> list[Hit]:
    """Return the first resources of a type after a mark, in order; at most `most`."""
    keys = [each.sql(sight) for each in order]
    named = "".join(f", {key.text} AS k{place}" for place, key in enumerate(keys))
    where = _where(type, condition, sight)
    given = [*(g for key in keys for g in key.given), *where.given]
    text = f"SELECT {COLUMNS}{named} FROM exchange_resource r WHERE {where.text}"
    if keys:
        beyond = _beyond(order, after, "q.fid") if after else YES
        text = f"SELECT * FROM ({text}) q WHERE {beyond.text} ORDER BY {_ordered(order)}"
        given += beyond.given
    else:
        text += f" AND {_exact('r.fid')}>%s" if after else ""
        given += [after[-1]] if after else []
        text += f" ORDER BY {_exact('r.fid')}"
    rows = _rows(f"{text} LIMIT %s", [*given, most])
    return [_hit(row, (*map(_plain, row[6:]), row[2])) for row in rows]


def count(type: str, condition: Condition, sight: Sight) -> int:
    """Count what `find` would return in all."""
    where = _where(type, condition, sight)
    text = f"SELECT COUNT(*) FROM exchange_resource r WHERE {where.text}"
    return int(_rows(text, where.given)[0][0])


def _where(type: str, condition: Condition, sight: Sight) -> Sql:
    own = Sql("r.type=%s", (type,))
    seen = sight.type_sql("r", type, 1)
    return joined("AND", [own, seen, condition.sql("r", sight, 1)], YES)


def references(keys: Iterable[int], params: Iterable[str] | None, sight: Sight) -> list[str]:
    """Return what these resources refer to, as far as it is shown; None: by any parameter."""
    wanted = among("f.resource_id", keys)
    named = among("f.param", params) if params is not None else YES
    seen = sight.value_sql("f", "r")
    text = (
        "SELECT DISTINCT f.text FROM exchange_findable f "
        "JOIN exchange_resource r ON r.id=f.resource_id "
        f"WHERE {wanted.text} AND {named.text} AND {seen.text} AND f.text LIKE '%%/%%'"
    )
    return sorted(row[0] for row in _rows(text, [*wanted.given, *named.given, *seen.given]))


def referring(
    texts: Iterable[str], type: str, params: Iterable[str], sight: Sight, *, most: int
) -> list[Hit]:
    """Return the resources of a type that refer to one of these by one of the parameters."""
    to, by = among("f.text", texts), among("f.param", params)
    seen = joined("AND", [sight.value_sql("f", "r"), sight.type_sql("r", type, 1)], YES)
    text = (
        f"SELECT {COLUMNS} FROM exchange_findable f "
        f"JOIN exchange_resource r ON r.id=f.resource_id WHERE f.type=%s "
        f"AND {by.text} AND {to.text} AND {seen.text} ORDER BY {_exact('r.fid')} LIMIT %s"
    )
    rows = _rows(text, [type, *by.given, *to.given, *seen.given, most])
    return _once(rows)


def named(type: str, fids: Iterable[str], sight: Sight) -> list[Hit]:
    """Return the resources of a type with these ids that the viewer sees."""
    wanted, seen = among("r.fid", fids), sight.type_sql("r", type, 1)
    text = (
        f"SELECT {COLUMNS} FROM exchange_resource r WHERE r.type=%s "
        f"AND {wanted.text} AND {seen.text} ORDER BY {_exact('r.fid')}"
    )
    return _once(_rows(text, [type, *wanted.given, *seen.given]))


def whole_rows(keys: Iterable[int]) -> dict[int, Resource]:
    """The rows themselves, for what must be cut before it is shown."""
    return Resource.objects.in_bulk(list(keys))


def _once(rows: Iterable[Sequence[Any]]) -> list[Hit]:
    return list({row[0]: _hit(row, ()) for row in rows}.values())


def _hit(row: Sequence[Any], mark: Mark) -> Hit:
    key, type, fid, is_composite, person, body = row[:6]
    return Hit(key, type, fid, bool(is_composite), person, body, mark)


def _ordered(order: Sequence[Order]) -> str:
    """Order by the keys, nothing last, then by the id."""
    parts = []
    for place, each in enumerate(order):
        down = " DESC" if each.down else ""
        parts += [f"(CASE WHEN k{place} IS NULL THEN 1 ELSE 0 END)", _key(each, place) + down]
    return ", ".join([*parts, _exact("q.fid")])


def _key(order: Order, place: int) -> str:
    """Compare texts by their characters on both engines."""
    is_text = order.column == "text" and order.param != "_lastUpdated"
    return _exact(f"k{place}") if is_text else f"k{place}"


def _exact(column: str) -> str:
    return f'{column} COLLATE "C"' if connection.vendor == "postgresql" else column


def _beyond(order: Sequence[Order], after: Mark, fid: str) -> Sql:
    """Say that a row comes after a mark: further by one key, and the same by those before it."""
    same: list[Sql] = []
    ways: list[Sql] = []
    for place, (each, value) in enumerate(zip(order, after[:-1], strict=True)):
        key = _key(each, place)
        if value is None:
            same.append(Sql(f"k{place} IS NULL"))
            continue
        further = Sql(f"({key}{'<' if each.down else '>'}%s OR k{place} IS NULL)", (value,))
        ways.append(joined("AND", [*same, further], YES))
        same.append(Sql(f"{key}=%s", (value,)))
    ways.append(joined("AND", [*same, Sql(f"{_exact(fid)}>%s", (after[-1],))], YES))
    return joined("OR", ways, YES)


def _plain(value: Any) -> Any:
    """Write a sort value so that it can stand in a mark and be compared again."""
    return value if value is None or isinstance(value, str | int | float) else value.isoformat()


def _rows(text: str, given: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, list(given))
        return cursor.fetchall()


def person_of(hit: Hit) -> UUID | None:
    """Return whose a resource is."""
    if hit.person is None or isinstance(hit.person, UUID):
        return hit.person
    return UUID(hit.person)
