"""Notes that a professional writes for themselves. There is no way to ask for anybody else's."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from hearth.core.learning import LONGEST_NOTE, CannotLearn
from hearth.core.words import Refusal
from hearth.records.audit import changes as audit
from hearth.records.learning.models import ReflectiveNote
from hearth.records.people.models import Account


def own_notes(account: Account) -> QuerySet[ReflectiveNote]:
    """Return the notes of the one who asks, the newest first."""
    return ReflectiveNote.objects.filter(account=account).order_by("-at", "-pk")


@transaction.atomic
def keep_note(*, words: str, by: Account, at: datetime) -> ReflectiveNote:
    """Keep a note for the one who writes it, and for nobody else."""
    if not words.strip():
        raise CannotLearn([Refusal("Write something first.", "words")])
    if len(words) > LONGEST_NOTE:
        raise CannotLearn([Refusal(f"Keep it under {LONGEST_NOTE:,} letters.", "words")])
    row = ReflectiveNote.objects.create(account=by, words=words.strip(), at=at)
    audit.note(did="kept a note of their own", by=by, at=at)
    return row


@transaction.atomic
def throw_note_away(*, note: int, by: Account, at: datetime) -> None:
    """Throw one's own note away, for good."""
    gone, _ = ReflectiveNote.objects.filter(pk=note, account=by).delete()
    if not gone:
        raise CannotLearn("There is no such note.")
    audit.note(did="threw a note of their own away", by=by, at=at)
