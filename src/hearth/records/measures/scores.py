"""Scores that a site took with a form of its own: kept beside answers that were given here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hearth.records.audit.bulk import Note, note_all
from hearth.records.measures.models import Response
from hearth.records.people.models import Account, Identifier

DID = "took in answers to a measure"
TAKEN_IN = "score"
"""The mode of answers of which only the score came here."""


@dataclass(frozen=True)
class Scores:
    """What one person answered to one form on one day."""

    person_id: UUID
    instrument: str
    version: str
    answers: Mapping[str, int]
    at: datetime


def people_with(numbers: Collection[str]) -> dict[str, UUID]:
    """Return who has these numbers of the jurisdiction's scheme, by the number as it is kept."""
    scheme = settings.JURISDICTION.identifier
    rows = Identifier.objects.filter(scheme=scheme.code, value__in=numbers)
    return dict(rows.values_list("value", "person_id"))


@transaction.atomic
def record_scores(*, scores: Sequence[Scores], by: Account | None, at: datetime) -> int:
    """Keep scores; those of a person, form and moment that are there already stay. Return how many.

    Nobody's words are in it. Each person's audit trail says that scores came in.
    """
    named = Response.objects.filter(mode=TAKEN_IN, person__in={each.person_id for each in scores})
    held = set(named.values_list("person_id", "instrument", "at"))
    new = [each for each in scores if (each.person_id, each.instrument, each.at) not in held]
    Response.objects.bulk_create(
        Response(
            person_id=each.person_id, instrument=each.instrument, version=each.version,
            answers=dict(each.answers), mode=TAKEN_IN, at=each.at, by=by,
        )
        for each in new
    )  # fmt: skip
    account, who = (by.pk, by.full_name) if by else (None, "Hearth")
    note_all(Note(DID, at, each.person_id, account, who, what=each.instrument) for each in new)
    return len(new)
