"""Find who an imported row may be about; the import then compares every fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from hearth.records.people.models import Address, Identifier, Person


@dataclass(frozen=True)
class Known:
    """What an import compares. Names are case-folded."""

    person_id: UUID
    given: frozenset[str]
    family: str
    born: date
    postcodes: frozenset[str]
    number: str


def holders(identifiers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """Find who holds each (scheme, value)."""
    wanted = set(identifiers)
    rows = Identifier.objects.filter(
        scheme__in={scheme for scheme, _ in wanted}, value__in={value for _, value in wanted}
    )
    found = {(row.scheme, row.value): row.person_id for row in rows}
    people = {each.person_id: each for each in _known(Person.objects.filter(pk__in=found.values()))}
    return {pair: people[found[pair]] for pair in wanted & found.keys()}


def namesakes(*, given: str, family: str, born: date) -> list[Known]:
    """Find people with the same name and birth date."""
    return _known(
        Person.objects.filter(family_key=family.casefold(), given_key=given.casefold(), born=born)
    )


def _known(people: QuerySet[Person]) -> list[Known]:
    scheme = settings.JURISDICTION.identifier.code
    numbers = Identifier.objects.filter(scheme=scheme)
    rows = people.prefetch_related(
        Prefetch("addresses", Address.objects.only("person", "postcode")),
        Prefetch("identifiers", numbers),
    )
    return [
        Known(
            person_id=row.pk,
            given=frozenset(n for n in (row.given_key, row.preferred_key) if n),
            family=row.family_key,
            born=row.born,
            postcodes=frozenset(fold_postcode(a.postcode) for a in row.addresses.all()),
            number=next((each.value for each in row.identifiers.all()), ""),
        )
        for row in rows
    ]


def fold_postcode(written: str) -> str:
    """Write a postcode in one way, so that two can be compared."""
    return "".join(written.split()).casefold()


def person(person_id: UUID) -> Person:
    """The person whom a match decided on."""
    return Person.objects.get(pk=person_id)
