"""How many people a search finds, step by step and by group, as it may be shown.

Whoever sees these figures may ask again and again, with one condition more or less, and about
anything. So all counts are rounded, no two answers differ by one person, and nobody is told
whether a small count is 0: for a question about one neighbour that would be the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from hearth.analytics.answers import Attribute, Engine, Tally
from hearth.analytics.asking import count
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.editing import rooted
from hearth.core.cohorts.equity import Reached, reach
from hearth.core.cohorts.funnel import conditions, funnel, steps
from hearth.core.cohorts.rules import Alive, AllOf, AnyOf, LivesIn, Not, Registered, Rule
from hearth.core.metrics.small_numbers import SMALLEST, nearest
from hearth.jobs.cohorts.population import Population

MOST_PEOPLE_AT_ONCE = 1_000_000
"""A page counts no more people than this itself: more take longer than anybody should wait."""

EVERYONE = AnyOf((Alive(), Not(Alive())))
COULD_BE_FOUND = (Alive, Registered, LivesIn)
"""Conditions that say of whom a search is asked at all. The others say whom it finds of them."""

GROUPINGS = (
    Attribute.DEPRIVATION,
    Attribute.ETHNICITY,
    Attribute.LANGUAGE,
    Attribute.SEX,
    Attribute.AGE,
)
"""By what fairness is shown. Of professionals nothing of the kind is in an extract."""
Titles = Mapping[str, str]


@dataclass(frozen=True)
class StepLeft:
    """A step in words, and how many people are left after it; None for fewer than five."""

    words: str
    left: int | None


@dataclass(frozen=True)
class GroupRow:
    """A group: how many of it could be found, and how many were; None for fewer than five."""

    words: str
    of: int | None
    found: int | None

    @property
    def in_100(self) -> int | None:
        return round(100 * self.found / self.of) if self.of and self.found is not None else None


@dataclass(frozen=True)
class GroupTable:
    words: str
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class Figures:
    """What a page shows of a count."""

    day: date
    found: int | None
    steps: tuple[StepLeft, ...]
    tables: tuple[GroupTable, ...]
    least: int = SMALLEST
    rounded_to: int = SMALLEST

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Figures":
        tables = (
            GroupTable(each["words"], tuple(GroupRow(**row) for row in each["rows"]))
            for each in kept["tables"]
        )
        return cls(
            date.fromisoformat(kept["day"]),
            kept["found"],
            tuple(StepLeft(**step) for step in kept["steps"]),
            tuple(tables),
            kept["least"],
            kept["rounded_to"],
        )


@dataclass(frozen=True)
class Counted:
    """An exact count, for the record of a run, and the figures that may be shown."""

    rows: int
    seconds: float
    engine: str
    figures: Figures


def figures_of(definition: Definition, asked: Population) -> Figures | None:
    """Return the figures for a page; None where there are too many people to count there.

    Raises NotARule where the rule names a code list that the site does not have.
    """
    if asked.people > MOST_PEOPLE_AT_ONCE:
        return None
    return _remembered(definition.rule, _Once(asked)).figures


class _Once:
    """A population that is the same as another one of the same extract and the same lists."""

    def __init__(self, asked: Population) -> None:
        self.asked = asked
        lists, titles = (tuple(sorted(each.items())) for each in (asked.lists, asked.titles))
        self._name = (str(asked.extract.folder), asked.day, lists, titles)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self._name == other._name

    def __hash__(self) -> int:
        return hash(self._name[:2])


@lru_cache(maxsize=200)
def _remembered(rule: Rule, once: _Once) -> Counted:
    return counted(Definition("", rule), once.asked, once.asked.engine())


def counted(definition: Definition, asked: Population, engine: Engine) -> Counted:
    """Count a rule, each of its steps and each group, all in one pass."""
    rule = rooted(definition.rule)
    rules = [EVERYONE, *(each for _, each in steps(rule)), base_of(rule)]
    told = count(rules, asked.extract, asked.lists, by=GROUPINGS, engine=engine, day=asked.day)
    left = tuple(_steps(told.counts[0], rule, told.counts[1:-1], asked.titles))
    figures = Figures(asked.day, left[-1].left, left, tuple(_tables(told)))
    return Counted(told.counts[-2], told.seconds, told.engine, figures)


def base_of(rule: Rule) -> Rule:
    """Return whom a search is asked of: those alive and registered, say. Else everyone."""
    parts = [part for part in conditions(rule) if isinstance(part, COULD_BE_FOUND)]
    return AllOf(tuple(parts)) if parts else EVERYONE


def _steps(everyone: int, rule: Rule, counts: Sequence[int], titles: Titles) -> Iterator[StepLeft]:
    yield StepLeft("Everyone", _shown(everyone))
    for stage in funnel(everyone, rule, counts, titles):
        yield StepLeft(stage.said.words, _shown(stage.after or 0))


def _shown(number: int) -> int | None:
    return None if number < SMALLEST else nearest(number)


def _tables(told: Tally) -> Iterator[GroupTable]:
    """Reached of each group; the last two rules are the search, and whom it is for.

    Each count could be had by a search of its own, so all are shown as a search shows its own.
    """
    for by in GROUPINGS:
        groups = {value: (counts[-1], counts[-2]) for value, counts in told.groups[by].items()}
        equity = reach(by.value, groups, smallest=0)
        yield GroupTable(equity.title, tuple(_row(each) for each in (*equity.groups, equity.all)))


def _row(group: Reached) -> GroupRow:
    return GroupRow(group.group, _shown(group.eligible or 0), _shown(group.reached or 0))
