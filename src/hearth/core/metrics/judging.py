"""Which results ask to be looked at: a target missed by more than chance, or a real turn for worse.

One point that is lower than the one before says nothing, and is never judged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from hearth.core.metrics.catalogue import Better, Metric
from hearth.core.metrics.figures import Figure
from hearth.core.metrics.run_chart import Point, RunChart, Sign
from hearth.core.metrics.small_numbers import Ratio

SURE = 1.96
"""Standard errors each way: 95 in 100 such intervals hold the true share."""


@dataclass(frozen=True)
class Judged:
    """A metric that asks to be looked at, its newest shown result, and why in plain words."""

    metric: Metric
    figure: Figure
    why: str


def interval(of: Ratio, sure: float = SURE) -> tuple[float, float]:
    """Return the lowest and highest share, 0 to 1, that fit so many of so many.

    Wilson's score interval (1927), which holds for small numbers and at the ends too. Raises
    ValueError of nobody.
    """
    if not of.denominator:
        raise ValueError("There is no share of nobody.")
    count, share = of.denominator, of.numerator / of.denominator
    shrink = 1 + sure**2 / count
    middle = (share + sure**2 / (2 * count)) / shrink
    half = sure * sqrt(share * (1 - share) / count + sure**2 / (4 * count**2)) / shrink
    return max(0.0, middle - half), min(1.0, middle + half)


def judge(metric: Metric, figures: Sequence[Figure]) -> Judged | None:
    """Return why a metric asks to be looked at, from its results, oldest first; None if not so."""
    shown = [each for each in figures if each.shown.percent is not None]
    if not shown:
        return None
    why = _target_missed(metric, shown[-1]) or _turned(metric, shown)
    return Judged(metric, shown[-1], why) if why else None


def _target_missed(metric: Metric, figure: Figure) -> str:
    """Say that the target lies outside what fits the numbers, on the worse side."""
    numerator, denominator = figure.shown.numerator, figure.shown.denominator
    if metric.target is None or numerator is None or not denominator:
        return ""
    lowest, highest = interval(Ratio(numerator, denominator))
    wanted = metric.target / 100
    is_below, is_above = highest < wanted, lowest > wanted
    if is_below if metric.better is Better.MORE else is_above:
        return f"It is {figure.shown.percent}%, and the aim is {metric.target}%."
    return ""


WORSE = {
    Better.MORE: (Sign.LOWER, Sign.FALLING),
    Better.LESS: (Sign.HIGHER, Sign.RISING),
    Better.NEITHER: (),
}
"""Which signs of a real change are for the worse."""


def _turned(metric: Metric, shown: Sequence[Figure]) -> str:
    """Say that a shift or a trend for the worse lasts until the newest point."""
    course = course_of(metric, shown)
    lasting = [
        each
        for each in course.stretches
        if each.sign in WORSE[metric.better] and each.last == len(course.points) - 1
    ]
    if not lasting:
        return ""
    since = f"{course.points[lasting[0].first].on:%B %Y}"
    if course.overlaps:
        return f"It seems worse since {since}. That is a hint, and no proof."
    return f"It has been worse since {since}, by more than chance."


def course_of(metric: Metric, figures: Iterable[Figure]) -> RunChart:
    """Return the run chart of a metric: the shares that are shown, in per cent, oldest first.

    Figures are counted each month: who looks back further counts some months twice.
    """
    points = tuple(
        Point(each.day, 100 * each.shown.numerator / each.shown.denominator)
        for each in figures
        if each.shown.numerator is not None and each.shown.denominator
    )
    return RunChart(points, metric.overlaps)
