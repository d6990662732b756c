"""Draw the reference of cohort rules from their specification: docs/draw_cohort_rules.py [--check].

Reads tests/spec, which every engine is held to, and writes docs/reference/cohort-rules.md. With
--check it only says, by leaving with 1, that the page is stale.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from hearth.core.cohorts.explain import explain, lines
from hearth.core.cohorts.operators import COLUMNS, OPERATORS, Operator
from hearth.core.cohorts.outline import MAX_CHARACTERS, MAX_DEPTH, MAX_LINES
from hearth.core.cohorts.sentences import Voice, shown_words
from tests.spec.cases import DAY, HEAD, Case, Chapter, Shows, chapters, shows

PAGE = Path(__file__).parent / "reference" / "cohort-rules.md"

WRITTEN = {
    "age": "a whole number",
    "number": "a whole number",
    "decimal": "a number: `58`, `7.5`, `-1`",
    "list": "the name of a code list",
    "names": "a name, or more with `or` between them",
    "band names": "a band, or more with `or` between them",
    "column": "small letters, digits and `_`, a letter first",
    "months": "`1 month`, `12 months`",
    "period": "`1 month`, `12 months`",
    "comparison": "`at least`, `over`, `at most` or `under`",
    "group": "the name of a group",
    "bands": "the name of the bands",
    "since": "nothing (ever), `since 2024-01-01` or `in the last 12 months`",
    "times": "nothing (one), or `on at least 2 days`",
    "never": "nothing (left out), or `, or never measured`",
}
"""How each kind of slot is written."""

INTRO = f"""# Cohort rules

Drawn by `make docs` from the specification in [tests/spec](../../tests/spec). Every case on this
page is asked of every engine: plain Python, DuckDB and Spark. A test fails when an engine gives
another answer, and when this page is stale.

## A cohort as text

A cohort is a text file. It is kept as it stands in a repository, and the same text is in the
database. The same cohort always has the same text, and the SHA-256 of that text names it.

```
{{example}}
```

- The first line names the form and its version.
- `name:` is needed. Each `about:` is one line about the cohort. Lines that begin with `#` are for
  whoever edits the file, and are not kept.
- `group` names code lists that are counted together; `bands` names shares. Both are used by name.
- Two spaces are one step further in. `all of`, `any of`, `at least 2 of` and `not` gather the
  lines under them.
- A name with a space, or another mark than `. / @ + - _` in it, stands in double quotes.
- A text has at most {MAX_CHARACTERS:,} letters, {MAX_LINES:,} lines, and {MAX_DEPTH} steps in.

## What every rule keeps to

- A rule is true or false of a person on a day, never unknown. Each chapter says how a missing
  fact counts; `not` turns that round.
- Nothing after the day counts.
- A period “in the last 12 months” ends on the day and begins on the same day of the month, so
  many months before, or on the last day of a shorter month. Both its ends are in.
- What runs, runs from its first day. Its end is the first day on which it no longer runs; only
  that of a medicine is its last day.
- A code counts only in its own code system.

On this page the day is {DAY.day} {DAY:%B %Y} where a case names no other.
"""

EXAMPLE = """hearth cohort 1
name: People who may want a planning conversation

group "long-term conditions"
  asthma
  copd
  diabetes

all of
  alive
  registered
  any of
    aged 65 or over
    at least 2 of the group "long-term conditions"
  not reviewed in the last 12 months

show
  age
  number of the group "long-term conditions" as conditions"""


def page() -> str:
    """The whole page."""
    parts = [
        INTRO.replace("{example}", EXAMPLE),
        "## The lists that the cases name\n",
        f"```\n{HEAD.split(chr(10), 3)[3].strip()}\n```\n",
        *(text for chapter in chapters() for text in _chapter(chapter)),
        *_shows(shows()),
    ]
    return "\n".join(parts)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.title}\n\n{chapter.about}\n"
    if chapter.operator:
        yield _phrases(OPERATORS[chapter.operator])
    for case in chapter.cases:
        yield _case(case)


def _phrases(operator: Operator) -> str:
    phrases = "\n".join(f"- `{phrase}`" for phrase in operator.phrases)
    rows = ((f"`{{{each.name}}}`", each.words, WRITTEN[each.kind]) for each in operator.fields)
    slots = _table(("in it", "says", "is written"), rows) if operator.fields else ""
    return f"Write:\n\n{phrases}\n\n{slots}"


def _case(case: Case) -> str:
    on = f"Asked on {case.day.day} {case.day:%B %Y}:\n\n" if case.day != DAY else ""
    said = "\n".join(f"> {line}" for line in _as_list(case))
    rows = (
        (each.words, "yes" if each.is_on_the_list else "no", each.because) for each in case.examples
    )
    table = _table(("on record", "on the list", "because"), rows)
    return f"{on}```\n{case.text}\n```\n\n{said}\n\n{table}"


def _as_list(case: Case) -> Iterator[str]:
    for line in lines(explain(case.definition)):
        words = line.lstrip()
        depth = len(line) - len(words)
        yield f"{' ' * (depth - 2)}- {words}" if depth else words


def _shows(wanted: Shows) -> Iterator[str]:
    yield f"## {wanted.title}\n\n{wanted.about}\n"
    words = [shown_words(column, Voice()) for column in wanted.definition.shows]
    phrases = [f"`{each.phrases[0]}`" for each in COLUMNS]
    yield _table(("write", "shows"), zip(phrases, words, strict=True))
    rows = ((said, *map(_cell, cells)) for said, _, cells in wanted.rows)
    yield _table(("on record", *wanted.definition.columns[1:]), rows)


def _cell(cell: object) -> str:
    return "" if cell is None else str(cell)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    drawn = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*drawn, *(f"| {' | '.join(row)} |" for row in rows), ""])


if __name__ == "__main__":
    drawn = page()
    if "--check" in sys.argv:
        sys.exit(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != drawn)
    PAGE.write_text(drawn, encoding="utf-8")
