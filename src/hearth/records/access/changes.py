from datetime import date, datetime

from django.db import transaction

from hearth.records.access.models import Involvement
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
) -> Involvement:
    """Record that an organisation has a part in a person's care; its staff can see the record."""
    row, made = Involvement.objects.get_or_create(
        person=person,
        organisation=organisation,
        ends=None,
        defaults={"kind": kind, "why": why, "starts": starts},
    )
    if made:
        audit.note(
            did="involved an organisation",
            by=by,
            at=at,
            person_id=person.pk,
            what=organisation.name,
        )
    return row
