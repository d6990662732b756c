"""What the macros in templates/parts ask of Python. `site.jinja` hands these to every template."""

from decimal import Decimal

from hearth.core import chart, kinds
from hearth.core.chart import LineChart, Series
from hearth.core.fields import FieldType, shown
from hearth.core.plan import Entry
from hearth.web.circle import circle_of
from hearth.web.forms import component, error_list, refusal_list
from hearth.web.house.pictures import GLOBALS as HOUSE
from hearth.web.metrics.pictures import GLOBALS as METRICS

RUNGS = ("much_better", "better", "hoped_for", "now", "worse")
"""The fields of a goal that make its ladder, best first."""


def entry_lines(entry: Entry) -> list[tuple[str, str]]:
    """Return (label, words) of each filled field but the lead, the ladder and links to entries."""
    kind = kinds.KINDS[entry.kind]
    apart = {kind.lead, *(RUNGS if entry.kind == "goal" else ())}
    return [
        (each.label, shown(each, entry.content[each.name]))
        for each in kind.fields
        if each.name not in apart
        and each.type is not FieldType.ENTRY
        and entry.content.get(each.name) not in (None, "", False)
    ]


def goal_levels(entry: Entry) -> list[tuple[str, str, str]]:
    """Return the rungs of a goal's ladder, best first: (field, our words, the person's words)."""
    goal = kinds.KINDS["goal"]
    return [(name, goal.field(name).label, str(entry.content.get(name, ""))) for name in RUNGS]


def chart_of(series: Series, low: Decimal | None = None, high: Decimal | None = None) -> LineChart:
    """Lay out a chart with the usual range, whose ends may be open."""
    return chart.line_chart(series, low=low, high=high)


GLOBALS: dict[str, object] = {
    "component": component,
    "error_list": error_list,
    "refusal_list": refusal_list,
    "entry_lines": entry_lines,
    "goal_levels": goal_levels,
    "chart_of": chart_of,
    "chart_in_words": chart.in_words,
    "circle_of": circle_of,
    **HOUSE,
    **METRICS,
}
