"""Seals as the core speaks of them: those that stand on a person's record."""

from hearth.core.sharing import Seal as SealValue
from hearth.core.sharing import SealKind
from hearth.core.words import Section
from hearth.records.access.models import Seal
from hearth.records.people.models import Person


def open_seals(person: Person) -> list[SealValue]:
    """The seals that stand. One query, by its own index."""
    rows = Seal.objects.filter(person=person, lifted_at__isnull=True)
    return [as_value(row) for row in rows]


def as_value(row: Seal) -> SealValue:
    """Turn a row into the value that the core decides by."""
    return SealValue(
        kind=SealKind(row.kind),
        section=Section(row.section),
        thread=str(row.thread) if row.thread else "",
        organisation=str(row.organisation_id) if row.organisation_id else "",
        named=frozenset(str(each) for each in row.named),
    )
