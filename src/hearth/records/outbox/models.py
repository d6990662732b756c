import uuid

from django.db import models
from django.db.models import Q

from hearth.core import messages as values


class Message(models.Model):
    """One message to one recipient. Its state follows from its attempts (`core.messages.state`).

    `next_at` says when a worker should try it next; without one, nothing more is to be done. Who
    claims a message moves it on by a lease, so that it comes back if the worker dies.
    `reference` is what a provider knows it by, so that no try makes a second one.
    """

    SENSITIVE = ("address", "name", "person_id")

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60, choices=[(k.value, k.value) for k in values.MessageKind])
    way = models.CharField(max_length=20, choices=[(w.value, w.value) for w in values.MessageWay])
    audience = models.CharField(
        max_length=20, choices=[(a.value, a.value) for a in values.Audience]
    )
    address = models.CharField(max_length=500)
    name = models.CharField(max_length=200)
    account_id = models.BigIntegerField(null=True, blank=True)
    person_id = models.UUIDField(null=True, blank=True)
    about = models.CharField(max_length=100, blank=True)
    path = models.CharField(max_length=200, default="/")
    fields = models.JSONField(default=dict)
    posted_at = models.DateTimeField()
    posted_by = models.BigIntegerField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="due"),
            models.Index(fields=["person_id", "-posted_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.way}"


class Attempt(models.Model):
    """One try to hand a message over. Without an outcome, it was cut off or still goes on."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attempts")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(o.value, o.value) for o in values.Outcome]
    )
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="an_ended_attempt_has_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(outcome=values.Outcome.HANDED_OVER.value),
                name="handed_over_once",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome or "not ended"


class ChoreRun(models.Model):
    """One run of a regular chore, for the moment at which it was due. Two workers share one run."""

    name = models.CharField(max_length=60)
    due = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "due"], name="a_chore_is_due_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} due {self.due:%Y-%m-%d %H:%M}"


class Settled(models.Model):
    """Staff printed a letter, or dealt with a message that could not arrive."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="settled")
    at = models.DateTimeField()
    by = models.BigIntegerField()

    def __str__(self) -> str:
        return f"settled on {self.at:%Y-%m-%d}"
