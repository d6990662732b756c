"""Count the metrics of made-up communities with an engine, and say where a recount differs."""

from pathlib import Path

from hearth.analytics.answers import Engine
from hearth.core.metrics.happened import LISTS, Among
from hearth.jobs.cohorts.population import Population
from hearth.jobs.metrics.counting import Exact, Place, ToCount, exact_counts
from hearth.site.metrics import catalogue
from tests.metric_histories import HERE, extract_of, recounted, some_lives

METRICS = catalogue().metrics


def counts(folder: Path, seed: int, engine: Engine) -> list[Exact]:
    """Count all metrics of a generated community, in one pass for people and for staff."""
    population = Population(extract_of(some_lives(seed), folder), LISTS)
    asked = [ToCount(Place("Made up", HERE), metric) for metric in METRICS]
    return [
        exact
        for among in Among
        for exact in exact_counts(
            [each for each in asked if each.metric.among is among], population, engine
        )
    ]


def differences(folder: Path, seed: int, engine: Engine) -> list[str]:
    """List the metrics of which an engine has another number than the recount."""
    lives = some_lives(seed)
    return [
        exact.asked.metric.code
        for exact in counts(folder, seed, engine)
        if (exact.total, exact.parts) != recounted(exact.asked.metric.code, lives)
    ]
