"""A death: told of by those close, recorded by staff, taken back by two people.

Recording one stops every message in the same transaction, and waits for the one that is just being
handed over: none leaves after it has committed.
"""

from datetime import date, datetime

from django.db import transaction

from hearth.core.words import Refusal, Refused
from hearth.records.audit import changes as audit
from hearth.records.outbox import alone
from hearth.records.outbox import changes as outbox
from hearth.records.people.feeds import end_feed
from hearth.records.people.models import Account, Death, DeathReport, Person


class CannotUndoDeath(Refused):
    """Taking a death back needs two people."""


@transaction.atomic
def record_death(
    *, person: Person, died_on: date, told_by: str, by: Account, at: datetime
) -> Death:
    """Record that the person died. From here on nothing is written, and nothing is sent.

    Waits for a message that is just being handed over: none leaves after this has committed.
    """
    if problems := _death_problems(person, died_on, told_by, at):
        raise Refused(problems)
    alone.hold_until_committed(person.pk)
    row = Death.objects.create(
        person=person, died_on=died_on, told_by=told_by, recorded_at=at, recorded_by=by
    )
    _close_report(person, is_true=True, by=by, at=at)
    outbox.stop_for(person_id=person.pk, by=by, at=at, why="The person has died.")
    end_feed(person=person, by=by, at=at)
    audit.note(did="recorded a death", by=by, at=at, person_id=person.pk)
    return row


def _death_problems(person: Person, died_on: date, told_by: str, at: datetime) -> list[Refusal]:
    problems = []
    if died_on > at.date():
        problems.append(Refusal("This day is still to come.", "died_on"))
    if died_on < person.born:
        problems.append(Refusal("This is before the person was born.", "died_on"))
    if not told_by.strip():
        problems.append(Refusal("Say who told you.", "told_by"))
    return problems


@transaction.atomic
def report_death(
    *, person: Person, told_by: str, words: str, died_on: date | None, by: Account, at: datetime
) -> DeathReport:
    """Somebody close says that the person died. Messages are held until staff have checked it."""
    if not told_by.strip():
        raise Refused([Refusal("Say who you are.", "told_by")])
    if died_on and died_on > at.date():
        raise Refused([Refusal("This day is still to come.", "died_on")])
    alone.hold_until_committed(person.pk)
    row, is_new = DeathReport.objects.get_or_create(
        person=person,
        closed_at=None,
        defaults={
            "told_by": told_by[:200],
            "words": words[:300],
            "died_on": died_on,
            "reported_at": at,
            "reported_by": by,
        },
    )
    if is_new:
        audit.note(did="told us of a death", by=by, at=at, person_id=person.pk)
    return row


@transaction.atomic
def deny_death_report(*, person: Person, by: Account, at: datetime) -> None:
    """Staff checked, and the person is alive: what was held may leave."""
    if _close_report(person, is_true=False, by=by, at=at):
        audit.note(did="found that a death was not so", by=by, at=at, person_id=person.pk)


def _close_report(person: Person, *, is_true: bool, by: Account | None, at: datetime) -> int:
    still_open = DeathReport.objects.filter(person=person, closed_at__isnull=True)
    return still_open.update(closed_at=at, closed_by=by, is_true=is_true)


@transaction.atomic
def ask_to_undo_death(*, death: Death, reason: str, by: Account, at: datetime) -> Death:
    """The first of two people says that the person is alive, and why."""
    if not reason.strip():
        raise CannotUndoDeath([Refusal("Say how you know that the person is alive.", "reason")])
    death.undo_asked_at, death.undo_asked_by, death.undo_reason = at, by, reason
    death.save(update_fields=["undo_asked_at", "undo_asked_by", "undo_reason"])
    audit.note(did="asked to take back a death", by=by, at=at, person_id=death.person_id)
    return death


@transaction.atomic
def confirm_undo_of_death(*, death: Death, by: Account, at: datetime) -> Death:
    """A second person confirms it. Raises CannotUndoDeath for the same person twice."""
    if death.undo_asked_by_id is None:
        raise CannotUndoDeath("Nobody has asked to take this back yet.")
    if death.undo_asked_by_id == by.pk:
        raise CannotUndoDeath("You asked for this. Someone else must confirm it.")
    # What was posted meanwhile was meant for somebody who had died: it stays unsent.
    outbox.stop_for(person_id=death.person_id, by=by, at=at, why="Posted after a recorded death.")
    death.undone_at, death.undone_by = at, by
    death.save(update_fields=["undone_at", "undone_by"])
    audit.note(did="took back a death", by=by, at=at, person_id=death.person_id)
    return death
