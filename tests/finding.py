"""A made-up population in the home of the tests, and a House lead who looks for people in it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from hearth.core.access import Role
from hearth.core.cohorts.columns import Definition
from hearth.core.cohorts.facts import PersonFacts, PlanDates, Registration
from hearth.core.cohorts.tables import SCHEMA_VERSION, TABLES
from hearth.core.cohorts.text import definition_hash, parse, write
from hearth.jobs.extract.pseudonyms import site_pseudonyms
from hearth.records.cohorts import changes
from hearth.records.people.models import Person
from tests.tiny_extract import tiny_extract
from tests.world import NOW, a_post, an_account

DAY = date(2026, 11, 1)
OLD_AND_NEVER_REVIEWED = """hearth cohort 1
name: Over 65 and not reviewed
about: They may want to talk about a plan.

all of
  alive
  registered
  aged 65 or over
  not reviewed in the last 12 months
"""


def someone(number: int) -> PersonFacts:
    """Person 0 is 20, and each one after is a year older, up to 99; every third was reviewed."""
    reviewed = DAY - timedelta(days=30) if number % 3 == 0 else None
    return PersonFacts(
        number + 1,
        born=date(2006 - number % 80, 1, 1),
        sex="female" if number % 2 else "male",
        deprivation=number % 10 + 1,
        place="Holmbeck",
        registrations=(Registration("Mill Lane Surgery", date(2020, 1, 1)),),
        plans=(PlanDates(date(2025, 1, 1), reviewed=reviewed),) if number % 2 else (),
    )


def crowd(count: int = 400) -> list[PersonFacts]:
    return [someone(number) for number in range(count)]


@dataclass(frozen=True)
class Known(PersonFacts):
    """Somebody in an extract who has a number in the whole country."""

    identifier: int | None = None


def as_in_extract(home: Path, number: int, told: PersonFacts, person: Person) -> Known:
    """These facts, told of one of Hearth's own people, as an extract of this home knows them."""
    scheme = settings.JURISDICTION.identifier.code
    value = person.identifiers.get(scheme=scheme).value
    identifier = site_pseudonyms(home).of_number(scheme, value)
    return Known(**(vars(told) | {"person": number, "identifier": identifier}))


def an_extract(home: Path, people: Iterable[PersonFacts], *, said: int | None = None) -> Path:
    """Write an extract of these people into a home. `said`: as if there were so many."""
    known = list(people)
    folder = home / "extracts" / DAY.isoformat()
    tiny_extract(folder, known, DAY)
    tables = {table: {"rows": said or len(known)} for table in TABLES}
    note = {"version": SCHEMA_VERSION, "day": DAY.isoformat(), "tables": tables, "sha256": {}}
    (folder / "extract.json").write_text(json.dumps(note))
    return folder


def a_lead(world, name: str = "Priya Lead", role: Role = Role.HOUSE_LEAD):
    """Somebody who sees figures, and never people."""
    account = an_account(name)
    a_post(account, world.council, role, "House lead")
    return account


def a_search(world, by, text: str = OLD_AND_NEVER_REVIEWED):
    """Save a search. Return its first version."""
    definition: Definition = parse(text)
    return changes.add_definition(
        community=world.practice.community, name=definition.name, text=write(definition),
        hash=definition_hash(definition), by=by, at=NOW,
    )  # fmt: skip
