"""The searches of the town: those that come with Hearth, and one that was run."""

from datetime import datetime
from typing import Any

from hearth.core.cohorts.text import parse
from hearth.jobs.cohorts.running import ask, run_now
from hearth.jobs.cohorts.starters import add_starters
from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.town import COMMUNITY, Town
from hearth.records.cohorts import queries

WAS_RUN = "Personal budget, and a review is due"


def save_searches(town: Town, days: Calendar) -> None:
    """Priya took in the searches that come with Hearth."""
    community = town.organisations["trust"].community
    add_starters(community, by=town.staff["priya"].account, at=days.ago(60, "10:00"))


def run_a_search(*, at: datetime) -> None:
    """Run one of them over the extract, unless it was run before."""
    definition = queries.definition_named(WAS_RUN, COMMUNITY)
    if definition is None or queries.runs_of(definition):
        return
    version: Any = queries.newest_version(definition)
    run_now(ask(parse(version.text), version=version, by=version.by, at=at), at=at)
