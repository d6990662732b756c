"""Make the demonstration: the town, its people and their stories, then the crowd around them."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from hearth.jobs.demo.calendar import Calendar
from hearth.jobs.demo.stories import STORIES
from hearth.jobs.demo.town import Town, build_town
from hearth.records.people.queries import demo_accounts

Progress = Callable[[str, int, int], None]


def build(*, people: int, seed: int, at: datetime, progress: Progress) -> dict[str, int]:
    """Fill an empty database with a believable community, the same one from the same seed.

    `people` counts everyone with a plan, those with a story included. Returns how many of each
    were made; nothing is made twice.
    """
    if demo_accounts().exists():
        return {}
    days = Calendar(at)
    town = _the_cast(days, progress)
    return {"people": len(STORIES), "organisations": len(town.organisations)}


@transaction.atomic
def _the_cast(days: Calendar, progress: Progress) -> Town:
    town = build_town(days)
    for count, tell in enumerate(STORIES, start=1):
        tell(town, days)
        progress("Telling the stories", count, len(STORIES))
    return town
