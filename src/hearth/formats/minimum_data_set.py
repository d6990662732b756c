"""The minimum data set of social prescribing as CSV, with the columns of `core`."""

from collections.abc import Iterable, Mapping

from hearth.core.introductions.minimum import columns
from hearth.formats.sheet import csv_of


def minimum_data_set(lines: Iterable[Mapping[str, object]], *, identified: bool) -> str:
    """Write lines as CSV. Without `identified`, no column that names people is written."""
    names = [each.name for each in columns(identified=identified)]
    return csv_of(names, ([line.get(name) for name in names] for line in lines))
