from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from hearth.core.messages import MessageWay, Outcome
from hearth.records.outbox.models import Attempt, Message


def letters_to_print(people: Any) -> QuerySet[Message]:
    """Letters that lie ready and that nobody has printed, the oldest first.

    `people` are those whom the viewer may know of, as a query or as ids.
    """
    made = Attempt.objects.filter(message=OuterRef("pk"), outcome=Outcome.HANDED_OVER.value)
    letters = Message.objects.filter(Exists(made), way=MessageWay.LETTER.value)
    return letters.filter(settled__isnull=True, person_id__in=people).order_by("posted_at", "pk")


def not_arrived(people: Any) -> QuerySet[Message]:
    """Messages that failed for good and that nobody has dealt with, with why, the newest first."""
    ended = Attempt.objects.filter(
        message=OuterRef("pk"), outcome__in=[Outcome.HANDED_OVER.value, Outcome.STOPPED.value]
    )
    failed = Message.objects.filter(~Exists(ended), next_at__isnull=True, settled__isnull=True)
    return (
        failed.filter(person_id__in=people)
        .prefetch_related("attempts")
        .order_by("-posted_at", "-pk")
    )


def any_may_have_left(references: Iterable[UUID]) -> bool:
    """Say whether one of these messages was handed over, or may have been: a try was cut off."""
    left = [Outcome.HANDED_OVER.value, Outcome.UNSURE.value, ""]
    rows = Attempt.objects.filter(message__reference__in=list(references), outcome__in=left)
    return rows.exists()


def message_about(person_id: UUID, reference: UUID) -> Message | None:
    """One message about this person."""
    return Message.objects.filter(person_id=person_id, reference=reference).first()


def why_not(message: Message) -> str:
    """Why a message did not arrive: what its last attempt said. Reads the attempts at hand."""
    attempts: Iterable[Attempt] = message.attempts.all()
    return max(attempts, key=lambda each: each.pk).why
