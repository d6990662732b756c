"""The race in words: for the terminal, and as a page of the docs."""

import os
import platform
from collections.abc import Iterable
from datetime import date

from benchmarks.cohort.race import CHECKOUT, Race, Raced

PAGE = CHECKOUT / "docs" / "reference" / "benchmarks-cohorts.md"


def in_words(races: Iterable[Race]) -> str:
    """Tables for the terminal."""
    return "\n\n".join(_table(race) for race in races)


def write_page(races: list[Race]) -> None:
    """Write docs/reference/benchmarks-cohorts.md anew."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    PAGE.write_text(
        f"""# Measured: finding people

`python -m benchmarks.cohort` makes populations (twenty coded events for each person), asks one
question of them, and writes this page. Every contender is a process of its own; they take turns;
all their rows are the same. Up to 100,000 people the answer is set by a script in plain Python
that knows nothing of Hearth. The question is
[a cohort in Hearth's own text](../../benchmarks/cohort/question.cohort): people of 65 or over, or
with two or more long-term conditions, without a review in twelve months, with their counts, a
band of deficits and the latest of two measurements.

Read the ratios: the times themselves move with the machine, and other work can only add to them.
Each is held against the best SQL
that was written by hand for this question, in the same run.

- **files to CSV**: from the start of the process to the file.
- **query, warm**: the query alone, in a process that has asked before.
- **first time**: a question that was never asked before; to make its SQL takes a second or two.
  Later the SQL is kept. See [one rule, four readings](../explanation/one-rule-four-readings.md).

Measured on {date.today():%-d %B %Y}, {machine}.

{in_words(races)}

{_growth(races)}
""",
        encoding="utf-8",
    )


def _table(race: Race) -> str:
    rows = "\n".join(_row(race, each) for each in race.raced)
    return f"""### {race.people:,} people, {race.people * 20:,} events

{race.rows:,} people are on the list. The quickest of {race.turns} turns; of memory the most.

| contender | files to CSV | ratio | query, warm | ratio | memory |
|---|---:|---:|---:|---:|---:|
{rows}"""


def _row(race: Race, each: Raced) -> str:
    wall, warm = each.wall / race.best("wall"), each.warm / race.best("warm")
    to_csv = f"{each.wall:.2f} s | {wall:.2f}"
    return f"| {each.name} | {to_csv} | {each.warm:.3f} s | {warm:.2f} | {each.megabytes:.0f} MB |"


def _growth(races: list[Race]) -> str:
    found = {
        race.people: each for race in races for each in race.raced if each.name == "Hearth, DuckDB"
    }
    small, large = min(found), max(found)
    return (
        f"From {small:,} to {large:,} people ({large / small:.0f} times as many) Hearth takes "
        f"{found[large].wall / found[small].wall:.1f} times as long from files to CSV, and "
        f"{found[large].warm / found[small].warm:.1f} times for the query."
    )
