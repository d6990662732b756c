"""Drafts: what somebody types, kept while they type."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hearth.core.words import Refused
from hearth.records.access.door import Record
from hearth.records.people.models import Account
from hearth.records.plans.models import Draft

LARGEST = 200_000


class DraftTooLarge(Refused):
    """More than a page can hold."""


@transaction.atomic
def keep_draft(
    *, record: Record, form: str, fields: Mapping[str, object], by: Account, at: datetime
) -> None:
    """Keep what is in a form now. It belongs to the one who types, and to no one else."""
    if sum(len(str(value)) for value in fields.values()) > LARGEST:
        raise DraftTooLarge("This is more than one page can hold. Save what you have first.")
    Draft.objects.update_or_create(
        person=record.person,
        account=by,
        form=form[:80],
        defaults={"fields": dict(fields), "saved_at": at},
    )


def drop_draft(*, record: Record, form: str, by: Account) -> None:
    """Forget a draft, once its words are saved or its writer lets it go."""
    Draft.objects.filter(person=record.person, account=by, form=form[:80]).delete()
