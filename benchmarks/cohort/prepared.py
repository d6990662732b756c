"""What is made once for each size, before anyone is timed: files, a database, a Hearth extract."""

from pathlib import Path

import duckdb

from benchmarks.cohort import SYSTEM, extract_in
from benchmarks.cohort.population import make

PERSONS = """
    SELECT patient_id::BIGINT person, date_of_birth::DATE born, sex, date_of_death::DATE died,
        NULL::VARCHAR ethnicity, NULL::VARCHAR AS language, NULL::TINYINT deprivation,
        NULL::VARCHAR place, NULL::BIGINT identifier
    FROM '{folder}/patients.parquet' ORDER BY person
"""
EVENTS = """
    SELECT patient_id::BIGINT person, '{system}' AS system, code, date::DATE AS "on",
        numeric_value AS value
    FROM '{folder}/events.parquet' ORDER BY person, "on"
"""


def prepare(people: int, folder: Path) -> Path:
    """Make all files for so many people, unless they are there; return their folder."""
    ready = folder / "ready"
    if not ready.exists():
        make(people, folder)
        _make_database(folder)
        _make_extract(folder)
        ready.touch()
    return folder


def _make_database(folder: Path) -> None:
    (folder / "duck.db").unlink(missing_ok=True)
    with duckdb.connect(str(folder / "duck.db")) as database:
        for name in ("events", "patients"):
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM '{folder}/{name}.parquet'")


def _make_extract(folder: Path) -> None:
    to = extract_in(folder).folder
    to.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as tables:
        for name, sql in (("persons", PERSONS), ("events", EVENTS)):
            made = sql.format(folder=folder, system=SYSTEM)
            tables.execute(
                f"COPY ({made}) TO '{to}/{name}.parquet' "
                "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 245760)"
            )
