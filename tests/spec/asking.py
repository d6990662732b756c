"""Ask an engine about the whole specification, in as few questions as there are days in it."""

from collections import defaultdict
from datetime import date
from pathlib import Path

from hearth.analytics.answers import Engine
from hearth.analytics.asking import members, run
from tests.spec.cases import DAY, Case, chapters, shows
from tests.spec.facts import LISTS
from tests.tiny_extract import TinyExtract, tiny_extract

CHAPTERS = chapters()
CASES = [case for chapter in CHAPTERS for case in chapter.cases]


def everybody(folder: Path) -> TinyExtract:
    """Write everybody in the specification as one extract."""
    people = [example.facts for case in CASES for example in case.examples]
    return tiny_extract(folder, people, DAY)


def wrong_cases(engine: str | Engine, extract: TinyExtract) -> list[str]:
    """Ask about all cases, those of one day in one pass; name those that come out wrong."""
    by_day: dict[date, list[Case]] = defaultdict(list)
    for case in CASES:
        by_day[case.day].append(case)
    return [each for day, cases in by_day.items() for each in _wrong(engine, extract, day, cases)]


def _wrong(engine: str | Engine, extract: TinyExtract, day: date, cases: list[Case]) -> list[str]:
    rules = [case.definition.rule for case in cases]
    listed = members(rules, extract, LISTS, engine=engine, day=day)
    found = [set(people) & case.people for case, people in zip(cases, listed, strict=True)]
    return [
        f"{case}: {sorted(case.expected)}, not {sorted(people)}"
        for case, people in zip(cases, found, strict=True)
        if people != case.expected
    ]


def rows_shown(engine: str | Engine, folder: Path) -> list[tuple[object, ...]]:
    """Ask for all that a list can show."""
    wanted = shows()
    extract = tiny_extract(folder, [facts for _, facts, _ in wanted.rows], DAY)
    return list(run(wanted.definition, extract, LISTS, engine=engine).cells())


def rows_wanted() -> list[tuple[object, ...]]:
    """Return what a list must show."""
    return [(facts.person, *cells) for _, facts, cells in shows().rows]
