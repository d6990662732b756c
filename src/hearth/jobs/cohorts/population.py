"""What a site asks its rules of: its newest extract, and the code lists that it has loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hearth.analytics.answers import Engine
from hearth.analytics.asking import engine_called
from hearth.analytics.extract import Extract, NoExtract, extracts_in, latest
from hearth.core.cohorts.facts import CodeLists
from hearth.jobs.codelists import Lists, lists_folder, packs_in, site_lists
from hearth.jobs.extract import extracts_folder

FEW_PEOPLE = 2_000
"""Up to so many, plain Python counts them sooner than an analytics engine has started."""


NO_EXTRACT = NoExtract("There is no population extract yet. Run `hearth extract build`.")


@dataclass(frozen=True)
class Population:
    """An extract, and code lists by name. `titles` are what the lists are called on pages."""

    extract: Extract
    lists: CodeLists
    titles: Mapping[str, str] = field(default_factory=dict)
    asked_on: date | None = None

    @property
    def day(self) -> date:
        """The day of the question: the extract's, unless another was asked for."""
        return self.asked_on or self.extract.day

    @property
    def people(self) -> int:
        return self.extract.counts["persons"]

    def engine(self, name: str = "", *, master: str | None = None) -> Engine:
        """Return an engine by its name; without one, the one that suits the size."""
        name = name or ("reference" if self.people <= FEW_PEOPLE else "duckdb")
        return engine_called(name, master=master, kept=settings.HOME / "cohort-sql")


def population(name: str = "") -> Population | None:
    """Return the newest extract, or the one of this name; None where there is none."""
    try:
        extract = _named(name) if name else latest(extracts_folder())
        extract.note  # noqa: B018  reads it, and refuses another version of the tables
    except NoExtract:
        if name:
            raise
        return None
    lists = _lists()
    return Population(extract, lists.codes, lists.titles)


def _named(name: str) -> Extract:
    found = [each for each in extracts_in(extracts_folder()) if each.name == name]
    if not found:
        raise NoExtract(f"There is no extract called {name}. See `hearth extract list`.")
    return found[0]


def titles_of_lists() -> Mapping[str, str]:
    """Return what each code list of the site is called, by its name."""
    return _lists().titles


def _lists() -> Lists:
    """Load the site's code lists, again only when a pack, or a file in one, was changed."""
    files = (path for pack in packs_in(lists_folder()) for path in sorted(pack.iterdir()))
    stamps = tuple((str(path), path.stat().st_mtime_ns) for path in files)
    return _lists_as_they_were(lists_folder(), stamps)


@lru_cache(maxsize=4)
def _lists_as_they_were(folder: Path, _stamps: tuple[tuple[str, int], ...]) -> Lists:
    return site_lists(folder)
