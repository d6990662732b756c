"""The searches that come with Hearth, as data of the jurisdiction: a place to begin."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from hearth.core.cohorts.text import parse
from hearth.jobs.cohorts.texts import keep, text_of
from hearth.records.cohorts import queries

JURISDICTIONS = Path(__file__).parents[2] / "jurisdictions"


def starters() -> list[Path]:
    """Return the files, by name."""
    return sorted((JURISDICTIONS / settings.JURISDICTION.code / "cohorts").glob("*.cohort"))


def starters_left(community: Any) -> list[Path]:
    """Return the files whose name no saved search of a community has."""
    held = {each.definition.name for each in queries.definitions_in([community.pk])}
    return [path for path in starters() if parse(text_of(path)).name not in held]


def add_starters(community: Any, *, by: Any, at: datetime) -> list[str]:
    """Save those that are not there yet. Return what was said of each."""
    return [keep(path, community=community.name, by=by, at=at) for path in starters_left(community)]
