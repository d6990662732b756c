"""Changes to who stands beside a person: invite, accept, narrow, end."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from hearth.core.access import LEGAL_AUTHORITY_MAY, SUPPORTER_MAY_BE_ALLOWED, Action
from hearth.core.codes import hashed
from hearth.core.people import NEEDS_EVIDENCE, Authority, SupporterKind
from hearth.core.words import Refusal, Refused, Section
from hearth.records.audit import changes as audit
from hearth.records.people.models import Account, Person, Supporter

INVITATION_DAYS = 28


class CannotInvite(Refused):
    """The invitation lacks something."""


class CannotAccept(Refused):
    """The code opens no invitation. One wording for every cause, so that a guess learns nothing."""


@transaction.atomic
def invite(
    *,
    person: Person,
    name: str,
    kind: SupporterKind,
    relationship: str,
    authority: Authority,
    sections: Iterable[Section],
    actions: Iterable[Action],
    by: Account | None,
    at: datetime,
    email: str = "",
    evidence: str = "",
    until: date | None = None,
) -> tuple[Supporter, str]:
    """Invite a supporter. Returns the row and the code to pass on; only its hash is kept."""
    if problems := _invitation_problems(name, relationship, authority, evidence, until, at):
        raise CannotInvite(problems)
    code = "-".join(secrets.token_hex(2) for _ in range(4))
    row = Supporter.objects.create(
        person=person,
        name=name.strip(),
        email=email,
        kind=kind.value,
        relationship=relationship.strip(),
        authority=authority.value,
        evidence=evidence,
        until=until,
        sections=sorted(section.value for section in sections),
        actions=_allowed(actions, authority),
        code_hash=hashed(code),
        invited_at=at,
        invited_by=by,
    )
    audit.note(did="invited a supporter", by=by, at=at, person_id=person.pk, what=relationship)
    return row, code


def _allowed(actions: Iterable[Action], authority: Authority) -> list[str]:
    """What the person can allow: to agree the plan, only to somebody with an authority in law."""
    in_law = LEGAL_AUTHORITY_MAY if authority in NEEDS_EVIDENCE else frozenset[Action]()
    return sorted(each.value for each in set(actions) & (SUPPORTER_MAY_BE_ALLOWED | in_law))


def _invitation_problems(
    name: str,
    relationship: str,
    authority: Authority,
    evidence: str,
    until: date | None,
    at: datetime,
) -> list[Refusal]:
    found = []
    if not name.strip():
        found.append(Refusal("Give their name.", "name"))
    if not relationship.strip():
        found.append(Refusal("Say who they are to you.", "relationship"))
    if authority in NEEDS_EVIDENCE and not evidence.strip():
        found.append(Refusal("Say where the proof of this can be seen.", "evidence"))
    if until and until < at.date():
        found.append(Refusal("Choose a day that is still to come.", "until"))
    return found


def invitation_for(code: str, *, at: datetime) -> Supporter:
    """Return the open invitation behind a code; raises CannotAccept otherwise."""
    row = (
        Supporter.objects.select_related("person")
        .filter(
            code_hash=hashed(code.strip().lower()), accepted_at__isnull=True, ended_at__isnull=True
        )
        .first()
    )
    if row is None or (at - row.invited_at).days > INVITATION_DAYS:
        raise CannotAccept("This code does not work. Ask for a new one.")
    return row


@transaction.atomic
def accept(*, code: str, by: Account, at: datetime) -> Supporter:
    """The supporter takes up an invitation with their own account. A code works once."""
    row = invitation_for(code, at=at)
    if row.person.account_id == by.pk:
        raise CannotAccept("This is your own plan. You cannot be your own supporter.")
    row.account, row.accepted_at = by, at
    row.save(update_fields=["account", "accepted_at"])
    audit.note(
        did="became a supporter", by=by, at=at, person_id=row.person_id, what=row.relationship
    )
    return row


@transaction.atomic
def change_what_they_see(
    *,
    supporter: Supporter,
    sections: Iterable[Section],
    actions: Iterable[Action],
    until: date | None,
    by: Account,
    at: datetime,
) -> Supporter:
    """Change what a supporter may see and do, from their next click on."""
    supporter.sections = sorted(section.value for section in sections)
    supporter.actions = _allowed(actions, Authority(supporter.authority))
    supporter.until = until
    supporter.save(update_fields=["sections", "actions", "until"])
    audit.note(
        did="changed what a supporter sees",
        by=by,
        at=at,
        person_id=supporter.person_id,
        what=supporter.relationship,
    )
    return supporter


@transaction.atomic
def end(*, supporter: Supporter, by: Account, at: datetime) -> Supporter:
    """Stop a supporter's access, from their next click on. Sends them no message (G1)."""
    if supporter.ended_at is None:
        supporter.ended_at, supporter.ended_by = at, by
        supporter.save(update_fields=["ended_at", "ended_by"])
        audit.note(
            did="ended a supporter's access",
            by=by,
            at=at,
            person_id=supporter.person_id,
            what=supporter.relationship,
        )
    return supporter
