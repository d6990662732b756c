"""Find what is in the directory twice, for a curator to look at."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rapidfuzz.fuzz import ratio

from hearth.core.directory import duplicates
from hearth.core.directory.activity import Activity
from hearth.core.directory.duplicates import Cluster
from hearth.records.directory.queries import facts_of, listed


def find(community: Any) -> list[Cluster]:
    """Return the clusters among what a community lists, the surest first, by our own ids."""
    return duplicates.clusters(_listed_in(community), alike)


def alike(one: str, other: str) -> float:
    """Return how alike two words are: 0 not at all, 1 the same."""
    return ratio(one, other) / 100


def _listed_in(community: Any) -> Iterator[Activity]:
    for row in listed().filter(community=community).order_by().iterator(chunk_size=500):
        yield replace(facts_of(row), key=str(row.pk))
