"""The door to a person's record, as other software goes through it: for people and machines."""

from datetime import datetime

from hearth.fhir.caller import Caller
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.outcome import not_there
from hearth.records.access.door import NotVisible, Record, open_record

LONGEST_WHY = 200


def open_for(caller: Caller, person_id: str, type: str, doing: str, at: datetime) -> Record:
    """Open one person's record to a caller, for one type of resource; `doing` is one of "cruds".

    Raises Wrong(404) where the caller may not know of the person, by their ties or by the scopes
    of the app: the two are never told apart. What the record itself refuses is its own to say.
    """
    if not reaches(caller, person_id, type, doing):
        raise not_there()
    try:
        return open_record(person_id, by=caller.account, at=at, why=why_of(caller, type))
    except NotVisible:
        raise not_there() from None


def reaches(caller: Caller, person_id: str, type: str, doing: str) -> bool:
    """Say whether a scope reaches this person: those of a launch reach only whom it names."""
    return any(
        scope.context != "patient" or caller.patient == str(person_id)
        for scope in caller.scopes_for(type, doing)
    )


def why_of(caller: Caller, type: str) -> str:
    """Say, for "who looked", what was looked at and through which app."""
    mapper = MAPPERS.get(type)
    return f"{mapper.why if mapper else type}, through {caller.app}"[:LONGEST_WHY]
