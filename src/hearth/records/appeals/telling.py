"""Tells people that a step was taken: who raised it, the person, and who owes what comes next."""

from datetime import datetime

from hearth.core.access import Role
from hearth.core.messages import Audience, MessageKind
from hearth.records.access.door import Record
from hearth.records.appeals.models import AppealStep
from hearth.records.appeals.queries import about_of
from hearth.records.appeals.sight import person_sees
from hearth.records.people.models import Account
from hearth.records.people.telling import tell_account, tell_person


def tell(record: Record, step: AppealStep, *, by: Account, at: datetime) -> None:
    """Post what is new, in the transaction of the step. No message says what it is about."""
    _tell_person(record, step, by, at)
    _tell_who_raised_it(record, step, by, at)
    _tell_actor(record, step, by, at)


def _path(step: AppealStep) -> str:
    return f"/people/{step.appeal.person_id}/not-agreed/{step.appeal_id}/"


def _tell_person(record: Record, step: AppealStep, by: Account, at: datetime) -> None:
    if record.person.account_id == by.pk:
        return
    if not person_sees(record.person, about_of(step.appeal), at=at):
        return
    tell_person(
        person=record.person,
        kind=MessageKind.APPEAL_STEP,
        by=by,
        at=at,
        about=f"disagreement, step {step.number}",
        path=_path(step),
    )


def _tell_who_raised_it(record: Record, step: AppealStep, by: Account, at: datetime) -> None:
    appeal = step.appeal
    account = appeal.raised_by
    if account is None or account.pk in (by.pk, record.person.account_id) or appeal.for_person:
        return
    supports = appeal.raised_as == Role.SUPPORTER.value
    tell_account(
        account=account,
        kind=MessageKind.APPEAL_STEP,
        by=by,
        at=at,
        person_id=record.person.pk,
        audience=Audience.SUPPORTER if supports else Audience.STAFF,
        about=f"disagreement, step {step.number}",
        path=_path(step),
    )


def _tell_actor(record: Record, step: AppealStep, by: Account, at: datetime) -> None:
    if step.actor is None or step.actor.account_id == by.pk or step.due is None:
        return
    tell_account(
        account=step.actor.account,
        kind=MessageKind.APPEAL_WAITS,
        by=by,
        at=at,
        person_id=record.person.pk,
        about=f"disagreement, step {step.number}",
        path=_path(step),
        fields={"day": f"{step.due:%-d %B %Y}"},
    )
