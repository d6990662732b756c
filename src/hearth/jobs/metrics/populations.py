"""Of whom metrics are asked: an extract of Hearth's own records, and a small one of professionals.

What happened in Hearth is in its own extracts only. A site that brings its newest extract from
elsewhere has those made beside it, in a folder of their own, when metrics are counted.
"""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from hearth.analytics.extract import Extract, extracts_in
from hearth.core.metrics.happened import LISTS, TITLES, Among
from hearth.jobs.cohorts.population import Population
from hearth.jobs.extract import KEPT, extracts_folder, from_own_records, make, readable
from hearth.jobs.extract.building import Sources
from hearth.jobs.extract.own import SOURCE
from hearth.jobs.extract.professionals import from_professionals
from hearth.jobs.metrics.counting import Place
from hearth.records.cohorts.queries import communities
from hearth.records.community.queries import organisations


def places() -> list[Place]:
    """Return each community that has an organisation, with the names that an extract has."""
    found: dict[int, list[str]] = {}
    for each in organisations():
        found.setdefault(each.community_id, []).append(each.code or each.name)
    return [
        Place(each, tuple(sorted(found[each.pk]))) for each in communities() if each.pk in found
    ]


def population_of(among: Among, *, day: date, at: datetime) -> Population:
    """Return an extract that knows all of a day that is over, asked as of that day.

    The newest one of Hearth's own records is taken, if it is younger than the day; else one is
    made. Its only code lists are those of what happened.
    """
    extract = _newest(among, day) or _made(among, at)
    return Population(extract, LISTS, TITLES, day)


def folder_of(among: Among) -> Path:
    """Where extracts are that metrics alone have made."""
    names = {
        Among.PEOPLE: "extracts-for-metrics",
        Among.PROFESSIONALS: "extracts-of-professionals",
    }
    return Path(settings.HOME) / names[among]


def _newest(among: Among, day: date) -> Extract | None:
    """Return the newest of our own that was made after the day; that of the site before ours."""
    folders = [folder_of(among)]
    if among is Among.PEOPLE:
        folders.append(extracts_folder())
    found = [
        each
        for folder in folders
        for each in readable(folder)
        if each.note["from"] == SOURCE and each.day > day
    ]
    return max(found, key=lambda each: each.day, default=None)


def _made(among: Among, at: datetime) -> Extract:
    """Make one, and throw away those that are a week old: they tell more than today's records."""
    folder, today = folder_of(among), timezone.localdate(at)
    for each in extracts_in(folder):
        if each.day < today - KEPT:
            shutil.rmtree(each.folder)
    return make(SOURCES[among](at=at), by=None, at=at, into=folder)


SOURCES: dict[Among, Callable[..., Sources]] = {
    Among.PEOPLE: from_own_records,
    Among.PROFESSIONALS: from_professionals,
}
