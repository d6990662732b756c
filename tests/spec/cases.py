"""The specification of rules, as data: rules/*.toml hold each operator with its edges.

A case is a rule, people, and which of them are on the list. Every engine reads all of them, and
docs/reference/cohort-rules.md is drawn from them.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.facts import PersonFacts
from hearth.core.cohorts.text import parse
from tests.spec.facts import person

FOLDER = Path(__file__).parent
DAY = date(2025, 3, 31)

HEAD = """hearth cohort 1
name: Specification

group "long-term conditions"
  asthma
  copd
  diabetes

group deficits
  asthma
  copd
  falls
  fractures

bands frailty
  fit from 0
  mild above 0.24
  moderate above 0.5
  severe above 0.75

"""


@dataclass(frozen=True)
class Example:
    """One person of a case: what is on record, whether they are on the list, and why."""

    words: str
    is_on_the_list: bool
    because: str
    facts: PersonFacts


@dataclass(frozen=True)
class Case:
    """A rule on a day, and the people whom it is tried with."""

    text: str
    day: date
    definition: Definition
    examples: tuple[Example, ...]

    @property
    def people(self) -> set[int]:
        """Return everyone in the case."""
        return {each.facts.person for each in self.examples}

    @property
    def expected(self) -> set[int]:
        """Return who is on the list."""
        return {each.facts.person for each in self.examples if each.is_on_the_list}

    def __str__(self) -> str:
        return " / ".join(line.strip() for line in self.text.splitlines())


@dataclass(frozen=True)
class Chapter:
    """One operator: what it means, and its cases."""

    title: str
    about: str
    operator: str | None
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Shows:
    """All that a list can show, and the row of each person."""

    title: str
    about: str
    definition: Definition
    rows: tuple[tuple[str, PersonFacts, tuple[object, ...]], ...]


def chapters() -> list[Chapter]:
    """Read the whole specification. Each person has a number of their own, over all cases."""
    files = enumerate(sorted((FOLDER / "rules").glob("*.toml")), 1)
    return [_chapter(tomllib.loads(path.read_text()), number) for number, path in files]


def shows() -> Shows:
    """Read what a list can show."""
    row = tomllib.loads((FOLDER / "shows.toml").read_text())
    lines = "\n".join(
        ["any of", "  alive", "  not alive", "show", *(f"  {each}" for each in row["shows"])]
    )
    people = (
        (words, person(number, words), tuple(None if cell == "" else cell for cell in cells))
        for number, (words, cells) in enumerate(row["people"], 1)
    )
    return Shows(row["title"], row["about"], parse(HEAD + lines), tuple(people))


def _chapter(row: dict, number: int) -> Chapter:
    cases = (_case(each, number * 10_000 + place * 100) for place, each in enumerate(row["case"]))
    return Chapter(row["title"], row["about"], row.get("operator"), tuple(cases))


def _case(row: dict, first: int) -> Case:
    examples = (
        Example(words, listed, because, person(number, words))
        for number, (words, listed, because) in enumerate(row["people"], first)
    )
    text = row["rule"].strip()
    return Case(text, row.get("day", DAY), parse(HEAD + text), tuple(examples))
