"""Rounds: the dates agreed for their steps, the steps reached, and why a date was missed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.core import rounds
from hearth.records.community.models import Organisation, Post
from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Round(models.Model):
    """One time round the four steps, with one accountable professional (F4)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rounds")
    accountable = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    conversation_at = models.DateTimeField(null=True, blank=True)
    conversation_place = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_running_round"
            )
        ]
        indexes = [models.Index(fields=["accountable", "conversation_at"])]

    def __str__(self) -> str:
        return f"round from {self.started_on}"


class StepDate(models.Model):
    """The date agreed for a step. A new agreement adds a row; the newest counts."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dates")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rounds.Step])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    agreed_with = models.CharField(max_length=300, blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step"],
                condition=Q(replaced_at__isnull=True),
                name="one_date_per_step",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due"],
                condition=Q(replaced_at__isnull=True, met_at__isnull=True),
                name="dates_to_come",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} by {self.due}"


class StepReached(models.Model):
    """The round came to this step. The path it took is the list of these rows."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rounds.Step])
    ended = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.step} at {self.at:%Y-%m-%d}"


class MissedDate(models.Model):
    """Why the date of a step was missed."""

    SENSITIVE = ("reason",)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="missed")
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rounds.Step])
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.step}: {self.reason}"
