"""The question in DuckDB's SQL, written by hand and for this question alone: what is to be beaten.

`bits` scans once, with code lists as bits; `plain` is portable SQL. Each runs over the Parquet
files, and over DuckDB's own database, which was made before and is not timed.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow.csv import write_csv

from benchmarks.cohort import peak_megabytes

AGE = """(2025 - extract(year FROM date_of_birth)
    - CASE WHEN extract(month FROM date_of_birth) * 100 + extract(day FROM date_of_birth) > 331
        THEN 1 ELSE 0 END)"""
ALIVE = "date_of_death IS NULL OR date_of_death > DATE '2025-03-31'"
BAND = """CASE WHEN coalesce(deficits, 0) > 12 THEN 'severe' WHEN coalesce(deficits, 0) > 8
    THEN 'moderate' WHEN coalesce(deficits, 0) > 4 THEN 'mild' ELSE 'fit' END"""
CHOSEN = """(age >= 65 OR coalesce(conditions, 0) >= 2)
    AND (reviewed IS NULL OR reviewed < DATE '2024-03-31')"""

BITS = f"""
WITH found AS (
    SELECT e.patient_id, bit_count(bit_or(m.ltc)) AS conditions,
        bit_count(bit_or(m.deficit)) AS deficits, max(date) FILTER (kind = 4) AS reviewed,
        max({{{{'d': date, 'v': numeric_value}}}}) FILTER (kind = 2) AS h,
        max({{{{'d': date, 'v': numeric_value}}}}) FILTER (kind = 3) AS s
    FROM {{events}} e JOIN codes m USING (code)
    WHERE e.date <= DATE '2025-03-31' GROUP BY e.patient_id
), people AS (SELECT patient_id, sex, {AGE} AS age FROM {{patients}} WHERE {ALIVE})
SELECT patient_id AS person, age, sex, coalesce(conditions, 0) AS n_ltc, h.v AS hba1c_value,
    h.d AS hba1c_date, s.v AS sbp_value, s.d AS sbp_date, coalesce(deficits, 0) AS deficit_count,
    {BAND} AS frailty_band, reviewed AS last_review_date
FROM people LEFT JOIN found USING (patient_id) WHERE {CHOSEN}
"""

PLAIN = f"""
WITH hit AS (
    SELECT e.patient_id, e.date, e.numeric_value, m.kind, m.number
    FROM {{events}} e JOIN codes m USING (code) WHERE e.date <= DATE '2025-03-31'
), found AS (
    SELECT patient_id, count(DISTINCT CASE WHEN kind = 0 THEN number END) AS conditions,
        count(DISTINCT CASE WHEN kind = 1 THEN number END) AS deficits,
        max(CASE WHEN kind = 4 THEN date END) AS reviewed
    FROM hit GROUP BY patient_id
), measured AS (
    SELECT patient_id, kind, date, numeric_value, row_number() OVER (
        PARTITION BY patient_id, kind ORDER BY date DESC, numeric_value DESC) AS place
    FROM hit WHERE kind IN (2, 3)
), people AS (SELECT patient_id, sex, {AGE} AS age FROM {{patients}} WHERE {ALIVE})
SELECT p.patient_id AS person, age, sex, coalesce(conditions, 0) AS n_ltc,
    h.numeric_value AS hba1c_value, h.date AS hba1c_date, s.numeric_value AS sbp_value,
    s.date AS sbp_date, coalesce(deficits, 0) AS deficit_count, {BAND} AS frailty_band,
    reviewed AS last_review_date
FROM people p LEFT JOIN found USING (patient_id)
    LEFT JOIN measured h ON h.patient_id = p.patient_id AND h.kind = 2 AND h.place = 1
    LEFT JOIN measured s ON s.patient_id = p.patient_id AND s.kind = 3 AND s.place = 1
WHERE {CHOSEN}
"""

KINDS = {"hba1c": 2, "sbp": 3, "review": 4}


def codes_as_bits(lists: dict[str, list[str]]) -> pa.Table:
    """Each code with the lists that it is on, as bits."""
    found: dict[str, list[int]] = {}
    for name, codes in lists.items():
        for code in codes:
            bits = found.setdefault(code, [0, 0, 0])
            if name in KINDS:
                bits[2] = KINDS[name]
            else:
                bits[0 if name.startswith("ltc") else 1] |= 1 << int(name[-2:])
    columns = zip(*found.values(), strict=True)
    named = dict(zip(("ltc", "deficit", "kind"), map(list, columns), strict=True))
    return pa.table({"code": list(found), **named})


def codes_in_rows(lists: dict[str, list[str]]) -> pa.Table:
    """One row for each code of each list."""
    rows = []
    for name, codes in lists.items():
        kind = KINDS.get(name, 0 if name.startswith("ltc") else 1)
        number = 0 if name in KINDS else int(name[-2:])
        rows += [{"code": code, "kind": kind, "number": number} for code in codes]
    return pa.Table.from_pylist(rows)


def opened(source: str, folder: Path) -> tuple[Any, dict[str, str]]:
    """Open what is asked, and say what its tables are called."""
    if source == "database":
        return duckdb.connect(str(folder / "duck.db"), read_only=True), {
            "events": "events",
            "patients": "patients",
        }
    tables = {name: f"read_parquet('{folder}/{name}.parquet')" for name in ("events", "patients")}
    return duckdb.connect(), tables


def main(style: str, source: str, folder: Path, to: Path) -> None:
    """Answer once into a file, then three times warm, and say how long that took."""
    connection, tables = opened(source, folder)
    lists = json.loads((folder / "codelists.json").read_text())
    connection.register("made", codes_as_bits(lists) if style == "bits" else codes_in_rows(lists))
    connection.execute("SET threads = 2")
    connection.execute("CREATE TEMP TABLE codes AS SELECT * FROM made")
    sql = (BITS if style == "bits" else PLAIN).format(**tables)
    write_csv(connection.execute(sql).to_arrow_table(), to)
    most = peak_megabytes()
    began, warm = time.perf_counter(), []
    for _ in range(3):
        start = time.perf_counter()
        connection.execute(sql).to_arrow_table()
        warm.append(time.perf_counter() - start)
    after = time.perf_counter() - began
    told = {"warm": min(warm), "after": after, "megabytes": most}
    print(json.dumps(told))  # noqa: T201  the race reads it


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
