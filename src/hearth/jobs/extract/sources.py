"""Find out how to read what somebody names: bulk FHIR, CSV, or Hearth's own records."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from hearth.core.cohorts.facts import Code
from hearth.jobs.extract.building import CannotBuild, Sources
from hearth.jobs.extract.fhir import bulk_files
from hearth.jobs.extract.means import Means, factors_of
from hearth.jobs.extract.own import SOURCE, own_tables
from hearth.jobs.extract.pseudonyms import site_pseudonyms
from hearth.jobs.extract.tables import OURS, Mapping, read_mapping, shipped, table_files
from hearth.jobs.imports.opening import sources as files_in


def means(source: str, *, asked: frozenset[Code] = frozenset()) -> Means:
    """Return with what a source of this name is read at this site."""
    scheme = settings.JURISDICTION.identifier
    return Means(
        site_pseudonyms(settings.HOME),
        source,
        (scheme.code, scheme.uri),
        asked,
        factors_of(settings.JURISDICTION.measurements),
    )


def from_fhir(
    paths: Sequence[Path], *, source: str = "fhir", asked: frozenset[Code] = frozenset()
) -> Sources:
    """Read FHIR R4 bulk files. `asked`: the codes of requests that ask for a conversation."""
    found, others = files_in(paths)
    readers, passed = bulk_files(found, means(source, asked=asked))
    if not readers:
        raise CannotBuild("There are no FHIR bulk files here that an extract can be made of.")
    return Sources("fhir", source, readers, [*passed, *others])


def from_csv(paths: Sequence[Path], *, source: str = "csv", mapping: str = "") -> Sources:
    """Read CSV files: in our own tables, or through a mapping (a name of ours, or a file)."""
    found, others = files_in(paths)
    readers, passed = table_files(found, _mapping(mapping), means(source))
    if not readers:
        raise CannotBuild("There are no CSV files here whose names the mapping knows.")
    return Sources("csv", source, readers, [*passed, *others])


def from_own_records(*, at: datetime) -> Sources:
    """Read Hearth's own records."""
    return Sources("hearth", SOURCE, own_tables(means(SOURCE), at))


def _mapping(name: str) -> Mapping:
    if not name:
        return OURS
    path = shipped().get(name) or Path(name)
    if not path.is_file():
        ours = ", ".join(shipped())
        raise CannotBuild(f"There is no mapping {name}. Name a file, or one of ours: {ours}.")
    return read_mapping(path)
