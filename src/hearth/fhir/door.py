"""The door to a person's record, as other software goes through it: for people and machines.

The decision is made anew for each request, from one statement. Only that a look was written down
is remembered, for ten minutes, by each web worker: an app that asks a hundred times a minute
leaves one row for each type of thing that it looked at. Refusals are written down each time.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from hearth.core.access import Grant
from hearth.fhir.caller import Caller
from hearth.fhir.mappers import MAPPERS
from hearth.fhir.outcome import not_there
from hearth.records.access.door import note_opening
from hearth.records.access.quick import Decided, Opened, decide, decide_all
from hearth.records.audit import changes as audit

ONE_ROW_EACH = timedelta(minutes=10)
LONGEST_WHY = 200
MOST_REMEMBERED = 50_000
NO_TIE = "There is no tie to this person."
NO_SCOPE = "The app was not let in to this person's plan."

Look = tuple[int, str, UUID, str]
_noted: dict[Look, datetime] = {}
"""Until when a look is written down: by account, app, person and type. Of each worker alone."""


def open_for(caller: Caller, person_id: str, type: str, doing: str, at: datetime) -> Opened:
    """Open one person's record to a caller, for one type of resource; `doing` is one of "cruds".

    Raises Wrong(404) where the caller may not know of the person, by their ties or by the scopes
    of the app: the two are never told apart. What the record itself refuses is its own to say.
    """
    found = decide(person_id, by=caller.account, at=at)
    if found is None:
        raise not_there()
    is_in_scope = reaches(caller, person_id, type, doing)
    if found.record is None or not is_in_scope:
        _note_refusal(found, caller, type, at, NO_SCOPE if found.record else NO_TIE)
        raise not_there()
    note_looks([found.record], caller, type, at)
    return found.record


def opened_among(
    caller: Caller, person_ids: Iterable[UUID | str], type: str, doing: str, at: datetime
) -> Iterator[Opened]:
    """Yield the records, among those of these people, that the caller may see. Few statements.

    Notes nothing: whoever then shows something of one calls `note_looks`.
    """
    theirs = (each for each in person_ids if reaches(caller, each, type, doing))
    for found in decide_all(theirs, by=caller.account, at=at):
        if found.record is not None:
            yield found.record


def reaches(caller: Caller, person_id: UUID | str, type: str, doing: str) -> bool:
    """Say whether a scope reaches this person: those of a launch reach only whom it names."""
    return any(
        scope.context != "patient" or caller.patient == str(person_id)
        for scope in caller.scopes_for(type, doing)
    )


def note_looks(records: Iterable[Opened], caller: Caller, type: str, at: datetime) -> None:
    """Write down who looked at these, but for what this worker wrote down a moment ago."""
    keys = {(caller.account.pk, caller.app_id, each.person.pk, type): each for each in records}
    new = {key: each for key, each in keys.items() if not _noted.get(key, at) > at}
    if not new:
        return
    why = why_of(caller, type)
    with audit.together():
        for each in new.values():
            note_opening(
                each.person,
                each.grant,
                by=each.reader,
                at=at,
                why=why,
                refused=[],
                title=each.title,
            )
    # Remembered only once it is kept: what is rolled back was never written down.
    transaction.on_commit(lambda: _remember(new, at))


def _remember(looks: Iterable[Look], at: datetime) -> None:
    if len(_noted) > MOST_REMEMBERED:
        _noted.clear()  # Then each is written down once more: better twice than never.
    _noted.update(dict.fromkeys(looks, at + ONE_ROW_EACH))


def _note_refusal(found: Decided, caller: Caller, type: str, at: datetime, why_not: str) -> None:
    why, none = why_of(caller, type), Grant()
    note_opening(found.person, none, by=caller.account, at=at, why=why, refused=[why_not])


def why_of(caller: Caller, type: str) -> str:
    """Say, for "who looked", what was looked at and through which app."""
    mapper = MAPPERS.get(type)
    return f"{mapper.why if mapper else type}, through {caller.app}"[:LONGEST_WHY]
