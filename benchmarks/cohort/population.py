"""A made population, the same each time: people, and twenty coded, dated events for each.

Ten lists of long-term conditions (40 codes, 30 of them shared with a list of deficits), 36 lists
of deficits (60 codes), HbA1c, systolic blood pressure and reviews; 5,000 other codes make noise.
Nothing here is about a real person.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

DAY = np.datetime64("2025-03-31")
SEED = 42

Numbers = np.ndarray[Any, Any]


def code(at: int) -> str:
    """A code of nine digits, scattered like SNOMED's."""
    return str(100_000_000 + (at * 7_368_787) % 899_999_963)


def code_lists() -> tuple[dict[str, list[str]], list[str]]:
    """The lists by name, and the codes that are on none."""
    taken = iter(range(10_000))

    def take(count: int) -> list[str]:
        return [code(next(taken)) for _ in range(count)]

    lists = {f"deficit_{at:02d}": take(60) for at in range(1, 37)}
    for at in range(1, 11):
        lists[f"ltc_{at:02d}"] = lists[f"deficit_{at:02d}"][:30] + take(10)
    lists["hba1c"], lists["sbp"], lists["review"] = take(4), take(4), take(3)
    return lists, take(5000)


@dataclass
class Events:
    """Columns of events, part by part: whose, which code, when, what value."""

    random: np.random.Generator
    whose: list[Numbers]
    codes: list[Numbers]
    values: list[Numbers]
    days: list[Numbers]

    def add(
        self, whose: Numbers, codes: Numbers, days_ago: int, values: Numbers | None = None
    ) -> None:
        """Add an event for each of these, at some day of the last so many (or soon)."""
        count = len(whose)
        self.whose.append(whose.astype(np.int32))
        self.codes.append(codes.astype(np.int32))
        self.values.append(np.full(count, np.nan) if values is None else values)
        ago = self.random.integers(-60, days_ago, count)
        self.days.append(DAY - ago.astype("timedelta64[D]"))

    def some(self, codes: Numbers, count: int) -> Numbers:
        """Choose so many of these codes."""
        return codes[self.random.integers(0, len(codes), count)]


def make(people: int, folder: Path) -> None:
    """Write patients.parquet, events.parquet and codelists.json."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(SEED)
    lists, noise = code_lists()
    vocabulary = sorted({code for codes in lists.values() for code in codes} | set(noise))
    at = {code: index for index, code in enumerate(vocabulary)}
    indices = {name: np.array([at[code] for code in codes]) for name, codes in lists.items()}
    indices["noise"] = np.array([at[code] for code in noise])

    ages = np.clip(random.gamma(2.6, 16.5, people), 0, 104)
    persons = _persons(random, ages)
    events = Events(random, [], [], [], [])
    _add_events(events, ages, indices)
    number = persons["patient_id"].to_numpy()
    parquet.write_table(persons, folder / "patients.parquet", compression="zstd")
    parquet.write_table(
        _table(events, number, vocabulary),
        folder / "events.parquet",
        compression="zstd",
        row_group_size=500_000,
    )
    (folder / "codelists.json").write_text(json.dumps(lists))


def _persons(random: np.random.Generator, ages: Numbers) -> pa.Table:
    people = len(ages)
    born = (DAY - (ages * 365.25).astype("timedelta64[D]")).astype("datetime64[M]")
    sex = random.choice(np.array(["female", "male"]), people)
    dead = random.random(people) < 0.02
    died = DAY - random.integers(-400, 1500, people).astype("timedelta64[D]")
    return pa.table(
        {
            "patient_id": np.arange(1, people + 1, dtype=np.int64) * 3 + 1_000_000,
            "date_of_birth": pa.array(born.astype("datetime64[D]")),
            "sex": pa.array(sex),
            "date_of_death": pa.array(died, mask=~dead),
        }
    )


def _add_events(events: Events, ages: Numbers, codes: dict[str, Numbers]) -> None:
    random, people = events.random, len(ages)
    everyone = np.arange(people)
    frail = random.beta(1.2, 6 + 30 * np.exp(-ages / 30), people)
    frail = np.clip(frail + np.maximum(ages - 60, 0) / 260, 0, 0.75)
    for at in range(1, 37):
        weight = random.uniform(0.4, 1.2)
        having = everyone[random.random(people) < frail * weight]
        whose = np.repeat(having, random.integers(1, 3, len(having)))
        events.add(whose, events.some(codes[f"deficit_{at:02d}"], len(whose)), 3650)
    for at in range(1, 11):
        having = everyone[random.random(people) < frail * 0.25]
        events.add(having, events.some(codes[f"ltc_{at:02d}"][30:], len(having)), 3650)
    whose = np.repeat(everyone, random.poisson(0.4 + 4 * frail))
    _measure(events, codes["hba1c"], whose, (48, 12), (20, 140))
    whose = np.repeat(everyone, random.poisson(1.5 + 8 * frail))
    _measure(events, codes["sbp"], whose, (134, 17), (80, 220))
    whose = np.repeat(everyone, random.poisson(0.3 + 2 * frail))
    events.add(whose, events.some(codes["review"], len(whose)), 1460)
    _add_noise(events, codes["noise"], people)


def _measure(
    events: Events,
    codes: Numbers,
    whose: Numbers,
    around: tuple[int, int],
    within: tuple[int, int],
) -> None:
    chosen = events.some(codes, len(whose))
    values = np.round(events.random.normal(*around, len(whose)).clip(*within), 1)
    events.add(whose, chosen, 1825, values)


def _add_noise(events: Events, codes: Numbers, people: int) -> None:
    count = max(0, 20 * people - sum(map(len, events.whose)))
    weights = 1 / np.arange(1, len(codes) + 1) ** 0.8
    whose = np.sort(events.random.integers(0, people, count))
    chosen = events.random.choice(len(codes), count, p=weights / weights.sum())
    events.add(whose, codes[chosen], 5475)


def _table(events: Events, number: Numbers, vocabulary: list[str]) -> pa.Table:
    whose, codes, values, days = (
        np.concatenate(each) for each in (events.whose, events.codes, events.values, events.days)
    )
    order = np.lexsort((days, whose))
    words = pa.DictionaryArray.from_arrays(pa.array(codes[order]), pa.array(vocabulary))
    return pa.table(
        {
            "patient_id": number[whose[order]],
            "date": pa.array(days[order].astype("datetime64[D]")),
            "code": words.cast(pa.string()),
            "numeric_value": pa.array(values[order], from_pandas=True),
        }
    )
