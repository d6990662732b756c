"""Quality looks: a plan that was drawn by chance opens to one records auditor, for some days."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hearth.core.access import Role
from hearth.records.access.door import NotAllowed
from hearth.records.access.models import QualityLook
from hearth.records.audit import changes as audit
from hearth.records.community.models import Post
from hearth.records.people.models import Account


@transaction.atomic
def open_look(
    *, person_id: UUID, post: Post, until: date, by: Account | None, at: datetime
) -> QualityLook:
    """Open one plan to one auditor's post, the last day included. Seals stay shut (core.access)."""
    if post.role != Role.AUDITOR.value:
        raise NotAllowed("Only a records auditor looks at how well we plan.")
    audit.note(
        did="drew this plan by chance, to see how well we plan",
        by=by,
        at=at,
        person_id=person_id,
        what=str(post),
    )
    return QualityLook.objects.create(person_id=person_id, post=post, opens_at=at, until=until)


@transaction.atomic
def end_look(*, look: QualityLook, by: Account, at: datetime) -> None:
    """Close it: the plan was looked at, and nobody reads it on this ground any more."""
    QualityLook.objects.filter(pk=look.pk, ended_at__isnull=True).update(ended_at=at)
    audit.note(
        did="ended the look at how well we plan",
        by=by,
        at=at,
        acting_as=look.post.role,
        through=str(look.post),
        person_id=look.person_id,
    )
