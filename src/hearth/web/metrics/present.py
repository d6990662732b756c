"""What the pages of the figures show: the newest figure, its course, and who is beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hearth.core.house.framework import Framework
from hearth.core.house.parts import MEANS, NAMES, Part
from hearth.core.metrics.catalogue import Better, Metric
from hearth.core.metrics.figures import HIDDEN_WORDS, Figure, Groups, Row
from hearth.core.metrics.funnel_plot import Funnel, Place, funnel
from hearth.core.metrics.small_numbers import Ratio
from hearth.records.metrics.queries import Beside

BETTER = {
    Better.MORE: "More is better.",
    Better.LESS: "Less is better.",
    Better.NEITHER: "Neither more nor less is better by itself.",
}
NOT_COUNTED = "Not counted yet."
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Line:
    """One metric in the list: its newest figure, and what asks to be looked at."""

    metric: Metric
    figure: Figure | None
    asks: str = ""

    @property
    def words(self) -> str:
        """Return its newest figure in a few words, or why there is none."""
        return figure_words(self.metric, self.figure)

    @property
    def better(self) -> str:
        """Return which way is better."""
        return BETTER[self.metric.better]

    @property
    def base(self) -> str:
        """Return of how many, and of whom."""
        if self.figure is None or self.figure.shown.denominator is None:
            return ""
        return f"of {self.figure.shown.denominator} {self.metric.of}"


def figure_words(metric: Metric, figure: Figure | None) -> str:
    """Return a figure in a few words: “76%”, each band with its share, or why it is not shown."""
    if figure is None:
        return NOT_COUNTED
    if figure.shown.hidden:
        return HIDDEN_WORDS[figure.shown.hidden]
    if metric.bands:
        told = ", ".join(f"{each.name.lower()} {share(each)}" for each in figure.shown.bands)
        return f"{told[:1].upper()}{told[1:]}"
    return f"{figure.shown.percent}%"


def share(row: Row) -> str:
    """Return the share of a group or a band: “40%”, or that it is not shown."""
    return NOT_SHOWN if row.percent is None else f"{row.percent}%"


@dataclass(frozen=True)
class Section:
    """The metrics that tell of one part of the House."""

    name: str
    means: str
    lines: tuple[Line, ...]


def sections(framework: Framework, lines: Iterable[Line]) -> list[Section]:
    """Put metrics below the part of their first element, in reading order; the others last."""
    parts = {each.code: each.part for each in framework.elements}
    found: dict[Part | None, list[Line]] = {part: [] for part in (*Part, None)}
    for line in lines:
        known = (parts[code] for code in line.metric.elements if code in parts)
        found[next(known, None)].append(line)
    return [
        Section(NAMES[part] if part else "Other figures", MEANS[part] if part else "", tuple(own))
        for part, own in found.items()
        if own
    ]


@dataclass(frozen=True)
class Month:
    """One row of the table beside a run chart."""

    day: date
    words: str
    of: str
    is_made_up: bool


def months_of(metric: Metric, figures: Sequence[Figure]) -> list[Month]:
    """Return every result of a metric, the newest first."""
    return [
        Month(
            each.day,
            figure_words(metric, each),
            NOT_SHOWN if each.shown.denominator is None else str(each.shown.denominator),
            each.is_made_up,
        )
        for each in reversed(figures)
    ]


@dataclass(frozen=True)
class Table:
    """Groups of one sort, for the drawing and for the table beside it."""

    title: str
    rows: tuple[Row, ...]

    @property
    def ratios(self) -> list[tuple[str, Ratio | None]]:
        """Return each group with what is shown of it."""
        return [(each.name, _ratio(each.numerator, each.denominator)) for each in self.rows]

    @property
    def hides(self) -> bool:
        """Say whether a group is hidden."""
        return any(each.percent is None for each in self.rows)


def tables_of(groups: Iterable[Groups]) -> list[Table]:
    """Return the tables of a figure that show anything."""
    found = (Table(each.title, each.rows) for each in groups)
    return [each for each in found if any(row.percent is not None for row in each.rows)]


def _ratio(numerator: int | None, denominator: int | None) -> Ratio | None:
    if numerator is None or not denominator:
        return None
    return Ratio(numerator, denominator)


def together(figure: Figure | None) -> Ratio | None:
    """Return the share of everyone in a figure, where it is shown."""
    return _ratio(figure.shown.numerator, figure.shown.denominator) if figure else None


def beside(name: str, figure: Figure | None, others: Sequence[Beside]) -> Funnel | None:
    """Return our newest figure among those of others; None where ours or theirs are not there.

    Where our own came back among theirs, it counts once.
    """
    own = together(figure)
    places = [
        Place(each.place, Ratio(each.numerator, each.denominator))
        for each in others
        if each.place.casefold() != name.casefold()
    ]
    if own is None or not places:
        return None
    return funnel([*places, Place(name, own, is_ours=True)])
