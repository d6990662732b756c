"""Draw the reference of metrics from the catalogue: docs/draw_metrics.py [--check].

With --check it only says, by leaving with 1, that the page is stale.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from hearth.core.cohorts.explain import explain, paragraph
from hearth.core.cohorts.rules import Rule
from hearth.core.house.framework import Framework
from hearth.core.metrics.catalogue import Better, Metric
from hearth.core.metrics.happened import HAPPENED, SYSTEM, TITLES, VERSION, Among, Happened
from hearth.site.frameworks import house_of_care
from hearth.site.metrics import catalogue

PAGE = Path(__file__).parent / "reference" / "metrics.md"

BETTER: Mapping[Better, str] = {
    Better.MORE: "More is better",
    Better.LESS: "Less is better",
    Better.NEITHER: "Neither way is better: it is there to be looked at",
}

INTRO = """# Metrics

Drawn by `make docs` from the catalogue in
[src/hearth/packs/metrics](../../src/hearth/packs/metrics). A test fails for a metric that does not
say all of this, and when this page is stale.

Each metric is [cohort rules](cohort-rules.md) over an [extract](extract-tables.md) of Hearth’s own
records: who is in the denominator, who is counted, who is left out. So plain Python, DuckDB and
Spark count it alike, and a test counts it again without the rules.

- **Of whom.** Each rule is asked only of those who live and are registered, on the day, with a
  practice of the community. A metric of professionals is asked of those who work there.
- **When.** The worker counts as of the last day of each month that is over. `hearth metrics run`
  does it at once; with `--month` for one that ended in the last three months. The first result of
  a day stands.
- **Small numbers.** From 1 to 4 people are never shown, nor is a share of fewer than five. All
  numbers are rounded to five, and per cent are of the rounded numbers. By sex, age, ethnicity,
  language and deprivation only those metrics are shown of which none is a part of another: two
  such tables side by side would give small counts away.
- **Definition.** The SHA-256 over the canonical text of the rules. Better words do not change it;
  another rule does. Figures of two communities are compared only where it is the same.
- **Target.** A result asks to be looked at when its target lies outside the interval (Wilson, 95%)
  on the worse side, or when it has turned for the worse by the rules of run charts. One lower point
  says nothing.
"""


def page() -> str:
    """The whole page."""
    framework = house_of_care()
    parts = [INTRO, *(_metric(each, framework) for each in catalogue().metrics), _events()]
    return "\n".join(parts)


def _metric(metric: Metric, framework: Framework) -> str:
    rows = "\n".join(f"| {name} | {words} |" for name, words in _facts(metric, framework))
    return f"## {metric.question}\n\n`{metric.code}`\n\n| | |\n|---|---|\n{rows}\n"


def _facts(metric: Metric, framework: Framework) -> Iterator[tuple[str, str]]:
    yield "Of", _sentence(metric.of)
    yield "Counted", _sentence(metric.count)
    yield "Left out", _sentence(metric.left_out)
    yield "Where it is from", _sentence(metric.source)
    yield "Elements", "; ".join(framework.element(code).name for code in metric.elements)
    yield "Direction", f"{BETTER[metric.better]}."
    if metric.target:
        yield "Target", f"{metric.target} in 100. {_sentence(metric.target_source)}"
    yield "Mind", metric.caveat
    if metric.least > Metric.least:
        yield "Shown from", f"{metric.least} people."
    if metric.by_group:
        yield "In groups", "By sex, age, ethnicity, language and deprivation."
    yield "Rule for whom", _read(metric.base)
    if metric.counted:
        yield "Rule for counted", _read(metric.counted)
    for band in metric.bands:
        yield f"Band “{band.name}”", _read(band.counted)
    yield "Definition", f"`{metric.hash[:16]}`"


def _read(rule: Rule) -> str:
    return paragraph(explain(rule, titles=TITLES)).replace("|", "\\|")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}."


def _events() -> str:
    people, staff = (
        "\n".join(_event(each) for each in HAPPENED if each.among is among) for among in Among
    )
    head = "| code | what happened | day | value |\n|---|---|---|---|"
    return (
        f"## What happened, as events\n\nCode system `{SYSTEM}`, version {VERSION}. A rule asks for"
        " a code by the list `happened/` and the code. What nobody recorded is no event.\n\n"
        f"### Of people\n\n{head}\n{people}\n\n### Of professionals\n\n{head}\n{staff}\n"
    )


def _event(each: Happened) -> str:
    return f"| `{each.code}` | {each.words} | {each.on} | {each.value or 'none'} |"


if __name__ == "__main__":
    drawn = page()
    if "--check" in sys.argv:
        sys.exit(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != drawn)
    PAGE.write_text(drawn, encoding="utf-8")
