"""The index of words: SQLite's FTS5 or PostgreSQL's text search, behind `matching` and `put`.

Both keep, for each listing, the words of its name and all words and terms that it has. Both stem
English. What an entry must have comes as groups (core.directory.terms), and becomes the language of
the engine here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import connection, migrations
from django.db.models.expressions import RawSQL

from hearth.core.directory.terms import SHORTEST_BEGINNING, Group

TABLE, WORDS = "directory_listing", "directory_words"

ON_SQLITE = (
    f"""CREATE VIRTUAL TABLE {WORDS} USING fts5(
        names, said, detail=column, columnsize=0, prefix='4 5 6 7 8',
        tokenize='porter unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER {WORDS}_go AFTER DELETE ON {TABLE}
        BEGIN DELETE FROM {WORDS} WHERE rowid = OLD.id; END""",
)
OFF_SQLITE = (f"DROP TRIGGER {WORDS}_go", f"DROP TABLE {WORDS}")
ON_POSTGRESQL = (
    f"ALTER TABLE {TABLE} ADD COLUMN names tsvector, ADD COLUMN said tsvector",
    f"CREATE INDEX {WORDS}_names ON {TABLE} USING gin (names) WITH (fastupdate = off)",
    f"CREATE INDEX {WORDS}_said ON {TABLE} USING gin (said) WITH (fastupdate = off)",
)
OFF_POSTGRESQL = (f"ALTER TABLE {TABLE} DROP COLUMN names, DROP COLUMN said",)


def words_index() -> migrations.RunPython:
    """Return the step of a migration that lays the index beside the listings."""

    def put_on(_: Any, schema_editor: Any) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in ON_SQLITE if is_sqlite else ON_POSTGRESQL:
            schema_editor.execute(statement)

    def take_off(_: Any, schema_editor: Any) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        for statement in OFF_SQLITE if is_sqlite else OFF_POSTGRESQL:
            schema_editor.execute(statement)

    return migrations.RunPython(put_on, take_off)


FAR = 4000
"""So many of a common word PostgreSQL reads before it sorts them; it need not see the others."""


class Match(NamedTuple):
    """One listing that fits: its id, its name as sorted by, and its points as text."""

    id: int
    name: str
    points: str


def put(said: Iterable[tuple[int, str, str]]) -> None:
    """Keep the words of listings: (the id, the words of its name, all its words and terms)."""
    rows = list(said)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {WORDS}(rowid, names, said) VALUES (%s, %s, %s)", rows)
        else:
            cursor.executemany(
                f"UPDATE {TABLE} SET names = to_tsvector('english', %s),"
                " said = to_tsvector('english', %s) WHERE id = %s",
                [(names, words, key) for key, names, words in rows],
            )


def matching(
    groups: Sequence[Group], *, age: int | None = None, in_names: bool = False, limit: int
) -> list[Match]:
    """Return at most so many listings that have all the groups, in the order of their ids.

    `in_names`: the words must stand in the name. `age`: only what suits somebody so old.
    """
    parts, values = (_sqlite if connection.vendor == "sqlite" else _postgresql)(groups, in_names)
    if age is not None:
        parts[1].extend(["COALESCE(l.minimum_age, 0) <= %s", "COALESCE(l.maximum_age, 999) >= %s"])
        values += [age, age]
    source, conditions, order = parts
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    found = f"SELECT l.id, l.name, l.points FROM {source}{where}"
    if connection.vendor == "postgresql" and groups and limit < FAR:
        # Without this it would walk all listings by id, and read the words of each.
        found, order = f"SELECT l.* FROM ({found} LIMIT {FAR}) l", "l.id"
    with connection.cursor() as cursor:
        cursor.execute(f"{found} ORDER BY {order} LIMIT %s", [*values, limit])
        return [Match(*row) for row in cursor.fetchall()]


def those_with(groups: Sequence[Group]) -> RawSQL:
    """Return the ids of all listings that have all the groups (at least one), as a query."""
    parts, values = (_sqlite if connection.vendor == "sqlite" else _postgresql)(groups, False)
    source, conditions, _ = parts
    return RawSQL(f"SELECT l.id FROM {source} WHERE {' AND '.join(conditions)}", values)


Parts = tuple[str, list[str], str]


def _sqlite(groups: Sequence[Group], in_names: bool) -> tuple[Parts, list[Any]]:
    if not groups:
        return (f"{TABLE} l", [], "l.id"), []
    said = " AND ".join(_in_fts5(group, in_names) for group in groups)
    # CROSS JOIN: words first, then the listing of each; never the other way round.
    source = f"{WORDS} w CROSS JOIN {TABLE} l ON l.id = w.rowid"
    return (source, [f"{WORDS} MATCH %s"], "w.rowid"), [said]


def _in_fts5(group: Group, in_names: bool) -> str:
    joint = " OR " if group.any_word else " AND "
    words = joint.join(f'"{word}"{" *" if _is_beginning(word) else ""}' for word in group.words)
    if words and in_names:
        return f"names : ({words})"
    terms = " OR ".join(f'"{term}"' for term in sorted(group.terms))
    return f"said : ({' OR '.join(filter(None, (words and f'({words})', terms)))})"


def _postgresql(groups: Sequence[Group], in_names: bool) -> tuple[Parts, list[Any]]:
    named = [group for group in groups if in_names and group.words]
    others = [group for group in groups if group not in named]
    asked = {"names": [_in_tsquery(replace(each, terms=frozenset())) for each in named],
             "said": [_in_tsquery(each) for each in others]}  # fmt: skip
    held = {column: " & ".join(each) for column, each in asked.items() if each}
    conditions = [f"l.{column} @@ to_tsquery('english', %s)" for column in held]
    return (f"{TABLE} l", conditions, "l.id"), list(held.values())


def _in_tsquery(group: Group) -> str:
    joint = " | " if group.any_word else " & "
    words = joint.join(f"{word}{':*' if _is_beginning(word) else ''}" for word in group.words)
    return f"({' | '.join(filter(None, (words and f'({words})', *sorted(group.terms))))})"


def _is_beginning(word: str) -> bool:
    return len(word) >= SHORTEST_BEGINNING
