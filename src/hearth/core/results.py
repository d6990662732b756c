"""Results explained in plain words, with earlier values; the gate that stops alarm by post."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class Coding:
    """A code in a code system, as FHIR names both."""

    system: str
    code: str


@dataclass(frozen=True)
class Result:
    """One measured value. `value` is in `unit` (UCUM text); a text result has `words` instead."""

    code: Coding
    name: str
    taken_on: date
    value: Decimal | None = None
    unit: str = ""
    words: str = ""


class Trend(StrEnum):
    """The latest value beside the one before."""

    FIRST = "this is the first one we hold"
    UP = "higher than last time"
    DOWN = "lower than last time"
    SAME = "the same as last time"


class Reach(StrEnum):
    """Where a value lies against the usual range."""

    BELOW = "below the usual range"
    INSIDE = "in the usual range"
    ABOVE = "above the usual range"
    UNKNOWN = ""


@dataclass(frozen=True)
class Threshold:
    """A line that makes a result urgent: at or beyond `at`, to the `side` 'above' or 'below'."""

    side: str
    at: Decimal
    why: str

    def is_crossed_by(self, value: Decimal) -> bool:
        """Say whether the value stands on the line or beyond it."""
        return value >= self.at if self.side == "above" else value <= self.at


@dataclass(frozen=True)
class Measurement:
    """How one measurement is explained: from the jurisdiction pack, never compiled in.

    `factor` turns a value in another unit into `unit`; a unit that is not named is not judged.
    """

    key: str
    name: str
    what_it_is: str
    why_it_matters: str
    unit: str
    codes: frozenset[Coding]
    low: Decimal | None = None
    high: Decimal | None = None
    factors: Mapping[str, Decimal] | None = None
    urgent: tuple[Threshold, ...] = ()
    source: str = ""

    @property
    def unit_words(self) -> str:
        """The unit as people write it: 'mm[Hg]' -> 'mmHg', 'mL/min/{1.73_m2}' -> 'mL/min'."""
        without_notes = re.sub(r"/?\{[^}]*\}", "", self.unit)
        return without_notes.replace("[", "").replace("]", "").replace("m2", "m²")

    def in_our_unit(self, result: Result) -> Decimal | None:
        """Return the value in `unit`, or None where the unit is unknown."""
        if result.value is None:
            return None
        if result.unit == self.unit:
            return result.value
        factor = (self.factors or {}).get(result.unit)
        return None if factor is None else result.value * factor


@dataclass(frozen=True)
class Explained:
    """A measurement of one person in plain words: the latest first, earlier ones for the chart."""

    measurement: Measurement
    latest: Decimal
    taken_on: date
    earlier: tuple[tuple[date, Decimal], ...]
    trend: Trend
    reach: Reach

    @property
    def words(self) -> str:
        """One sentence for the letter."""
        value = f"{tidy(self.latest)} {self.measurement.unit_words}".strip()
        where = f" This is {self.reach.value}." if self.reach.value else ""
        return f"It was {value} on {self.taken_on:%-d %B %Y}: {self.trend.value}.{where}"

    @property
    def series(self) -> tuple[tuple[date, Decimal], ...]:
        """All values, oldest first, for a chart and its table."""
        return (*self.earlier, (self.taken_on, self.latest))


@dataclass(frozen=True)
class RedFlag:
    """A result that must be told by a person, at once, never by post."""

    name: str
    value: str
    taken_on: date
    why: str

    @property
    def words(self) -> str:
        return f"{self.name} was {self.value} on {self.taken_on:%-d %B %Y}. {self.why}"


def explain(
    results: Iterable[Result], measurements: Iterable[Measurement], *, most_earlier: int = 4
) -> list[Explained]:
    """Explain the latest value of each known measurement, in the order of the pack."""
    by_code = {code: m for m in measurements for code in m.codes}
    series: dict[str, list[tuple[date, Decimal]]] = {}
    known: dict[str, Measurement] = {m.key: m for m in by_code.values()}
    for result in results:
        measurement = by_code.get(result.code)
        value = measurement.in_our_unit(result) if measurement else None
        if measurement is not None and value is not None:
            series.setdefault(measurement.key, []).append((result.taken_on, value))
    order = list(dict.fromkeys(m.key for m in by_code.values()))
    return [_explained(known[key], series[key], most_earlier) for key in order if key in series]


def _explained(
    measurement: Measurement, values: list[tuple[date, Decimal]], most: int
) -> Explained:
    ordered = sorted(values)
    (taken_on, latest), before = ordered[-1], ordered[:-1]
    trend = _trend(before[-1][1] if before else None, latest)
    earlier = tuple(before[-most:]) if most else ()
    return Explained(measurement, latest, taken_on, earlier, trend, _reach(measurement, latest))


def _trend(before: Decimal | None, latest: Decimal) -> Trend:
    if before is None:
        return Trend.FIRST
    if latest == before:
        return Trend.SAME
    return Trend.UP if latest > before else Trend.DOWN


def _reach(measurement: Measurement, value: Decimal) -> Reach:
    if measurement.low is None and measurement.high is None:
        return Reach.UNKNOWN
    if measurement.low is not None and value < measurement.low:
        return Reach.BELOW
    if measurement.high is not None and value > measurement.high:
        return Reach.ABOVE
    return Reach.INSIDE


def red_flags(
    results: Iterable[Result], measurements: Sequence[Measurement], *, since: date
) -> list[RedFlag]:
    """List the latest results since a day that cross an urgent line."""
    recent = [result for result in results if result.taken_on >= since]
    found = []
    for explained in explain(recent, measurements, most_earlier=0):
        crossed = [t for t in explained.measurement.urgent if t.is_crossed_by(explained.latest)]
        value = f"{tidy(explained.latest)} {explained.measurement.unit_words}".strip()
        found += [
            RedFlag(explained.measurement.name, value, explained.taken_on, each.why)
            for each in crossed[:1]
        ]
    return found


def tidy(value: Decimal) -> str:
    """Write a number without needless zeros, at most one decimal: 53.20 -> '53.2', 7 -> '7'."""
    rounded = value.quantize(Decimal("0.1"))
    return f"{rounded.normalize():f}" if rounded != rounded.to_integral() else f"{rounded:.0f}"
