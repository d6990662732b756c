"""Where rows wait between reading and keeping: a private database that spills to disk by itself.

Memory stays small however large the files are. Nothing here outlives the import.
"""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from hearth.jobs.imports.facts import Findings, GoalFacts, MedicationFacts, PersonFacts, PlanFacts
from hearth.jobs.imports.fhir.elements import fingerprint
from hearth.jobs.imports.tally import Place

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE person (k INTEGER PRIMARY KEY, file TEXT, row INT, type TEXT, facts BLOB);
CREATE TABLE waiting (
  k INTEGER PRIMARY KEY, file TEXT, row INT, type TEXT, kind TEXT, ref TEXT, shown TEXT,
  source_id TEXT, digest TEXT, day TEXT, medication TEXT, replaces INT, facts BLOB,
  person TEXT, left_out INT DEFAULT 0);
CREATE TABLE name (ref TEXT PRIMARY KEY, k INT, facts BLOB);
CREATE TABLE born (person TEXT PRIMARY KEY, day TEXT);
"""
INDEXES = """
CREATE INDEX waiting_by_ref ON waiting (ref);
"""

REPEATED = """
SELECT before, k, digest = digest_before, replaces FROM (
  SELECT k, digest, replaces, lag(k) OVER same AS before, lag(digest) OVER same AS digest_before
  FROM waiting WHERE person IS NOT NULL AND left_out = 0
  WINDOW same AS (PARTITION BY person, kind, source_id ORDER BY k))
WHERE before IS NOT NULL ORDER BY k
"""

Waiting = tuple[int, Place, Any]


class Spool:
    """Rows that were read well, waiting until all of them have been."""

    def __init__(self) -> None:
        # An empty name: SQLite keeps it in memory, and spills to a file that it deletes itself.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(SCHEMA)
        self._db.execute("BEGIN")

    def close(self) -> None:
        self._db.close()

    def add_person(self, place: Place, facts: PersonFacts) -> None:
        self._db.execute(
            "INSERT INTO person (file, row, type, facts) VALUES (?, ?, ?, ?)",
            (place.file, place.row, place.type, pickle.dumps(facts)),
        )

    def add(self, place: Place, facts: Findings | GoalFacts | PlanFacts, *, replaces: bool) -> None:
        """Let a row wait. `replaces`: its source says that it takes the place of an earlier one."""
        day = facts.day if isinstance(facts, Findings) else None
        cursor = self._db.execute(
            "INSERT INTO waiting (file, row, type, kind, ref, shown, source_id, digest, day,"
            " medication, replaces, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                place.file, place.row, place.type, kind_of(facts), facts.subject.ref,
                facts.subject.shown_name, facts.source_id, fingerprint(_said(facts)),
                day.isoformat() if day else None, _medication(facts), replaces, pickle.dumps(facts),
            ),
        )  # fmt: skip
        if isinstance(facts, GoalFacts):
            self._add_names(facts.refs, cursor.lastrowid, None)

    def add_medication(self, facts: MedicationFacts) -> None:
        self._add_names(facts.refs, None, pickle.dumps(dict(facts.fields)))

    def _add_names(self, refs: Iterable[str], k: int | None, facts: bytes | None) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO name VALUES (?, ?, ?)", [(ref, k, facts) for ref in refs]
        )

    def people(self) -> Iterator[tuple[Place, PersonFacts]]:
        for file, row, type_, facts in self._db.execute(
            "SELECT file, row, type, facts FROM person ORDER BY k"
        ):
            yield Place(file, row, type_), pickle.loads(facts)

    def all_read(self) -> None:
        """Say that reading is over: what comes next looks rows up."""
        self._db.executescript(INDEXES)

    def subjects(self) -> list[tuple[str, str]]:
        """Whom the rows are about: each reference, with a name that stands beside it."""
        return self._db.execute("SELECT ref, max(shown) FROM waiting GROUP BY ref").fetchall()

    def tie(self, ref: str, person_id: UUID) -> None:
        """Say who a reference means."""
        self._db.execute("UPDATE waiting SET person = ? WHERE ref = ?", (str(person_id), ref))

    def set_born(self, person_id: UUID, day: date) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO born VALUES (?, ?)", (str(person_id), day.isoformat())
        )

    def about_nobody(self) -> Iterator[Waiting]:
        """Rows whose person was not found."""
        return self._rows("person IS NULL")

    def before_birth(self) -> Iterator[Waiting]:
        """Rows from before the person was born; a day is left for time zones."""
        return self._rows(
            "day < (SELECT date(born.day, '-1 day') FROM born WHERE born.person = waiting.person)"
        )

    def without_medication(self) -> Iterator[Waiting]:
        """Requests that point to a medicine which is not in these files."""
        return self._rows("medication IS NOT NULL AND medication NOT IN (SELECT ref FROM name)")

    def repeated(self) -> Iterator[tuple[int, int, bool, bool]]:
        """Pairs of rows with one id, in order: (earlier, later, says the same, later replaces)."""
        return iter(self._db.execute(REPEATED).fetchall())

    def leave_out(self, k: int) -> Waiting:
        """Take a row out of what will be kept."""
        self._db.execute("UPDATE waiting SET left_out = 1 WHERE k = ?", (k,))
        return next(self._rows("k = ?", (k,), left_out=True))

    def kept(self, kind: str) -> Iterator[tuple[int, Place, Any, UUID]]:
        """The rows of one kind to keep, with their persons."""
        for k, place, facts, person in self._with_person("kind = ? AND left_out = 0", (kind,)):
            yield k, place, facts, UUID(person)

    def medication(self, ref: str) -> dict[str, str]:
        """What a medicine in another row is called."""
        held = self._db.execute("SELECT facts FROM name WHERE ref = ?", (ref,)).fetchone()
        return pickle.loads(held[0]) if held and held[0] else {}

    def goal(self, ref: str) -> tuple[int, GoalFacts] | None:
        """The goal that a plan names, if it waits here."""
        held = self._db.execute(
            "SELECT waiting.k, waiting.facts FROM name JOIN waiting ON waiting.k = name.k"
            " WHERE name.ref = ? AND left_out = 0", (ref,)
        ).fetchone()  # fmt: skip
        return (held[0], pickle.loads(held[1])) if held else None

    def waiting(self) -> int:
        return int(
            self._db.execute("SELECT count(*) FROM waiting WHERE left_out = 0").fetchone()[0]
        )

    def _rows(
        self, where: str, values: tuple[object, ...] = (), *, left_out: bool = False
    ) -> Iterator[Waiting]:
        condition = where if left_out else f"left_out = 0 AND {where}"
        for k, place, facts, _ in self._with_person(condition, values):
            yield k, place, facts

    def _with_person(
        self, where: str, values: tuple[object, ...]
    ) -> Iterator[tuple[int, Place, Any, str]]:
        sql = f"SELECT k, file, row, type, facts, person FROM waiting WHERE {where} ORDER BY k"
        for k, file, row, type_, facts, person in self._db.execute(sql, values):
            yield k, Place(file, row, type_), pickle.loads(facts), person


def kind_of(facts: Findings | GoalFacts | PlanFacts) -> str:
    """Name what waits: a kind of finding, a goal or a plan."""
    if isinstance(facts, Findings):
        return facts.kind.value
    return "goal" if isinstance(facts, GoalFacts) else "plan"


def _said(facts: Findings | GoalFacts | PlanFacts) -> object:
    """What a row says, without where it stood."""
    if isinstance(facts, Findings):
        return [[mark, dict(fields)] for mark, fields in facts.rows]
    if isinstance(facts, GoalFacts):
        return dict(facts.content)
    return [
        facts.title,
        facts.status,
        str(facts.dated),
        [dict(each) for each in facts.content],
        facts.goals,
    ]


def _medication(facts: object) -> str | None:
    if isinstance(facts, Findings) and facts.rows:
        return facts.rows[0][1].get("medication")
    return None
