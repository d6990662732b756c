"""Measures of wellbeing and of progress: items, bands, and scores that refuse to be half right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from hearth.core.words import Refusal


@dataclass(frozen=True)
class Item:
    """One question with its scale of whole numbers, and the words at its two ends."""

    name: str
    question: str
    lowest: int
    highest: int
    low_words: str
    high_words: str
    bands: tuple[tuple[int, str], ...]

    def band(self, answer: int) -> str:
        """Name the band that an answer falls in; `bands` holds each band's highest answer."""
        return next(words for most, words in self.bands if answer <= most)


@dataclass(frozen=True)
class Instrument:
    """A measure: code, version, where its wording comes from, and its items. No composite score."""

    code: str
    version: str
    name: str
    intro: str
    source: str
    items: tuple[Item, ...]


_WELL = ((4, "low"), (6, "medium"), (8, "high"), (10, "very high"))
_ANXIOUS = ((1, "very low"), (3, "low"), (5, "medium"), (10, "high"))


def _ons(
    name: str, question: str, bands: tuple[tuple[int, str], ...] = _WELL, what: str = ""
) -> Item:
    return Item(name, question, 0, 10, f"Not at all{what}", f"Completely{what}", bands)


ONS4 = Instrument(
    code="ons4",
    version="2018",
    name="Your wellbeing",
    intro="Four questions about your feelings. No answer is right or wrong. You can skip any.",
    source="Office for National Statistics, harmonised standard (Open Government Licence)",
    items=(
        _ons("satisfied", "Overall, how satisfied are you with your life nowadays?"),
        _ons(
            "worthwhile",
            "Overall, to what extent do you feel that the things you do in your life"
            " are worthwhile?",
        ),
        _ons("happy", "Overall, how happy did you feel yesterday?"),
        _ons("anxious", "Overall, how anxious did you feel yesterday?", _ANXIOUS, " anxious"),
    ),
)
"""Each item stands alone: ONS gives no composite, and so do we (domain facts, measures)."""

LONELINESS = Instrument(
    code="loneliness",
    version="2018",
    name="Feeling lonely",
    intro="One question. No answer is right or wrong. You can skip it.",
    source="Office for National Statistics, national indicator of loneliness, the direct question"
    " (Open Government Licence)",
    items=(
        Item(
            "lonely",
            "How often do you feel lonely?",
            1,
            5,
            "Never",
            "Often or always",
            (
                (1, "never"),
                (2, "hardly ever"),
                (3, "occasionally"),
                (4, "some of the time"),
                (5, "often or always"),
            ),
        ),
    ),
)
"""The direct question of the national indicator: five answers, from 1 (never) to 5."""

INSTRUMENTS: dict[str, Instrument] = {ONS4.code: ONS4, LONELINESS.code: LONELINESS}


def answer_problems(instrument: Instrument, answers: Mapping[str, object]) -> list[Refusal]:
    """List the answers that are not whole numbers on the scale. A missing answer is no problem."""
    found = []
    for item in instrument.items:
        given = answers.get(item.name)
        if given in (None, ""):
            continue
        if not str(given).isdigit() or not item.lowest <= int(str(given)) <= item.highest:
            found.append(
                Refusal(f"Choose a whole number from {item.lowest} to {item.highest}.", item.name)
            )
    return found


def bands(instrument: Instrument, answers: Mapping[str, int]) -> list[tuple[Item, int, str]]:
    """Return (item, answer, band) for each answered item, in order."""
    return [
        (item, answers[item.name], item.band(answers[item.name]))
        for item in instrument.items
        if item.name in answers
    ]


GAS_LEVELS: tuple[tuple[int, str, str], ...] = (
    (-2, "worse", "Worse than now"),
    (-1, "now", "How it is now"),
    (0, "hoped_for", "What I hope for"),
    (1, "better", "Better than I hoped"),
    (2, "much_better", "Much better than I hoped"),
)
"""Goal attainment scaling in plain words: (level, field of the goal entry, words).

0 is what is hoped for, as the formula needs; today is -1, so that getting worse can be shown.
"""


def gas_t_score(scores: Sequence[tuple[int, int]]) -> float | None:
    """T = 50 + 10 * sum(w*x) / sqrt(0.7 * sum(w^2) + 0.3 * (sum w)^2), from (level, weight) pairs.

    Levels run from -2 to 2, weights are whole and positive. None without a scored goal.
    Source: Turner-Stokes, goal attainment scaling, by the erratum and not the 2009 paper.
    """
    if not scores:
        return None
    weights = [weight for _, weight in scores]
    total = sum(level * weight for level, weight in scores)
    spread = 0.7 * sum(weight**2 for weight in weights) + 0.3 * sum(weights) ** 2
    return 50 + 10 * total / sqrt(spread)


def levels_held(content: Mapping[str, object]) -> Iterable[tuple[int, str, str]]:
    """Yield (level, plain words, the person's words) for each filled step of a goal's ladder."""
    for level, name, words in GAS_LEVELS:
        if content.get(name):
            yield level, words, str(content[name])
