"""Note many things at once, for those who load many records at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hearth.records.audit import lanes
from hearth.records.audit.models import Facts


@dataclass(frozen=True)
class Note:
    """One row to add: what was done to whose record, when, by whom, as what."""

    did: str
    at: datetime
    person_id: UUID
    account_id: int | None = None
    who: str = "Hearth"
    acting_as: str = ""
    through: str = ""
    what: str = ""
    reason: str = ""


def note_all(notes: Iterable[Note]) -> None:
    """Add the rows of changes that were made together."""
    lanes.add([Facts(**vars(note)) for note in notes])
