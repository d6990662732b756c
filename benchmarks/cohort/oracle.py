"""The question in plain Python, by somebody who has never seen Hearth: it sets the answer."""

import csv
import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

DAY, YEAR_AGO = date(2025, 3, 31), date(2024, 3, 31)
HEAD = (
    "person,age,sex,n_ltc,hba1c_value,hba1c_date,sbp_value,sbp_date,deficit_count,"
    "frailty_band,last_review_date"
)


def answer(folder: Path) -> list[list[Any]]:
    """Return the rows, in the order of `HEAD`."""
    found = _found(folder)
    people = parquet.read_table(folder / "patients.parquet").to_pylist()
    rows = (_row(person, found.get(person["patient_id"], {})) for person in people)
    return [row for row in rows if row]


def _found(folder: Path) -> dict[int, dict[str, list[tuple[date, float | None]]]]:
    """For each person and each list, the days and values of the events."""
    lists_of = defaultdict(list)
    for name, codes in json.loads((folder / "codelists.json").read_text()).items():
        for code in codes:
            lists_of[code].append(name)
    found: dict[int, dict[str, list[tuple[date, float | None]]]] = defaultdict(dict)
    for batch in parquet.ParquetFile(folder / "events.parquet").iter_batches(100_000):
        columns = (batch[n].to_pylist() for n in ("patient_id", "date", "code", "numeric_value"))
        for person, day, code, value in zip(*columns, strict=True):
            if day <= DAY:
                for name in lists_of.get(code, ()):
                    found[person].setdefault(name, []).append((day, value))
    return found


def _row(person: dict[str, Any], events: dict[str, list[tuple[date, Any]]]) -> list[Any] | None:
    if person["date_of_death"] and person["date_of_death"] <= DAY:
        return None
    born = person["date_of_birth"]
    age = DAY.year - born.year - ((DAY.month, DAY.day) < (born.month, born.day))
    conditions = sum(name.startswith("ltc_") for name in events)
    deficits = sum(name.startswith("deficit_") for name in events)
    reviewed = max((day for day, _ in events.get("review", ())), default=None)
    if not (age >= 65 or conditions >= 2) or (reviewed and reviewed >= YEAR_AGO):
        return None
    sugar = max(events.get("hba1c", ()), default=(None, None))
    pressure = max(events.get("sbp", ()), default=(None, None))
    of_age = [person["patient_id"], age, person["sex"], conditions]
    measured = [sugar[1], sugar[0], pressure[1], pressure[0]]
    return [*of_age, *measured, deficits, _band(deficits / 36), reviewed]


def _band(share: float) -> str:
    limits = ((0.36, "severe"), (0.24, "moderate"), (0.12, "mild"))
    return next((name for above, name in limits if share > above), "fit")


if __name__ == "__main__":
    with open(sys.argv[2], "w", newline="") as file:
        csv.writer(file).writerows([HEAD.split(","), *answer(Path(sys.argv[1]))])
