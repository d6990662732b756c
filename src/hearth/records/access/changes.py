from datetime import date, datetime

from django.db import transaction

from hearth.records.access.models import Involvement, LawfulBasis
from hearth.records.audit import changes as audit
from hearth.records.community.models import Organisation
from hearth.records.people.models import Account, Person


@transaction.atomic
def involve(
    *,
    person: Person,
    organisation: Organisation,
    kind: str,
    starts: date,
    by: Account | None,
    at: datetime,
    why: str = "",
    basis: str = "care",
) -> Involvement:
    """Record that an organisation has a part in a person's care; its staff can see the record.

    `basis`: the code of the lawful basis on which it holds the record (jurisdiction pack).
    """
    row, made = Involvement.objects.get_or_create(
        person=person,
        organisation=organisation,
        ends=None,
        defaults={"kind": kind, "why": why, "starts": starts},
    )
    if made:
        LawfulBasis.objects.get_or_create(
            person=person,
            organisation=organisation,
            ended_at=None,
            defaults={"basis": basis, "recorded_at": at, "recorded_by": by},
        )
        audit.note(
            did="involved an organisation",
            by=by,
            at=at,
            person_id=person.pk,
            what=organisation.name,
        )
    return row


@transaction.atomic
def end_involvement(
    *, person: Person, organisation: Organisation, ends: date, by: Account | None, at: datetime
) -> None:
    """Record the last day on which an organisation has a part in a person's care.

    The lawful basis stays: what the organisation wrote, it still holds.
    """
    still_open = Involvement.objects.filter(
        person=person, organisation=organisation, ends__isnull=True
    )
    if still_open.update(ends=ends):
        audit.note(
            did="ended the part of an organisation",
            by=by,
            at=at,
            person_id=person.pk,
            what=organisation.name,
        )
