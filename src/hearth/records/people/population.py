"""Everyone, for a population extract: read in one query, and streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Subquery

from hearth.records.people.models import Address, Death, Identifier, Person

CHUNK = 2000


@dataclass(frozen=True)
class PersonRow:
    """What an extract says of a person. There is no name in it, and no address below the town."""

    id: UUID
    born: date
    sex: str
    died: date | None
    ethnicity: str
    language: str
    town: str | None
    number: str | None


def everyone_for_extract() -> Iterator[PersonRow]:
    """Give everyone, those who died included. Whoever reads this notes it in the audit trail."""
    scheme = settings.JURISDICTION.identifier.code
    its = OuterRef("pk")
    deaths = Death.objects.filter(person=its, undone_at__isnull=True)
    homes = Address.objects.filter(person=its, type="home").exclude(town="").order_by("pk")
    numbers = Identifier.objects.filter(person=its, scheme=scheme).order_by("pk")
    rows = (
        Person.objects.order_by("pk")
        .annotate(
            died=Subquery(deaths.values("died_on")[:1]),
            town=Subquery(homes.values("town")[:1]),
            number=Subquery(numbers.values("value")[:1]),
        )
        .values_list("pk", "born", "sex", "died", "ethnicity", "language", "town", "number")
    )
    for row in rows.iterator(CHUNK):
        yield PersonRow(*row)
