"""Putting a seal on a section or an entry, and lifting it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hearth.core.access import MAY_SEAL, Action, Role, Tie, opens
from hearth.core.sharing import SealKind
from hearth.core.words import Refusal, Refused, Section
from hearth.records.access.door import Record
from hearth.records.access.models import Seal
from hearth.records.access.seals import as_value
from hearth.records.access.ties import ties_of
from hearth.records.community.models import Organisation
from hearth.records.people.models import Account


class CannotSeal(Refused):
    """This viewer may not put on, or lift, such a seal."""


@transaction.atomic
def seal(
    *,
    record: Record,
    kind: SealKind,
    section: Section,
    by: Account,
    at: datetime,
    thread: UUID | str | None = None,
    why: str = "",
    named: Iterable[Account] = (),
) -> Seal:
    """Close a section, or one entry of it. A service gives a reason; the person need not.

    The person may close any section: a refusal would tell that a service has closed it before.
    """
    is_own_section = kind is SealKind.OWN_WISH and record.role is Role.PERSON and not thread
    record.require(Action.SEAL, None if is_own_section else section, thread or "")
    organisation = None if kind is SealKind.OWN_WISH else _service_of(record, by, at)
    if problems := _problems(record, kind, why, organisation):
        raise CannotSeal(problems)
    row = Seal.objects.create(
        person=record.person,
        kind=kind.value,
        section=section.value,
        thread=thread or None,
        organisation=organisation,
        named=sorted(account.pk for account in named),
        why=why.strip(),
        sealed_at=at,
        sealed_by=by,
    )
    # With its section and thread, so that who may not see the part does not see this row either.
    record.note("sealed a part", at=at, what=kind.value, section=section, thread=thread)
    return row


def _problems(
    record: Record, kind: SealKind, why: str, organisation: Organisation | None
) -> list[Refusal]:
    if kind not in MAY_SEAL.get(record.role, frozenset()):
        return [Refusal(f"You cannot put on a seal for {kind.value}.", "kind")]
    if kind is SealKind.OWN_WISH:
        return []
    found = [] if why.strip() else [Refusal("Say why this must be closed.", "why")]
    if organisation is None:
        found.append(Refusal("Only staff of a service in the care can do this.", "kind"))
    return found


def _service_of(record: Record, by: Account, at: datetime) -> Organisation | None:
    for tie, _ in ties_of(record.person, by, at=at):
        if tie.role is Role.PRACTITIONER and tie.through == record.grant.through:
            return Organisation.objects.filter(pk=tie.organisation).first()
    return None


@transaction.atomic
def lift(*, record: Record, seal: Seal, by: Account, at: datetime) -> None:
    """Open it again. Only those to whom a seal is open, and who may put on its kind, lift it."""
    record.require_own(seal)
    if not may_lift(record, seal, at=at):
        raise CannotSeal([Refusal("You cannot lift this seal.", "seal")])
    if Seal.objects.filter(pk=seal.pk, lifted_at__isnull=True).update(lifted_at=at, lifted_by=by):
        section = Section(seal.section)
        record.note("lifted a seal", at=at, what=seal.kind, section=section, thread=seal.thread)


def may_lift(record: Record, seal: Seal, *, at: datetime) -> bool:
    """Say whether this viewer may lift a seal, and so may learn that it is there."""
    return _lifts(record, seal, _live_ties(record, at))


def _live_ties(record: Record, at: datetime) -> list[Tie]:
    found = ties_of(record.person, record.account, at=at)
    today = timezone.localdate(at)
    return [tie for tie, _ in found if tie.runs(today=today, at=at)]


def _lifts(record: Record, seal: Seal, ties: Iterable[Tie]) -> bool:
    if SealKind(seal.kind) not in MAY_SEAL.get(record.role, frozenset()):
        return False
    if not record.may(Action.SEAL):
        return False  # A death closes the plan for changes, and so for this one.
    return any(opens(as_value(seal), tie, str(record.account.pk)) for tie in ties)


def seals_seen(record: Record, *, at: datetime) -> list[Seal]:
    """The seals that this viewer may lift; of others they learn nothing. Constant queries."""
    rows = Seal.objects.filter(person=record.person, lifted_at__isnull=True).order_by("pk")
    ties = _live_ties(record, at)
    return [row for row in rows.select_related("organisation") if _lifts(record, row, ties)]
