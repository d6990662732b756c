"""Asking for a copy, and checking it before it is given."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from hearth.core.access import Action, Role
from hearth.core.disclosure import Decided, Part, answer_by, check_problems
from hearth.core.words import Refused
from hearth.records.access.door import NotAllowed, Record
from hearth.records.disclosure.models import CopyCheck, CopyRequest, PartDecision
from hearth.records.disclosure.queries import newest_copy, parts_to_decide
from hearth.records.people.models import Account, Person


class CannotCheck(Refused):
    """A copy cannot be let go yet."""


@transaction.atomic
def ask_for_copy(*, record: Record, by: Account, at: datetime) -> CopyRequest:
    """Ask for a copy of all that is held. One that still waits is not asked for again."""
    record.require(Action.EXPORT)
    if record.role is not Role.PERSON:
        raise NotAllowed("Only the person can ask for their copy.")
    Person.objects.select_for_update().get(pk=record.person.pk)  # Two clicks ask once.
    newest = newest_copy(record, at=at)
    if newest is not None and newest.check is None:
        return newest.request
    record.note("asked for a copy of their record", at=at)
    return CopyRequest.objects.create(
        person=record.person,
        asked_at=at,
        asked_by=by,
        answer_by=answer_by(timezone.localdate(at)),
    )


@transaction.atomic
def check_copy(
    *,
    record: Record,
    request: CopyRequest,
    decided: Mapping[Part, Decided],
    by: Account,
    at: datetime,
) -> CopyCheck:
    """Let a copy go, with a decision and a reason for each part that is about someone else."""
    record.require(Action.CHECK_COPY)
    record.require_own(request)
    parts = parts_to_decide(record)
    if problems := check_problems(parts, decided):
        raise CannotCheck(problems)
    made = _check(record, request, by, at)
    for part in parts:
        _decide(record, made, part, decided[part], at)
    record.note("checked a copy of the record", at=at)
    return made


def _check(record: Record, request: CopyRequest, by: Account, at: datetime) -> CopyCheck:
    name = f"{by.full_name}, {record.title}"
    try:
        with transaction.atomic():
            return CopyCheck.objects.create(request=request, name=name, at=at, by=by)
    except IntegrityError as error:
        raise CannotCheck("Somebody has checked this copy before you.") from error


def _decide(record: Record, made: CopyCheck, part: Part, said: Decided, at: datetime) -> None:
    assert said.choice is not None
    PartDecision.objects.create(
        check_made=made,
        section=part.section.value,
        thread=part.thread or None,
        choice=said.choice.value,
        reason=said.reason.strip(),
    )
    # With its section and thread, so that who may not see the part does not see this row either.
    record.note(
        "decided on a part of a copy",
        at=at,
        what=said.choice.value,
        section=part.section,
        thread=part.thread or None,
    )
