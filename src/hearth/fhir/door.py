"""The door, for a caller: the same decision as for pages, then what the scopes leave of it."""

from datetime import datetime
from uuid import UUID

from hearth.fhir.caller import Caller
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.outcome import Issue, Wrong, not_there
from hearth.records.access.door import NotAllowed, NotVisible, Record, open_record


def open_for(caller: Caller, person_id: UUID | str, type: str, doing: str, at: datetime) -> Record:
    """Open a record for `doing` (one of "cruds") with one type of resource.

    Raises Wrong: 404 for a person whom the caller may not know of, 403 for what they may see and
    may not do.
    """
    must_reach(caller, person_id, type, doing)
    mapper = MAPPERS[type]
    try:
        record = open_record(
            person_id, by=caller.account, at=at, why=f"{mapper.why} (by {caller.app})"
        )
        if doing in "cu":
            record.require(mapper.action)
    except NotVisible:
        raise not_there() from None
    except NotAllowed as refusal:
        issues = [Issue("forbidden", each.words) for each in refusal.reasons]
        raise Wrong(403, issues) from refusal
    return record


def must_reach(caller: Caller, person_id: UUID | str, type: str, doing: str) -> None:
    """Raise Wrong (404) where the scopes that allow this reach only another person."""
    scopes = caller.scopes_for(type, doing)
    if any(scope.context != "patient" for scope in scopes):
        return
    if not scopes or caller.patient != str(person_id):
        raise not_there()
