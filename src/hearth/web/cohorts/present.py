"""What the pages for finding people show: the links at the top, sentences, bars and tables."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.explain import Said, explain
from hearth.core.words import Refused
from hearth.jobs.cohorts.figures import Figures, GroupTable, figures_of
from hearth.jobs.cohorts.population import Population

WIDTH = 600


def said(definition: Definition, asked: Population | None) -> tuple[Said, ...]:
    """Return the sentences of a search, as lines under lines."""
    return (explain(definition, titles=asked.titles if asked else {}),)


@dataclass(frozen=True)
class Bar:
    """One step: its words, how many are left and gone as text, and how wide its bar is."""

    words: str
    left: str
    gone: str
    width: float
    is_hidden: bool


@dataclass(frozen=True)
class Shown:
    """Figures as a page shows them."""

    day: date
    found: int | None
    steps: tuple[Bar, ...]
    tables: tuple[GroupTable, ...]
    least: int
    rounded_to: int
    width: int = WIDTH


def told_context(definition: Definition, asked: Population | None) -> dict[str, Any]:
    """What a page says of a search: its sentences, and its counts where they can be made now."""
    page: dict[str, Any] = {"lines": said(definition, asked), "told": None, "cannot": []}
    page["too_many"] = False
    if asked is None:
        return page
    try:
        found = figures_of(definition, asked)
    except Refused as refusal:  # It asks for a code list that this site does not have.
        return page | {"cannot": refusal.reasons}
    return page | {"told": shown(found) if found else None, "too_many": found is None}


def shown(figures: Figures) -> Shown:
    """Lay out figures: bars for the steps."""
    return Shown(
        day=figures.day,
        found=figures.found,
        steps=tuple(_bars(figures)),
        tables=figures.tables,
        least=figures.least,
        rounded_to=figures.rounded_to,
    )


def _bars(figures: Figures) -> list[Bar]:
    most = max((step.left or 0 for step in figures.steps), default=0) or 1
    bars, before = [], None
    for step in figures.steps:
        hidden = step.left is None or before is None
        gone = "" if hidden else f"{(before or 0) - (step.left or 0):,}"
        left = f"fewer than {figures.least}" if step.left is None else f"{step.left:,}"
        width = round(WIDTH * (step.left or 0) / most, 1)
        bars.append(Bar(step.words, left, gone, width, step.left is None))
        before = step.left
    return bars
