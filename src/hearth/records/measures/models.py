from django.conf import settings
from django.db import models
from django.db.models import Q

from hearth.records.people.models import Person

ACCOUNT = settings.AUTH_USER_MODEL


class Response(models.Model):
    """Answers to one instrument: which version, how it was asked, and who helped."""

    SENSITIVE = ("answers",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responses")
    round_id = models.BigIntegerField(null=True)
    instrument = models.CharField(max_length=30)
    version = models.CharField(max_length=30)
    answers = models.JSONField()
    mode = models.CharField(max_length=20, default="online")
    helped_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "instrument", "-at"])]

    def __str__(self) -> str:
        return f"{self.instrument} {self.at:%Y-%m-%d}"


class GoalScaled(models.Model):
    """How far a goal has come, on its own ladder, with what helped and what got in the way."""

    SENSITIVE = ("helped", "hindered")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="goals_scaled")
    thread = models.UUIDField()
    round_id = models.BigIntegerField(null=True)
    level = models.SmallIntegerField()
    helped = models.TextField(blank=True)
    hindered = models.TextField(blank=True)
    said_by = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=-2, level__lte=2), name="goal_level_in_range"
            )
        ]
        indexes = [models.Index(fields=["person", "-at"])]

    def __str__(self) -> str:
        return f"{self.thread}: {self.level}"
