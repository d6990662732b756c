"""From a run back to Hearth's own people: their practice sees who they are, and why.

An extract has no names. It has pseudonyms of the numbers that people have; with the site's key the
same pseudonyms are made of the numbers that we know, and the two are held beside each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from hearth.analytics.answers import Engine
from hearth.analytics.asking import run
from hearth.analytics.naming import named_by
from hearth.analytics.people import Wanted, people
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.editing import rooted
from hearth.core.cohorts.reading import Reading
from hearth.core.cohorts.rules import Alive, Registered
from hearth.core.cohorts.sentences import Voice
from hearth.core.cohorts.why import why
from hearth.jobs.cohorts.population import Population
from hearth.jobs.extract.own import SOURCE
from hearth.jobs.extract.pseudonyms import site_pseudonyms
from hearth.records.cohorts.queries import people_in
from hearth.records.recall.changes.lists import ToList, put_on_register

MOST_REASONS = 12
NEEDS_NO_REASON = (Alive, Registered)


@dataclass(frozen=True)
class Register:
    """The list that a saved search fills, for the people of its own community."""

    name: str
    source: str
    community: Any
    by: Any


def put_found(
    definition: Definition, asked: Population, engine: Engine, register: Register, *, at: datetime
) -> int:
    """Put those of Hearth's own people whom a search finds on its list. Return how many."""
    found = run(
        replace(definition, shows=()), asked.extract, asked.lists, engine=engine, day=asked.day
    )
    names = _pseudonyms(register, at)
    ours = named_by(asked.extract, names, among=found.table["person"])
    known = frozenset(named_by(asked.extract, names).values())
    told = put_on_register(
        _with_reasons(definition, asked, ours),
        register=register.name,
        source=register.source,
        by=register.by,
        at=at,
        is_whole=True,
        within=register.community,
        spared=frozenset(names.values()) - known,  # Of them the extract says nothing.
    )
    return told.new + told.still


def _pseudonyms(register: Register, at: datetime) -> dict[int, UUID]:
    """Who has which pseudonym: those in whose care a service of the community has a part."""
    scheme = settings.JURISDICTION.identifier.code
    names, found = site_pseudonyms(settings.HOME), dict[int, UUID]()
    for person, number in people_in(register.community, scheme=scheme, on=timezone.localdate(at)):
        found[names.of(SOURCE, str(person))] = person
        if number:
            found[names.of_number(scheme, number)] = person
    return found


def _with_reasons(
    definition: Definition, asked: Population, ours: Mapping[int, UUID]
) -> Iterator[ToList]:
    reading, voice = Reading(asked.lists, asked.day), Voice(asked.titles, asked.day)
    told = [part for part in rooted(definition.rule).rules if not isinstance(part, NEEDS_NO_REASON)]
    for facts in people(asked.extract, Wanted(people=ours.keys())):
        reasons = [str(fact) for part in told for fact in why(part, facts, reading, voice)]
        yield ToList(ours[facts.person], tuple(dict.fromkeys(reasons))[:MOST_REASONS])
