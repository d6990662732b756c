"""The catalogue: what is counted, why, and what it does not say. Read from text.

A metric is rules in the language of cohorts. Its canonical text and the SHA-256 over it are its
definition: figures of two places are compared only where it is the same.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.parsing import HEAD, parse
from hearth.core.cohorts.rules import AllOf, Months, Not, NotARule, Rule, leaves, lists_of
from hearth.core.cohorts.writing import write
from hearth.core.metrics.happened import BEFORE_NAME, BY_CODE, VERSION, Among
from hearth.core.words import Refusal, Refused


class NotAMetric(Refused):
    """This text is not a catalogue of metrics. The reasons say which metric, and why."""


class Better(StrEnum):
    """Which way is better. Some figures are only there to be looked at."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True)
class Band:
    """One answer of several that do not overlap: its name, and who is counted in it."""

    name: str
    counted: Rule


@dataclass(frozen=True)
class Metric:
    """One metric: a share of people (`counted` of `eligible`), or several `bands` of them.

    `of`, `count` and `left_out` say in words who is in the denominator, in the numerator, and in
    neither. `target` is in per cent. With fewer than `least` in the denominator nothing is shown.
    `by_group` shows it by sex, age and so on: only where no other such metric is a part of it.
    """

    code: str
    question: str
    elements: tuple[str, ...]
    eligible: Rule
    of: str
    count: str
    left_out: str
    source: str
    caveat: str
    better: Better
    among: Among = Among.PEOPLE
    excluded: Rule | None = None
    counted: Rule | None = None
    bands: tuple[Band, ...] = ()
    target: int | None = None
    target_source: str = ""
    least: int = 5
    by_group: bool = False

    @cached_property
    def base(self) -> Rule:
        """Return who is in the denominator."""
        return AllOf((self.eligible, Not(self.excluded))) if self.excluded else self.eligible

    @property
    def parts(self) -> tuple[Rule, ...]:
        """Return what is counted of them: one rule, or one for each band."""
        return (self.counted,) if self.counted else tuple(band.counted for band in self.bands)

    @property
    def lists(self) -> frozenset[str]:
        """Return the names of all code lists that it asks about."""
        return frozenset[str]().union(*(lists_of(rule) for rule in (self.base, *self.parts)))

    @property
    def overlaps(self) -> bool:
        """Say whether two months in a row count some of the same time: it looks back further."""
        rules = (leaf for rule in (self.base, *self.parts) for leaf in leaves(rule))
        periods = (getattr(leaf, "since", None) for leaf in rules)
        return any(isinstance(each, Months) and each.count > 1 for each in periods)

    @property
    def is_of_answers(self) -> bool:
        """Say whether it counts what professionals answered: who reads it knows each of them."""
        codes = (each.removeprefix(BEFORE_NAME) for each in self.lists if _is_ours(each))
        return self.among is Among.PROFESSIONALS and any(BY_CODE[code].value for code in codes)

    @cached_property
    def definition(self) -> str:
        """Return the canonical text: all that decides the figure, and nothing that does not."""
        blocks = [f"hearth metric 1\ncode: {self.code}\namong: {self.among}\nevents: {VERSION}\n"]
        named = [
            ("eligible", self.eligible),
            ("excluded", self.excluded),
            ("counted", self.counted),
        ]
        named += [(f"band {band.name}", band.counted) for band in self.bands]
        blocks += [write(Definition(name, rule)) for name, rule in named if rule]
        return "\n".join(blocks)

    @cached_property
    def hash(self) -> str:
        """Return the SHA-256 of the definition, in hexadecimal."""
        return sha256(self.definition.encode()).hexdigest()


@dataclass(frozen=True)
class Catalogue:
    """All metrics, in the order in which they are shown."""

    metrics: tuple[Metric, ...] = ()

    def __post_init__(self) -> None:
        codes = [each.code for each in self.metrics]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise NotAMetric([Refusal("There are two of this code.", code) for code in twice])

    @cached_property
    def by_code(self) -> Mapping[str, Metric]:
        return {each.code: each for each in self.metrics}

    def of(self, element: str) -> tuple[Metric, ...]:
        """Return the metrics that tell of an element of the House."""
        return tuple(each for each in self.metrics if element in each.elements)


def _is_ours(name: str) -> bool:
    return name.startswith(BEFORE_NAME)


TEXTS = ("code", "question", "of", "count", "left_out", "source", "caveat")
RULES = ("eligible", "excluded", "counted")
CHOICES: Mapping[str, type[StrEnum]] = {"among": Among, "better": Better}
NUMBERS: Mapping[str, tuple[int, int]] = {"target": (1, 100), "least": (5, 1000)}
KNOWN = frozenset(
    (*TEXTS, *RULES, *CHOICES, *NUMBERS, "elements", "band", "target_source", "by_group")
)
A_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def parse_metrics(text: str) -> tuple[Metric, ...]:
    """Read metrics from TOML, an `[[metric]]` for each. Raises NotAMetric with every reason."""
    try:
        rows = tomllib.loads(text).get("metric")
    except tomllib.TOMLDecodeError as error:
        raise NotAMetric([Refusal(f"This is not a TOML file: {error}.")]) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotAMetric([Refusal("There is no [[metric]] in it.")])
    if problems := [each for place, row in enumerate(rows, 1) for each in _problems(place, row)]:
        raise NotAMetric(problems)
    return tuple(map(_metric, rows))


def _metric(row: Mapping[str, Any]) -> Metric:
    values: dict[str, Any] = dict(row) | {"elements": tuple(row["elements"])}
    values |= {name: CHOICES[name](row[name]) for name in CHOICES if name in row}
    values |= {name: read_rule(row[name]) for name in RULES if row.get(name)}
    bands = values.pop("band", [])
    values["bands"] = tuple(Band(each["name"], read_rule(each["counted"])) for each in bands)
    return Metric(**values)


def read_rule(text: str) -> Rule:
    """Read one rule, with the groups that it names. Raises NotARule."""
    return parse(f"{HEAD}\nname: metric\n\n{text}").rule


def _problems(place: int, row: Mapping[str, Any]) -> Iterator[Refusal]:
    where = f"metric {place} ({row.get('code', 'without a code')})"
    for words in (*_missing(row), *_wrong(row), *_wrong_rules(row)):
        yield Refusal(words, where)


def _missing(row: Mapping[str, Any]) -> Iterator[str]:
    """What has to be said of every metric, in words that people read."""
    yield from (
        f"It has no {name}." for name in (*TEXTS, "better", "eligible") if not row.get(name)
    )
    elements = row.get("elements")
    if not isinstance(elements, list) or not elements:
        yield "It names no element of the House."
    if bool(row.get("counted")) == bool(row.get("band")):
        yield "Give it one rule for who is counted, or bands."
    if row.get("target") is not None and not row.get("target_source"):
        yield "It does not say where its target is from."


def _wrong(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"There is no field called {name}." for name in row if name not in KNOWN)
    for name in (*TEXTS, *RULES, "target_source"):
        if not isinstance(row.get(name, ""), str):
            yield f"{name} must be text in quotes."
    for name, choice in CHOICES.items():
        if name in row and row[name] not in list(choice):
            yield f"{name} must be one of: {', '.join(choice)}."
    for name, (least, most) in NUMBERS.items():
        if name in row and not (isinstance(row[name], int) and least <= row[name] <= most):
            yield f"{name} must be a whole number from {least} to {most}."
    if not A_CODE.fullmatch(str(row.get("code", "a"))):
        yield "A code is of small letters, numbers and hyphens."
    if not isinstance(row.get("by_group", False), bool):
        yield "by_group must be true or false."
    if row.get("target") is not None and row.get("better") == Better.NEITHER:
        yield "A figure of which neither way is better has no target."


def _wrong_rules(row: Mapping[str, Any]) -> Iterator[str]:
    named = [(name, row.get(name)) for name in RULES]
    bands = row.get("band", [])
    if not isinstance(bands, list) or not all(isinstance(each, dict) for each in bands):
        yield "Write each band as [[metric.band]]."
        return
    named += [(f"band {each.get('name', 'without a name')}", each.get("counted")) for each in bands]
    for name, text in named:
        if isinstance(text, str) and text:
            yield from (f"{name}: {words}" for words in _wrong_in(text))
    yield from ("A band needs a name and a rule." for each in bands if set(each) != A_BAND)


A_BAND = {"name", "counted"}


def _wrong_in(text: str) -> Sequence[str]:
    try:
        rule = read_rule(text)
    except NotARule as refusal:
        return [str(each) for each in refusal.reasons]
    ours = {name.removeprefix(BEFORE_NAME) for name in lists_of(rule) if _is_ours(name)}
    return [f"There is no event called “{code}”." for code in sorted(ours - BY_CODE.keys())]


def unknown_elements(metrics: Collection[Metric], known: Collection[str]) -> list[Refusal]:
    """List the elements that a metric names and the framework does not have."""
    return [
        Refusal(f"The House has no element “{code}”.", metric.code)
        for metric in metrics
        for code in metric.elements
        if code not in known
    ]
