"""A person's whole record, to keep or to take elsewhere. Nothing about them is left behind."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from hearth.core.words import Refused
from hearth.records.audit.changes import note
from hearth.records.people import whole as people
from hearth.records.plans import whole as plans
from hearth.records.preparation import whole as rest

FORMAT = "hearth-record/1"


class NoSuchPerson(Refused):
    """There is no record with this number."""


def export(*, person_id: UUID, by: object, at: datetime) -> dict[str, Any]:
    """Return the whole record as plain lists of rows, by what they are; it notes that it was taken.

    Every revision, version (with its document and hash) and signature is there, and who looked.
    Raises NoSuchPerson.
    """
    try:
        about = people.whole(person_id)
    except ObjectDoesNotExist as error:
        raise NoSuchPerson("There is no person with this Hearth number.") from error
    record = about | plans.whole(person_id) | rest.whole(person_id)
    note(did="took a copy of the whole record", by=by, at=at, person_id=person_id, is_change=False)
    return {"format": FORMAT, "taken_at": at.isoformat(), "person_id": str(person_id), **record}
