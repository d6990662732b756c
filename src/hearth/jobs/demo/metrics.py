"""A made-up year of figures for Calderwick, and for eight communities that do not exist.

Letters went out late, until somebody answered for the left wall; what people need to be able to
read them is still not asked of all. The newest neighbourhoods are reached less.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from hearth.core.cohorts.equity import Value
from hearth.core.metrics.catalogue import Metric
from hearth.core.metrics.figures import ByGroup, Figure, Shown, shown_bands, shown_share
from hearth.core.metrics.happened import Among
from hearth.core.metrics.small_numbers import Ratio, nearest
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import Town
from hearth.records.metrics import queries
from hearth.records.metrics.changes import Elsewhere, record_elsewhere, record_results

SEED = "calderwick figures"
MONTHS = 14

# How many there are of whom it is asked, and the share of them in the first month and the last.
STORY: Mapping[str, tuple[int, float, float]] = {
    "talked-when-due": (410, 0.52, 0.67), "plan-agreed": (260, 0.71, 0.78),
    "plan-reviewed": (300, 0.58, 0.61), "plan-opened": (195, 0.34, 0.49),
    "plan-opened-by-staff": (195, 0.93, 0.95), "prompts-in-time": (260, 0.41, 0.76),
    "prompts-returned": (215, 0.38, 0.47), "prompts-in-format": (235, 0.84, 0.83),
    "prompts-useful": (120, 0.61, 0.68),
    "staff-trained": (34, 0.47, 0.74), "staff-supervised": (34, 0.62, 0.56),
    "staff-confident": (29, 0.31, 0.52), "collaborate-top": (96, 0.55, 0.63),
    "ltc6-mattered": (88, 0.60, 0.66), "ltc6-joined-up": (88, 0.44, 0.36),
    "ltc6-confident": (88, 0.51, 0.55),
    "introduced": (260, 0.21, 0.34), "arrived": (86, 0.41, 0.62), "still-going": (48, 0.52, 0.58),
}  # fmt: skip
# How many answered, and the share in each band, in their order.
BANDS: Mapping[str, tuple[int, tuple[float, ...]]] = {
    "goals": (124, (0.12, 0.29, 0.41, 0.18)), "ons4-satisfied": (143, (0.16, 0.27, 0.41, 0.16)),
    "ons4-worthwhile": (141, (0.13, 0.22, 0.43, 0.22)),
    "ons4-happy": (143, (0.2, 0.25, 0.36, 0.19)), "ons4-anxious": (140, (0.27, 0.24, 0.23, 0.26)),
}  # fmt: skip
# Each attribute: its values, how common each is, and how much less or more often it is reached.
GROUPS: Mapping[str, tuple[tuple[Value, float, float], ...]] = {
    "deprivation": tuple((decile, 0.1, (decile - 5.5) * 0.02) for decile in range(1, 11)),
    "ethnicity": (("White British", 0.72, 0.02), ("Pakistani", 0.14, -0.09),
                  ("Polish", 0.08, -0.05), (None, 0.06, 0.0)),
    "language": (("English", 0.83, 0.02), ("Urdu", 0.09, -0.12), ("Polish", 0.08, -0.05)),
    "sex": (("female", 0.54, 0.01), ("male", 0.46, -0.01)),
    "age": ((34, 0.08, -0.08), (57, 0.22, 0.0), (69, 0.3, 0.02), (79, 0.26, 0.02),
            (88, 0.14, -0.05)),
}  # fmt: skip
ELSEWHERE = (
    ("Ambleford", 640, 0.02), ("Birchwell", 180, -0.06), ("Coldharbour Vale", 420, 0.04),
    ("Dunmere", 95, 0.1), ("Eastfold", 310, -0.18), ("Fernhithe", 150, 0.01),
    ("Garthside", 520, -0.02), ("Holmwick", 240, 0.05),
)  # fmt: skip
"""Made-up places: how many people, and how far they are from Calderwick. One is far below."""


@dataclass(frozen=True)
class Someone:
    """One made-up person of a figure: how easily they are reached, and what groups they are in."""

    luck: float
    groups: Mapping[str, Value]


def tell_metrics(town: Town, days: Calendar) -> None:
    """Record a year of made-up results, and the figures of the places beside it."""
    ends = list(_month_ends(days.today))
    figures = [each for end in enumerate(ends) for each in _figures(*end)]
    community = town.organisations["icb"].community
    record_results(community=community, figures=figures, by=None, at=days.at)
    record_elsewhere(
        figures=list(_beside(ends[-1])), by=None, at=days.at, is_made_up=True
    )  # fmt: skip


def _month_ends(today: date) -> Iterator[date]:
    """Give the ends of the last months that are over, oldest first."""
    ends = [today.replace(day=1) - timedelta(days=1)]
    for _ in range(MONTHS - 1):
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return reversed(ends)


def _figures(month: int, end: date) -> Iterator[Figure]:
    for metric in queries.catalogue().metrics:
        shown = _shown(metric, month)
        if shown:
            yield Figure(metric.code, metric.hash, end, shown, "made up", end, "none", True)


def _shown(metric: Metric, month: int) -> Shown | None:
    if metric.code in BANDS:
        return _in_bands(metric, month)
    if metric.code not in STORY:
        return None
    people, first, last = STORY[metric.code]
    done = month / (MONTHS - 1)
    # Somebody took the left wall in hand two thirds of the way: then letters went out in time.
    bent = max(0.0, 3 * done - 2) if metric.code == "prompts-in-time" else done
    share = first + (last - first) * bent + Random(f"{metric.code}{month}").uniform(-0.025, 0.025)
    asked = _people(metric.code, people)[: round(people * (0.8 + 0.2 * done))]
    return _share(metric, asked, share)


@cache
def _people(code: str, count: int) -> tuple[Someone, ...]:
    """The same people each month, so that a year of figures does not jump about."""
    chance = Random(f"{SEED} {code}")
    return tuple(Someone(chance.random(), dict(_groups(chance))) for _ in range(count))


def _groups(chance: Random) -> Iterator[tuple[str, Value]]:
    for by, values in GROUPS.items():
        (value,) = chance.choices([each[0] for each in values], [each[1] for each in values])
        yield by, value


REACHED = {by: {value: more for value, _, more in values} for by, values in GROUPS.items()}


def _share(metric: Metric, asked: Sequence[Someone], share: float) -> Shown:
    counted = [each for each in asked if each.luck < share + _more(each)]
    by_group: ByGroup = _by_group(asked, counted) if metric.by_group else {}
    return shown_share(Ratio(len(counted), len(asked)), by_group, metric.least)


def _more(someone: Someone) -> float:
    return sum(REACHED[by][value] for by, value in someone.groups.items())


def _by_group(asked: Sequence[Someone], counted: Sequence[Someone]) -> ByGroup:
    return {by: dict(_in_groups(by, asked, counted)) for by in GROUPS}


def _in_groups(
    by: str, asked: Sequence[Someone], counted: Sequence[Someone]
) -> Iterator[tuple[Value, tuple[int, int]]]:
    of, found = (Counter(each.groups[by] for each in some) for some in (asked, counted))
    for value, _, _ in GROUPS[by]:
        yield value, (of[value], found[value])


def _in_bands(metric: Metric, month: int) -> Shown:
    people, shares = BANDS[metric.code]
    count = round(people * (0.8 + 0.2 * month / (MONTHS - 1)))
    counts = [round(count * share) for share in shares[:-1]]
    names = [band.name for band in metric.bands]
    told = [*counts, count - sum(counts)]
    return shown_bands(count, list(zip(names, told, strict=True)), metric.least)


def _beside(end: date) -> Iterator[Elsewhere]:
    """Give what other places told of each share, as rounded as ours."""
    for metric in queries.catalogue().metrics:
        for place, people, off in ELSEWHERE if metric.code in STORY else ():
            chance = Random(f"{place} {metric.code}")
            of = people if metric.among is Among.PEOPLE else people // 8
            share = STORY[metric.code][2] + off + chance.uniform(-0.03, 0.03)
            count = nearest(round(of * min(0.98, max(0.05, share))))
            yield Elsewhere(place, metric.code, metric.hash, end, count, max(count, nearest(of)))
