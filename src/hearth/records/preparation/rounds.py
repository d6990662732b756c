"""What was sent and what came back in each round, for what draws whole histories."""

from hearth.records.access.door import Record
from hearth.records.preparation.models import Letter, Returned


def letters_of(record: Record) -> list[Letter]:
    """Every letter of the person, oldest first."""
    return list(Letter.objects.filter(person=record.person).order_by("made_at", "pk"))


def letter_numbered(record: Record, pk: int) -> Letter | None:
    """One letter of this person."""
    return Letter.objects.filter(person=record.person, pk=pk).first()


def returns_of(record: Record) -> list[Returned]:
    """Each time that the answers came back, oldest first."""
    return list(Returned.objects.filter(round__person=record.person).order_by("at", "pk"))
