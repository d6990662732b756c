"""Involve organisations in the care of many people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hearth.records.access.models import Involvement, LawfulBasis
from hearth.records.audit.bulk import Note, note_all
from hearth.records.audit.many import add_rows
from hearth.records.community.models import Organisation
from hearth.records.people.models import Account


@dataclass(frozen=True)
class NewTie:
    """An organisation takes a part in a person's care from a day on."""

    person_id: UUID
    organisation: Organisation
    kind: str
    starts: date
    why: str = ""


@transaction.atomic
def involve_all(ties: Sequence[NewTie], *, by: Account | None, at: datetime) -> None:
    """Record the ties, each with its audit row."""
    add_rows(Involvement(**vars(tie)) for tie in ties)
    add_rows(
        LawfulBasis(
            person_id=tie.person_id,
            organisation=tie.organisation,
            basis="care",
            recorded_at=at,
            recorded_by=by,
        )
        for tie in ties
    )
    who = by.full_name if by else "Hearth"
    note_all(
        Note(
            "involved an organisation", at, tie.person_id, by.pk if by else None, who,
            what=tie.organisation.name,
        )
        for tie in ties
    )  # fmt: skip
