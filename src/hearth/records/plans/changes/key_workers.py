"""One key worker at any time, with handover and cover (P6)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hearth.core.access import Action
from hearth.core.words import Refusal, Refused
from hearth.records.access.door import Record
from hearth.records.community.models import Post
from hearth.records.people.models import Account
from hearth.records.plans.models import KeyWorker, KeyWorkerCover


class CannotHandOver(Refused):
    """The handover lacks something."""


@transaction.atomic
def hand_over(*, record: Record, to: Post, note: str, by: Account, at: datetime) -> KeyWorker:
    """Make `to` the key worker from today; who was it before stops today. No gap, no overlap."""
    record.require(Action.HAND_OVER)
    today = timezone.localdate(at)
    held = (
        KeyWorker.objects.select_for_update()
        .filter(person=record.person, ends__isnull=True)
        .first()
    )
    if held and held.post_id == to.pk:
        raise CannotHandOver([Refusal("They are the key worker already.", "to")])
    if held and not note.strip():
        raise CannotHandOver([Refusal("Say what the new key worker needs to know.", "note")])
    if held:
        held.ends = today
        held.save(update_fields=["ends"])
    row = KeyWorker.objects.create(
        person=record.person, post=to, starts=today, handover_note=note.strip(), at=at, by=by
    )
    record.note("made a key worker", at=at, what=str(to))
    return row


@transaction.atomic
def arrange_cover(
    *, record: Record, post: Post, starts: date, ends: date, by: Account, at: datetime
) -> KeyWorkerCover:
    """Let somebody stand in for the key worker for some days."""
    record.require(Action.HAND_OVER)
    if ends < starts:
        raise CannotHandOver([Refusal("The last day cannot come before the first.", "ends")])
    row = KeyWorkerCover.objects.create(
        person=record.person, post=post, starts=starts, ends=ends, at=at, by=by
    )
    record.note("arranged cover for the key worker", at=at, what=str(post))
    return row
